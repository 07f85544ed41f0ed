package io.callwatch.config;

import java.time.Duration;

/**
 * How many messages a destination gets, and when.
 *
 * @param group {@code each}, {@code sweep}, or a span such as {@code 15m}
 * @param span the span that {@code group} is; null for the words
 * @param byRule whether each rule has a digest of its own
 * @param maxPerHour null for no limit
 * @param maxAge null where nothing is too old
 * @param quiet null where there are none
 * @param quietExcept the least severity that breaks through; null for none
 */
public record PaceSettings(String group, Duration span, boolean byRule, Integer maxPerHour, Duration maxAge, QuietHours quiet,
        String quietExcept) {

    /** Whether each event goes at once and alone. */
    public boolean isPlain() {
        return group.equals("each") && maxPerHour == null && maxAge == null && quiet == null;
    }

    /** Whether several events may have to go as one message. */
    boolean makesDigests() {
        return !group.equals("each") || maxPerHour != null || maxAge != null;
    }
}
