package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;

/** A half-open range of {@code startDateTime}, {@code [from, to)}, UTC. Refuses an end before its start. */
public record Window(Instant from, Instant to) {
    public Window {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window ends before it starts: " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean isEmpty() {
        return from.equals(to);
    }

    /** As logs and messages name it: {@code 2026-11-20T14:00:00Z/2026-11-20T15:00:00Z}. */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
