package io.callwatch.config;

import io.callwatch.text.HowMany;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 15m}, {@code 3h}, {@code 30d}, or ISO-8601 such as {@code PT15M}. */
public final class Durations {
    /** The JDK reads no weeks, which ISO-8601 has too. */
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h|d)|P(\\d{1,4})W");

    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** More would be beyond what instants can be moved by. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private Durations() {
    }

    /** Empty for what is no duration, for less than a millisecond, which would become none, and for more than a century. */
    static Optional<Duration> parse(String text) {
        return length(text).filter(d -> d.compareTo(SHORTEST) >= 0 && d.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> length(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            return Optional.of(matcher.group(3) != null ? Duration.ofDays(7 * Long.parseLong(matcher.group(3)))
                    : Duration.parse((matcher.group(2).equals("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT)));
        }
        try {
            return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code 3 h 12 min}, {@code 2 d 4 h}, {@code 45 s}: the two largest parts, for people. */
    public static String words(Duration duration) {
        long s = Math.abs(duration.toSeconds());
        if (s < 60) {
            return s + " s";
        }
        if (s < 3_600) {
            return HowMany.inTwo(s / 60, "min", s % 60, "s");
        }
        return s < 86_400 ? HowMany.inTwo(s / 3_600, "h", s % 3_600 / 60, "min") : HowMany.inTwo(s / 86_400, "d", s % 86_400 / 3_600, "h");
    }
}
