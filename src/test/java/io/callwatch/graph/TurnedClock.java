package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is turned. */
final class TurnedClock implements InstantSource {

    private volatile Instant now;

    TurnedClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void forward(Duration by) {
        now = now.plus(by);
    }

    void turnTo(Instant instant) {
        now = instant;
    }
}
