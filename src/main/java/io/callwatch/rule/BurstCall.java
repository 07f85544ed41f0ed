package io.callwatch.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * A matching call of a burst rule, as far as bursts care. Immutable; ordered by start, then by id.
 *
 * @param version of one id only the highest counts
 */
public record BurstCall(String id, Instant startDateTime, long version) implements Comparable<BurstCall> {
    private static final Comparator<BurstCall> BY_START =
            Comparator.comparing(BurstCall::startDateTime).thenComparing(BurstCall::id);

    public BurstCall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startDateTime, "startDateTime");
    }

    @Override
    public int compareTo(BurstCall other) {
        return BY_START.compare(this, other);
    }
}
