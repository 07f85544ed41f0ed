package io.callwatch.text;

/** A number with what it counts: {@code 1 record}, {@code 12840 records}. */
public final class HowMany {
    private HowMany() {
    }

    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    public static String of(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
