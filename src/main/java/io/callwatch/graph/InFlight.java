package io.callwatch.graph;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A window that is being read: what was expected of it, and what has come. Not for several threads. */
final class InFlight {

    final Instant began;
    final int urgency;
    private final double expected;
    private final double sigma;
    private long[] starts = new long[64];
    private int records;
    private int chain;
    private int pages;

    /** @param chain how many next pages it is meant to need; 0 for a window meant for one page */
    InFlight(Instant began, int urgency, Forecast.Reach reach, int chain) {
        this.began = began;
        this.urgency = urgency;
        this.expected = reach.records();
        this.sigma = Math.max(0.5, reach.sigma());
        this.chain = chain;
    }

    void add(int page, List<Instant> startDateTimes, boolean hasNext) {
        pages = page;
        if (records + startDateTimes.size() > starts.length) {
            starts = Arrays.copyOf(starts, 2 * (records + startDateTimes.size()));
        }
        for (Instant start : startDateTimes) {
            starts[records++] = start.toEpochMilli();
        }
        if (!hasNext) {
            chain = 0;
        }
    }

    /** It goes on, to so many next pages in all at least, as far as is thought now. */
    void follow(int nextPages) {
        chain = Math.max(chain, nextPages);
    }

    boolean isChain() {
        return chain > 0;
    }

    /** Next pages that it has still to ask for, as far as is known: one at least, while it goes on. */
    int claims() {
        return chain == 0 ? 0 : Math.max(1, chain - Math.max(0, pages - 1));
    }

    /** Whether so little was known about it that it may hold many times what was expected. */
    boolean isBlind() {
        return sigma > 2 * Math.sqrt(expected) && sigma > 0.3 * expected;
    }

    /** How many records it is thought to hold, now that it holds more than a page: the mean of a normal tail. */
    double thought(int pageSize) {
        if (isBlind()) {
            return 2 * pageSize;
        }
        double z = (pageSize + 0.5 - expected) / sigma;
        return Math.max(pageSize + 1, expected + sigma * (3 * z + Math.sqrt(z * z + 8)) / 4);
    }

    double expected() {
        return expected;
    }

    int pages() {
        return pages;
    }

    int records() {
        return records;
    }

    /** When the calls on its pages began, in epoch milliseconds, in order of time. */
    long[] starts() {
        long[] sorted = Arrays.copyOf(starts, records);
        Arrays.sort(sorted);
        return sorted;
    }
}
