package io.callwatch.destination;

import java.util.Locale;

/** Numbers as people read them: {@code 4,980 alerts}, {@code 1 alert}. */
final class Counts {
    private Counts() {
    }

    static String of(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    static String of(long count, String thing) {
        return of(count) + " " + thing + (count == 1 ? "" : "s");
    }
}
