package io.callwatch.destination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a file is set aside for a new one: never, at the first write of a new day (UTC), or when a write would make it
 * larger than a number of bytes. Immutable.
 *
 * @param daily whether each day has its own file
 * @param maxBytes {@link Long#MAX_VALUE} for no limit
 */
public record Rotation(boolean daily, long maxBytes) {
    public static final Rotation NONE = new Rotation(false, Long.MAX_VALUE);
    public static final Rotation DAILY = new Rotation(true, Long.MAX_VALUE);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB|GB)");

    /** {@code none}, {@code daily}, or a size such as {@code 100MB} (powers of 1024). */
    public static Rotation parse(String text) {
        String word = text.strip();
        if (word.isEmpty() || word.equalsIgnoreCase("none")) {
            return NONE;
        }
        if (word.equalsIgnoreCase("daily")) {
            return DAILY;
        }
        Matcher size = SIZE.matcher(word.toUpperCase(Locale.ROOT));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new IllegalArgumentException("'" + word + "' is none of none, daily, or a size such as 100MB");
        }
        int power = switch (size.group(2)) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 0;
        };
        return new Rotation(false, Long.parseLong(size.group(1)) << power);
    }

    /** Whether {@code more} bytes at {@code now} ask for a new file after {@code size} bytes, begun or last written on {@code day}. */
    boolean isDue(LocalDate day, long size, long more, Instant now) {
        return daily && day.isBefore(dayOf(now)) || size + more > maxBytes;
    }

    static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
