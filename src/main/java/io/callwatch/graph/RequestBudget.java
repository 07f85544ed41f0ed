package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A number of requests in any span of a given length: hands out the moments at which they may be sent. Threads may share it.
 *
 * <p>The span is stretched by a little, since two requests may take different times to arrive.
 */
public final class RequestBudget {
    private static final Duration JITTER = Duration.ofMillis(500);

    private final int requests;
    private final Duration per;
    private final Deque<Instant> sent = new ArrayDeque<>();

    public RequestBudget(int requests, Duration per) {
        this.requests = requests;
        this.per = per.plus(JITTER);
    }

    /** Reserves the next request; it may be sent at the returned moment, which is now or later. */
    public synchronized Instant reserve(Instant now) {
        Instant at = now;
        if (sent.size() >= requests) {
            Instant free = sent.removeFirst().plus(per);
            at = free.isAfter(now) ? free : now;
        }
        sent.addLast(at);
        return at;
    }
}
