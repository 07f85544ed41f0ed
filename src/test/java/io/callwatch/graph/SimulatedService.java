package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The list request as the service does it: pages in no order, a budget for either kind of page, held exactly. A
 * request too many is answered with a 429 and does not count.
 */
public final class SimulatedService {

    static final int PAGE = 60;

    /** An answer: calls by number; {@code rest} is what the nextLink leads to, null if there is none; {@code throttled} is a 429. */
    record Answer(List<Integer> calls, List<Integer> rest, boolean throttled) {
    }

    /** What it lets through: so many first pages and next pages, each in a span of its own. */
    public record Limits(int first, Duration firstPer, int next, Duration nextPer) {

        public static final Limits DOCUMENTED = new Limits(15, Duration.ofSeconds(20), 55, Duration.ofMinutes(5));

        public GraphBudgets budgets(InstantSource clock) {
            return new GraphBudgets(
                    new RequestBudget(first, firstPer, GraphBudgets.MARGIN, clock),
                    new RequestBudget(next, nextPer, GraphBudgets.MARGIN, clock));
        }
    }

    private final long[] starts;
    private final long[] publishedAt;
    private final Limits limits;
    private final int page;
    private final Random random;
    private final Deque<Instant> first = new ArrayDeque<>();
    private final Deque<Instant> next = new ArrayDeque<>();
    long firstPages;
    long nextPages;
    long refused;

    /** @param publishedAt when each call's record appears; null if all are there */
    SimulatedService(long[] starts, long[] publishedAt, Random random) {
        this(starts, publishedAt, Limits.DOCUMENTED, PAGE, random);
    }

    /** @param page how many records it grants, whatever is asked for */
    SimulatedService(long[] starts, long[] publishedAt, Limits limits, int page, Random random) {
        this.limits = limits;
        this.page = page;
        this.starts = starts;
        this.publishedAt = publishedAt;
        this.random = random;
    }

    Answer list(Window window, Instant now) {
        if (!admit(first, limits.first, limits.firstPer, now)) {
            return new Answer(List.of(), null, true);
        }
        firstPages++;
        List<Integer> found = new ArrayList<>();
        int end = index(window.to());
        for (int i = index(window.from()); i < end; i++) {
            if (publishedAt == null || publishedAt[i] <= now.toEpochMilli()) {
                found.add(i);
            }
        }
        Collections.shuffle(found, random);
        return page(found);
    }

    Answer follow(List<Integer> rest, Instant now) {
        if (!admit(next, limits.next, limits.nextPer, now)) {
            return new Answer(List.of(), rest, true);
        }
        nextPages++;
        return page(rest);
    }

    Instant start(int call) {
        return Instant.ofEpochMilli(starts[call]);
    }

    private Answer page(List<Integer> found) {
        int size = Math.min(page, found.size());
        return new Answer(found.subList(0, size), size < found.size() ? found.subList(size, found.size()) : null, false);
    }

    private boolean admit(Deque<Instant> sent, int limit, Duration per, Instant now) {
        while (!sent.isEmpty() && !sent.peekFirst().plus(per).isAfter(now)) {
            sent.removeFirst();
        }
        if (sent.size() >= limit) {
            refused++;
            return false;
        }
        sent.addLast(now);
        return true;
    }

    private int index(Instant at) {
        int i = Arrays.binarySearch(starts, at.toEpochMilli());
        i = i < 0 ? -i - 1 : i;
        while (i > 0 && starts[i - 1] >= at.toEpochMilli()) {
            i--;
        }
        return i;
    }
}
