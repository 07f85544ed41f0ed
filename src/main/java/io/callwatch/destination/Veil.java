package io.callwatch.destination;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the persons of one event, and remembers whom, so that the same names and numbers can be hidden where they stand
 * inside other text. For one event and one thread.
 */
final class Veil {
    /** What hides one value, given its field's name. */
    interface Cover {
        String of(String key, String value);
    }

    /** Shorter ones would hit words that are nobody's name. */
    private static final int SHORTEST_FOUND = 4;

    private final Cover cover;
    private final Map<String, String> hidden =
            new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Veil(Cover cover) {
        this.cover = cover;
    }

    /** The value hidden; null stays null. */
    String over(String key, String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        String covered = cover.of(key, value);
        hidden.put(value, covered);
        String spoken = Wording.phone(value);
        hidden.putIfAbsent(spoken, covered);
        return covered;
    }

    /** {@code text} with each value that was hidden before replaced, the longest first, whatever its case. */
    String within(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        if (hidden.containsKey(text)) {
            return hidden.get(text);
        }
        String left = text;
        for (Map.Entry<String, String> value : hidden.entrySet()) {
            if (value.getKey().length() >= SHORTEST_FOUND) {
                left = Pattern.compile(value.getKey(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(left).replaceAll(Matcher.quoteReplacement(value.getValue()));
            }
        }
        return Mask.isNumber(left) && left.length() >= 7 ? cover.of("group", left) : left;
    }
}
