package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when it is told to. Threads may share it. */
public final class TurnedClock implements InstantSource {
    private volatile Instant now;

    public TurnedClock(Instant now) {
        this.now = now;
    }

    public static TurnedClock at(String now) {
        return new TurnedClock(Instant.parse(now));
    }

    @Override
    public Instant instant() {
        return now;
    }

    public TurnedClock set(Instant instant) {
        now = instant;
        return this;
    }

    public synchronized TurnedClock advance(Duration length) {
        now = now.plus(length);
        return this;
    }
}
