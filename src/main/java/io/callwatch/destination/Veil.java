package io.callwatch.destination;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hides the persons of one event, and remembers whom, so that the same names and numbers can be hidden where they stand
 * inside other text. For one event and one thread.
 */
final class Veil {
    /** Shorter values would hit words that are nobody's name: they are found as whole words alone. */
    private static final int SHORTEST_FOUND = 4;
    private static final int SHORTEST_NAME = 3;
    private static final int SHORTEST_NUMBER = 7;
    /** Nobody has a longer name, and the words of one could take all the memory. */
    private static final int LONGEST_FOUND = 10_000;
    private static final String LETTER = "[\\p{L}\\p{M}\\p{N}\\p{So}]";
    private static final Pattern WORD = Pattern.compile(LETTER + "+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{So}]+");
    private static final String LINKS_AND_WORDS = "|\\S*://\\S*|" + WORD;
    /** A number between letters: {@code DE30123456}. */
    private static final Pattern DIGITS = Pattern.compile("\\p{N}{4,}");
    /** An initial, an hour, a small count: not more than is shown anyway. */
    private static final Pattern SAYS_NOTHING = Pattern.compile("\\p{L}|[0-9]{0,2}");

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final BinaryOperator<String> cover;
    /** By values and by words of them, both in lower case. */
    private final Map<String, String> hidden = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Set<String> shown = new HashSet<>(Set.of("true", "false"));
    /** What is known, by what is looked for besides; made anew when more is known. */
    private final Map<String, Pattern> patterns = new HashMap<>();
    /** Something was hidden whose words are not known. */
    private boolean hidesMore;

    /** @param cover hides a value, given its field's name before it */
    Veil(BinaryOperator<String> cover) {
        this.cover = cover;
    }

    /** The value hidden; null stays null. */
    String over(String key, String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        String covered = cover.apply(key, value);
        if (value.length() > LONGEST_FOUND) {
            hidesMore = true;
            return covered;
        }
        patterns.clear();
        hidden.putIfAbsent(lower(value), covered);
        hidden.putIfAbsent(lower(Wording.phone(value)), covered);
        if (!isLink(value)) {
            BETWEEN_WORDS.splitAsStream(value).filter(word -> !SAYS_NOTHING.matcher(word).matches())
                    .forEach(word -> words.putIfAbsent(lower(word), cover.apply(key, word)));
        }
        return covered;
    }

    /** A value that stands for a person, hidden as the same one of this event is. */
    String alike(String value) {
        String covered = hidden.get(lower(value));
        return value.isEmpty() || shown.contains(value) ? value : covered != null ? covered : cover.apply("", value);
    }

    /** Takes note of what is nobody's, and may stand in a group. */
    void show(String value) {
        if (value != null && !value.isEmpty()) {
            patterns.clear();
            shown.add(value);
        }
    }

    /** {@code text} with each value that was hidden before replaced, the longest first, whatever its case. */
    String within(String text) {
        return replaced(text, "", word -> word);
    }

    /**
     * Text that a rule has made of a record. Besides whole values, each word of one is hidden as such a word is; what is only a
     * piece of one, or holds one, cannot be shown in part and becomes {@code ***}; and so does all of it where some words are not known.
     */
    String made(String text) {
        if (hidesMore && text != null && !shown.contains(text)) {
            return text.isEmpty() ? text : Mask.HIDDEN;
        }
        boolean unknownNumber = text != null && text.length() >= SHORTEST_NUMBER && Mask.isNumber(text) && !hidden.containsKey(lower(text));
        return unknownNumber ? cover.apply("group", text) : replaced(text, LINKS_AND_WORDS, this::word);
    }

    private String replaced(String text, String further, UnaryOperator<String> other) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        return patterns.computeIfAbsent(further, this::known).matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(replacement(found, other)));
    }

    private Pattern known(String further) {
        String anywhere = anyOf(hidden.keySet().stream().filter(value -> value.length() >= SHORTEST_FOUND));
        String asWords = anyOf(Stream.concat(shown.stream(), hidden.keySet().stream().filter(value -> value.length() < SHORTEST_FOUND)));
        String known = anywhere + (anywhere.isEmpty() ? "" : "|") + "(?<!" + LETTER + ")(?:" + asWords + ")(?!" + LETTER + ")";
        return Pattern.compile(known + further, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String anyOf(Stream<String> values) {
        return values.sorted(LONGEST_FIRST).map(Pattern::quote).collect(Collectors.joining("|"));
    }

    private String replacement(MatchResult found, UnaryOperator<String> other) {
        String text = found.group();
        if (shown.contains(text)) {
            return text;
        }
        String covered = hidden.get(lower(text));
        return covered != null ? covered : isLink(text) ? Mask.HIDDEN : other.apply(text);
    }

    private String word(String word) {
        String covered = words.get(lower(word));
        return covered != null ? covered
                : isPieceOfSomebody(lower(word)) || DIGITS.matcher(word).results().anyMatch(digits -> isPieceOfSomebody(digits.group()))
                        ? Mask.HIDDEN : word;
    }

    private boolean isPieceOfSomebody(String word) {
        return !SAYS_NOTHING.matcher(word).matches()
                && (hidden.keySet().stream().anyMatch(value -> overlap(word, value))
                        || words.keySet().stream().anyMatch(name -> name.length() >= SHORTEST_NAME && word.contains(name)));
    }

    /** Links are long: a short word stands in one by chance. */
    private static boolean overlap(String word, String value) {
        String joined = BETWEEN_WORDS.matcher(value).replaceAll("");
        return (!isLink(value) || word.length() >= SHORTEST_FOUND) && joined.contains(word)
                || !SAYS_NOTHING.matcher(joined).matches() && word.contains(joined);
    }

    private static boolean isLink(String value) {
        return value.contains("://");
    }

    /** Letter by letter, as a pattern without case compares them: whole words in lower case may have other letters, and more. */
    private static String lower(String text) {
        return text.codePoints().map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
