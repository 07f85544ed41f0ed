package io.callwatch.app;

import io.callwatch.graph.RequestBudget;
import java.time.Instant;
import java.time.InstantSource;

/** When the next request of a tenant may be sent: both budgets of the list request, and what a 429 asked for. Threads may share it. */
public final class Throttle {
    private final RequestBudget firstPages;
    private final RequestBudget nextPages;
    private final InstantSource clock;
    private Instant notBefore = Instant.MIN;

    Throttle(RequestBudget firstPages, RequestBudget nextPages, InstantSource clock) {
        this.firstPages = firstPages;
        this.nextPages = nextPages;
        this.clock = clock;
    }

    /** Reserves a request; it may be sent at the returned moment. */
    Instant reserve(boolean firstPage) {
        Instant turn = (firstPage ? firstPages : nextPages).reserve(clock.instant());
        Instant held = notBefore();
        return turn.isAfter(held) ? turn : held;
    }

    /** The service asked for patience: nothing is sent before that moment, by no reader. */
    synchronized void backOffUntil(Instant then) {
        notBefore = then.isAfter(notBefore) ? then : notBefore;
    }

    synchronized Instant notBefore() {
        return notBefore;
    }
}
