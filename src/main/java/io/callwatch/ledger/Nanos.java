package io.callwatch.ledger;

import java.time.Instant;

/** Instants as nanoseconds since 1970 in a long, which holds them until the year 2262; Graph gives 100 ns. */
final class Nanos {
    private static final long SECOND = 1_000_000_000L;

    private Nanos() {
    }

    static Long of(Instant instant) {
        return instant == null ? null : clamped(instant) * SECOND + instant.getNano();
    }

    /** A year 9999 in bad data is kept as the last second that fits. */
    private static long clamped(Instant instant) {
        return Math.max(Math.min(instant.getEpochSecond(), Long.MAX_VALUE / SECOND - 1), Long.MIN_VALUE / SECOND + 1);
    }

    static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
