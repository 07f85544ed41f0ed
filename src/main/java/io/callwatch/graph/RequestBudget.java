package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * So many requests in any span of time: one of the service's limits, kept on our side so that it is never met.
 *
 * <p>It remembers the instants of the last {@code requests} requests. The next one is free when the oldest of these is
 * {@code per} and a margin ago, so no span of {@code per}, wherever it begins, holds more than {@code requests}; a bucket
 * that refills in between would let twice as many through. The margin is for the way to the service: a request that was
 * held up and the one that takes its place later can arrive closer together than they were sent. One that took longer than
 * the margin to be answered keeps its place for as much longer ({@link #answered}).
 *
 * <p>Threads share it. It never waits itself: {@link #tryTake()} says no, {@link #untilFree()} says when.
 * {@link Turns} is for those that wait.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits">the service's limits</a>
 */
public final class RequestBudget {

    private final int requests;
    private final Duration span;
    private final Duration margin;
    private final InstantSource clock;
    private final Instant[] taken;
    private int oldest;
    private Instant seen = Instant.MIN;
    private Instant heldUntil = Instant.MIN;

    /**
     * @param requests how many, at least one
     * @param per in any span of this length
     * @param margin is added to {@code per}; zero is allowed
     */
    public RequestBudget(int requests, Duration per, Duration margin, InstantSource clock) {
        if (requests < 1 || per.isNegative() || per.isZero() || margin.isNegative()) {
            throw new IllegalArgumentException("a budget of " + requests + " requests per " + per + ", margin " + margin);
        }
        this.requests = requests;
        this.span = per.plus(margin);
        this.margin = margin;
        this.clock = clock;
        this.taken = new Instant[requests];
    }

    public RequestBudget(int requests, Duration per, InstantSource clock) {
        this(requests, per, Duration.ZERO, clock);
    }

    /**
     * Takes the next place, whenever that is. One who has to wait for it asks {@link #heldUntil()} when the time has
     * come, since a 429 may have been met meanwhile.
     *
     * @return when the request may be sent, now or later
     */
    public synchronized Instant reserve() {
        Instant at = nextFree(now());
        take(at);
        return at;
    }

    /** Takes a place if one is free now, and gives the instant that it is taken for; empty when none is free. */
    public synchronized Optional<Instant> tryTake() {
        Instant now = now();
        if (nextFree(now).isAfter(now)) {
            return Optional.empty();
        }
        take(now);
        return Optional.of(now);
    }

    /** How long until a place is free; zero when one is free now. */
    public synchronized Duration untilFree() {
        Instant now = now();
        return Duration.between(now, nextFree(now));
    }

    /** How many requests could be sent now, one right after the other. */
    public int free() {
        return freeWithin(Duration.ZERO);
    }

    /** How many requests could be sent from now until then, if nobody else sends any. */
    public synchronized int freeWithin(Duration ahead) {
        Instant now = now().plus(ahead);
        if (heldUntil.isAfter(now)) {
            return 0;
        }
        // the ring is in order of time from the oldest on, places never taken first
        int low = 0;
        int high = requests;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Instant at = taken[(oldest + middle) % requests];
            if (at == null || !at.plus(span).isAfter(now)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The answer has come to the request for which the place was taken then. It may have reached the service as late as that, so its place is
     * free only when its span, and no margin, has passed since.
     */
    public synchronized void answered(Instant place) {
        Instant latest = clock.instant().minus(margin);
        for (int i = 1; i <= requests; i++) {
            int newest = Math.floorMod(oldest - i, requests);
            if (taken[newest] == null || taken[newest].isBefore(place)) {
                return;
            }
            taken[newest] = taken[newest].isBefore(latest) ? latest : taken[newest];
        }
    }

    /** When requests were sent that count for so much longer, the oldest first. */
    public synchronized List<Instant> sent(Duration longer) {
        Instant since = clock.instant().plus(longer).minus(span);
        return IntStream.range(0, requests).mapToObj(i -> taken[(oldest + i) % requests])
                .filter(at -> at != null && at.isAfter(since)).toList();
    }

    /** What a process before this one has sent, the oldest first; before the first of its own. */
    public synchronized void resume(List<Instant> sent) {
        Instant now = clock.instant();
        sent.stream().filter(at -> !at.isAfter(now)).forEach(this::take);
    }

    /** After a 429: nothing is sent before this instant. An earlier one than is held already changes nothing. */
    public synchronized void backOffUntil(Instant instant) {
        if (instant.isAfter(heldUntil)) {
            heldUntil = instant;
        }
    }

    /** Until when a 429 holds it back; long past when none does. */
    public synchronized Instant heldUntil() {
        return heldUntil;
    }

    /** How many requests fit into a span of this length in the long run. */
    public double allowedIn(Duration length) {
        return requests * (length.toNanos() / (double) span.toNanos());
    }

    /** A clock that is set back would hold everything up until it is where it had been: what was noted is set back with it. */
    private Instant now() {
        Instant now = clock.instant();
        if (now.isBefore(seen)) {
            Duration step = Duration.between(now, seen);
            for (int i = 0; i < requests; i++) {
                taken[i] = taken[i] == null ? null : taken[i].minus(step);
            }
            heldUntil = heldUntil.equals(Instant.MIN) ? heldUntil : heldUntil.minus(step);
        }
        seen = now;
        return now;
    }

    private Instant nextFree(Instant now) {
        Instant at = now.isBefore(heldUntil) ? heldUntil : now;
        Instant first = taken[oldest];
        return first == null || !at.isBefore(first.plus(span)) ? at : first.plus(span);
    }

    private void take(Instant at) {
        taken[oldest] = at;
        oldest = (oldest + 1) % requests;
    }
}
