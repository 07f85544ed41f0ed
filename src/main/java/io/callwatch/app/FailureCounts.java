package io.callwatch.app;

import io.callwatch.graph.Failure;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often this process could not have a page, or the token for one, by the reason. Threads may share it. */
final class FailureCounts {
    private final AtomicLongArray counts = new AtomicLongArray(Failure.values().length);

    void add(Failure failure) {
        counts.incrementAndGet(failure.ordinal());
    }

    long of(Failure failure) {
        return counts.get(failure.ordinal());
    }
}
