package io.callwatch.destination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When a file is set aside for a new one: never, at the first write of a new day (UTC), or when a write would make it
 * larger than a number of bytes. Immutable.
 *
 * @param daily whether each day has its own file
 * @param maxBytes {@link Long#MAX_VALUE} for no limit
 */
public record Rotation(boolean daily, long maxBytes) {
    static final Rotation NONE = new Rotation(false, Long.MAX_VALUE);
    static final Rotation DAILY = new Rotation(true, Long.MAX_VALUE);

    /** Whether {@code more} bytes ask today for a new file after {@code size} bytes, begun or last written on {@code day}. */
    boolean isDue(LocalDate day, long size, long more, LocalDate today) {
        return daily && day.isBefore(today) || size + more > maxBytes;
    }

    static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
