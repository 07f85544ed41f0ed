package io.callwatch.destination;

import io.callwatch.callrecord.CallRecord;
import java.util.List;
import java.util.Locale;

/** What happened in one line, made of the rule's name and the call's facts: {@code Short call: 4.3 s, +4930123456}. */
public final class Title {
    private static final int LONGEST = 160;

    private Title() {
    }

    public static String ofCall(String rule, CallRecord call) {
        String facts = call.duration().map(CallWords::duration).map(d -> d + ", ").orElse("") + CallWords.organizer(call);
        return line(words(rule) + ": " + facts);
    }

    public static String ofBurst(String rule, List<CallRecord> calls, String group) {
        return line(words(rule) + ": " + calls.size() + " calls" + (group == null || group.isEmpty() ? "" : ", " + group));
    }

    /** {@code short-call} as {@code Short call}. */
    private static String words(String rule) {
        String spaced = rule.replace('-', ' ').replace('_', ' ');
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }

    /** One line of bounded length: names come from strangers. */
    static String line(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(4 * LONGEST).forEach(c -> {
            boolean format = Character.getType(c) == Character.FORMAT;
            boolean broken = Character.getType(c) == Character.SURROGATE;
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                clean.append(' ');
            } else if (!format) {
                clean.appendCodePoint(broken ? 0xFFFD : c);
            }
        });
        String line = clean.toString().replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
