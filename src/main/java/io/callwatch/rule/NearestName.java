package io.callwatch.rule;

import io.callwatch.text.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant: by edits, two swapped letters being one, or by its beginning. */
final class NearestName {
    /** Fewer letters begin too many names. */
    private static final int BEGINNING = 3;

    private NearestName() {
    }

    /** {@code ; did you mean `duration`?} or nothing. */
    static String suggest(String name, Collection<String> known) {
        return of(name, known).map(nearest -> "; did you mean `" + nearest + "`?").orElse("");
    }

    /** {@code weekday(…) never gives 'Monday'; did you mean 'Mon'?; it gives Mon, Tue, …}; null where it may be meant. */
    static String refuseAnswer(String function, String text, List<String> known) {
        String word = text.toLowerCase(Locale.ROOT);
        return text.isEmpty() || known.contains(text) ? null : neverGiven(function, text, known.stream()
                .filter(one -> word.startsWith(one.toLowerCase(Locale.ROOT))).findFirst()
                .or(() -> of(text, known)), String.join(", ", known));
    }

    static String neverGiven(String function, String text, Optional<String> meant, String given) {
        return function + "(…) never gives '" + text + "'" + meant.map(nearest -> "; did you mean '" + nearest + "'?").orElse("")
                + "; it gives " + given;
    }

    /** The nearest name, if about a third of its letters differ at most, else one that begins so; of several the first in the alphabet. */
    static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> Nearest.distance(name, candidate) <= tolerance(candidate, name))
                .min(Comparator.<String>comparingInt(candidate -> Nearest.distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> known.stream().filter(candidate -> name.length() >= BEGINNING
                        && candidate.regionMatches(true, 0, name, 0, name.length())).min(Comparator.naturalOrder()));
    }

    private static int tolerance(String candidate, String wrong) {
        return Math.max(1, (Math.max(candidate.length(), wrong.length()) + 1) / 3);
    }
}
