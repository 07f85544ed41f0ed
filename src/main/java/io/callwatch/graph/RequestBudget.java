package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * So many requests in any span of time: one of the service's limits, kept on our side so that it is never met.
 *
 * <p>It remembers the last {@code requests} requests. The next one is free when the first of these counts no more, so no span of
 * {@code per}, wherever it begins, holds more than {@code requests}; a bucket that refills in between would let twice as many
 * through. The service may count a request as late as it answers it, so a place is free a span after its answer: who waited long for
 * one delays nobody else's place.
 *
 * <p>Threads share it. It never waits itself: {@link #tryTake()} says no, {@link #untilFree()} says when.
 * {@link Turns} is for those that wait.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits">the service's limits</a>
 */
public final class RequestBudget {

    /** The place of a request, for the one who sends it. */
    public final class Place {

        /** By when the service has counted the request, as far as is known. */
        private Instant counted;
        private boolean answered;

        private Place(Instant taken) {
            this.counted = taken;
        }

        /** The answer has come, whatever it is, or none comes any more. Only the first time counts. */
        public void answered() {
            note(this);
        }
    }

    private final int requests;
    private final Duration span;
    private final InstantSource clock;
    /** In the order in which they were answered, or taken, where that is still to come; places never taken first. */
    private final Place[] places;
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
        this.clock = clock;
        this.places = new Place[requests];
    }

    /** Takes a place if one is free now; empty when none is. */
    public synchronized Optional<Place> tryTake() {
        Instant now = now();
        return nextFree(now).isAfter(now) ? Optional.empty() : Optional.of(take(now));
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
    synchronized int freeWithin(Duration ahead) {
        Instant now = now().plus(ahead);
        if (heldUntil.isAfter(now)) {
            return 0;
        }
        // the ring is in order of time from the oldest on, places never taken first
        int low = 0;
        int high = requests;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Place place = place(middle);
            if (place == null || !place.counted.plus(span).isAfter(now)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** By when requests were counted that count for so much longer, the oldest first; so many of the newest at most. */
    public synchronized List<Instant> sent(Duration longer, int most) {
        Instant since = clock.instant().plus(longer).minus(span);
        LinkedList<Instant> sent = new LinkedList<>();
        for (int after = requests - 1; after >= 0 && sent.size() < most; after--) {
            Place place = place(after);
            if (place == null || !place.counted.isAfter(since)) {
                break;
            }
            sent.addFirst(place.counted);
        }
        return sent;
    }

    /** What a process before this one has sent, the oldest first; before the first of its own. */
    public synchronized void resume(List<Instant> sent) {
        Instant now = clock.instant();
        sent.stream().filter(at -> !at.isAfter(now)).forEach(this::take);
    }

    /** After a 429: nothing is sent before this instant. An earlier one than is held already changes nothing. */
    synchronized void backOffUntil(Instant instant) {
        now(); // after the clock was set back it is one of the time that it is now
        if (instant.isAfter(heldUntil)) {
            heldUntil = instant;
        }
    }

    /** Until when a 429 holds it back; long past when none does. */
    public synchronized Instant heldUntil() {
        now(); // who asks first after the clock was set back may take no place for what it hears
        return heldUntil;
    }

    /** How many requests fit into a span of this length in the long run. */
    double allowedIn(Duration length) {
        return requests * (length.toNanos() / (double) span.toNanos());
    }

    private synchronized void note(Place place) {
        Instant now = now();
        if (place.answered) {
            return;
        }
        place.answered = true;
        place.counted = now;
        int at = requests - 1;
        while (at >= 0 && place(at) != place) {
            at--;
        }
        if (at < 0) {
            put(place); // so late that another has its place: of the two oldest, none is free before both are
            return;
        }
        for (; at < requests - 1; at++) {
            places[(oldest + at) % requests] = place(at + 1);
            places[(oldest + at + 1) % requests] = place;
        }
    }

    /** A clock that is set back would hold everything up until it is where it had been: what was noted is set back with it. */
    private Instant now() {
        Instant now = clock.instant();
        if (now.isBefore(seen)) {
            Duration step = Duration.between(now, seen);
            Arrays.stream(places).filter(Objects::nonNull).forEach(place -> place.counted = place.counted.minus(step));
            heldUntil = heldUntil.equals(Instant.MIN) ? heldUntil : heldUntil.minus(step);
        }
        seen = now;
        return now;
    }

    private Instant nextFree(Instant now) {
        Instant at = now.isBefore(heldUntil) ? heldUntil : now;
        Place first = place(0);
        return first == null || !at.isBefore(first.counted.plus(span)) ? at : first.counted.plus(span);
    }

    /** The one after so many others, the oldest first; null if never taken. */
    private Place place(int after) {
        return places[(oldest + after) % requests];
    }

    private Place take(Instant at) {
        Place place = new Place(at);
        put(place);
        return place;
    }

    private void put(Place place) {
        places[oldest] = place;
        oldest = (oldest + 1) % requests;
    }
}
