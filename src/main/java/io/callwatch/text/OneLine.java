package io.callwatch.text;

/**
 * Text from strangers, made fit for one line that people read: a subject, a cell, a card, a row on the terminal.
 *
 * <p>Controls, line breaks and runs of white space become one space; what is invisible or turns the reading direction
 * (Unicode's format characters, but the joiners that Persian and emoji need) goes; half a surrogate pair becomes U+FFFD. Where
 * nothing is seen of all that is left, such as a name of joiners alone, the line is empty.
 * What is longer than the limit is cut between characters and ends in {@code …}. Threads may share it.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations</a>
 */
public final class OneLine {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int REPLACEMENT = 0xFFFD;
    /** Letters and symbols by their type: Hangul's fillers and Braille's blank. */
    private static final String BLANK = "\u115F\u1160\u3164\uFFA0\u2800";

    private OneLine() {
    }

    /** All of it; empty for null. */
    public static String of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /** {@code text} in at most {@code max} UTF-16 units; empty for null. */
    public static String of(String text, int max) {
        if (text == null) {
            return "";
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), max));
        boolean gap = false;
        boolean seen = false;
        for (int at = 0; at < text.length();) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int type = Character.getType(point);
            switch (type) {
                case Character.CONTROL, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    gap = line.length() > 0;
                case Character.FORMAT -> {
                    if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
                        line.appendCodePoint(point);
                    }
                }
                default -> {
                    if (gap) {
                        line.append(' ');
                        gap = false;
                    }
                    line.appendCodePoint(type == Character.SURROGATE ? REPLACEMENT : point);
                    seen = seen || type != Character.NON_SPACING_MARK && BLANK.indexOf(point) < 0;
                }
            }
            if (line.length() > max) {
                return seen ? cut(line, max) : "";
            }
        }
        return seen ? line.toString() : "";
    }

    private static String cut(StringBuilder line, int max) {
        int end = max - 1;
        if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        line.setLength(end);
        return line.append('…').toString();
    }
}
