package io.callwatch.app;

import java.time.Duration;
import java.time.Instant;

/** Lets what goes on be said at once, and then once in a while. Threads may share it. */
final class Seldom {
    private final Duration apart;
    private Instant said = Instant.MIN;

    Seldom(Duration apart) {
        this.apart = apart;
    }

    /** Whether it is to be said now; a clock that was ahead holds nothing back. */
    synchronized boolean isDue(Instant now) {
        boolean due = !said.isAfter(now.minus(apart)) || said.isAfter(now);
        said = due ? now : said;
        return due;
    }

    /** It is over: when it begins anew it is said at once. */
    synchronized void over() {
        said = Instant.MIN;
    }
}
