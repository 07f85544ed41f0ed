package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** So many requests in any span of the given length (a sliding window); one that is refused does not count. */
final class Budget {
    private final int limit;
    private final Duration span;
    private final InstantSource clock;
    private final Deque<Instant> taken = new ArrayDeque<>();

    Budget(int limit, Duration span, InstantSource clock) {
        this.limit = limit;
        this.span = span;
        this.clock = clock;
    }

    static Budget none() {
        return new Budget(Integer.MAX_VALUE, Duration.ZERO, InstantSource.system());
    }

    /** Empty if the request is within the budget, else how long to wait. */
    synchronized Optional<Duration> take() {
        if (limit == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        while (!taken.isEmpty() && !taken.peek().plus(span).isAfter(now)) {
            taken.poll();
        }
        if (taken.size() < limit) {
            taken.add(now);
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, taken.peek().plus(span)));
    }
}
