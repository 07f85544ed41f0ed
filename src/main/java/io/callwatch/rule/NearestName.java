package io.callwatch.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant: by edits, two swapped letters being one. */
final class NearestName {
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
                .filter(one -> word.startsWith(one.toLowerCase(Locale.ROOT)) || one.toLowerCase(Locale.ROOT).startsWith(word)).findFirst()
                .or(() -> of(text, known)), String.join(", ", known));
    }

    static String neverGiven(String function, String text, Optional<String> meant, String given) {
        return function + "(…) never gives '" + text + "'" + meant.map(nearest -> "; did you mean '" + nearest + "'?").orElse("")
                + "; it gives " + given;
    }

    /** The nearest name, if about a third of its letters differ at most; of several the first in the alphabet. */
    static Optional<String> of(String name, Collection<String> known) {
        String wrong = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> edits(wrong, candidate.toLowerCase(Locale.ROOT)) <= tolerance(candidate, wrong))
                .min(Comparator.<String>comparingInt(candidate -> edits(wrong, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String candidate, String wrong) {
        return Math.max(1, (Math.max(candidate.length(), wrong.length()) + 1) / 3);
    }

    /** Optimal string alignment distance. */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : Math.min(
                        d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                        Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
