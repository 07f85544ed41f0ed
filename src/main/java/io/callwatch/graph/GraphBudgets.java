package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;

/**
 * The two budgets of the list request: one for first pages, one for the pages that a nextLink leads to.
 *
 * <p>The service counts per application and tenant, so everything in the process that reads a tenant shares one of
 * these: sweeps, backfill, audit. Threads may share it.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits">call records limits</a>
 */
public record GraphBudgets(RequestBudget firstPages, RequestBudget nextPages) {

    /** For clocks that do not run quite alike; how long requests are on their way is seen by their answers. */
    public static final Duration MARGIN = Duration.ofMillis(20);

    /** The budget that page {@code page} of a window is paid from; the first page is 1. */
    public RequestBudget forPage(int page) {
        return page == 1 ? firstPages : nextPages;
    }

    /** After a 429 that does not say which of the two was overrun. */
    public void backOffUntil(Instant instant) {
        firstPages.backOffUntil(instant);
        nextPages.backOffUntil(instant);
    }
}
