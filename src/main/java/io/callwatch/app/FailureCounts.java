package io.callwatch.app;

import io.callwatch.graph.Failure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often this process could not have a page, or the token for one, by the reason. Threads may share it. */
final class FailureCounts {
    private final Map<Failure, AtomicLong> counts = new ConcurrentHashMap<>();

    void add(Failure failure) {
        counts.computeIfAbsent(failure, first -> new AtomicLong()).incrementAndGet();
    }

    long of(Failure failure) {
        AtomicLong count = counts.get(failure);
        return count == null ? 0 : count.get();
    }
}
