package io.callwatch.text;

import java.util.regex.Pattern;

/** How many columns of a terminal a line takes: two for a letter of East Asia or an emoji, none for a mark on another letter. */
public final class Columns {
    private static final Pattern WIDE = Pattern.compile("[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3"
            + "\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\\x{1F300}-\\x{1F64F}"
            + "\\x{1F680}-\\x{1F6FF}\\x{1F900}-\\x{1FAFF}\\x{20000}-\\x{3FFFD}]");
    private static final Pattern NARROW = Pattern.compile("[\\p{Mn}\\p{Me}\\p{Cf}\u1160-\u11FF]");

    private Columns() {
    }

    public static int of(String line) {
        return line.codePointCount(0, line.length()) + count(WIDE, line) - count(NARROW, line);
    }

    private static int count(Pattern kind, String line) {
        return (int) kind.matcher(line).results().count();
    }
}
