package io.callwatch.graph;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What the windows read last say about the days around them, beside what the {@link Density} says of such days in
 * general: a holiday, a busy week, or a tenant about which nothing is known yet.
 *
 * <p>For an instant, the windows nearest to it are taken together, nearest first, as long as they agree and no more than
 * {@link #ENOUGH} records are needed; what disagrees belongs to another time. Not for several threads.
 */
final class Trend {

    private static final int KEPT = 160;
    private static final double ENOUGH = 1_500;
    private static final double PULL = 2;
    private static final long REACH = 18 * 3_600_000L;

    /** @param factor by which to multiply the density; {@code doubt} is the square of its relative error */
    record Level(double factor, double doubt) {
    }

    /** @param expected by what was known before it was read; not a number where the week had not been seen there */
    private record Seen(long from, long to, int records, double expected) {
        long away(long at) {
            return at < from ? from - at : Math.max(0, at - to);
        }
    }

    private final Density density;
    private final Deque<Seen> seen = new ArrayDeque<>();

    Trend(Density density) {
        this.density = density;
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    int size() {
        return seen.size();
    }

    void observe(Window window, int records) {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        boolean known = density.knows(from) && density.knows(to - 1);
        seen.addLast(new Seen(from, to, records, known ? density.expected(from, to) : Double.NaN));
        if (seen.size() > KEPT) {
            seen.removeFirst();
        }
    }

    /** The level of everything read lately, near or far. */
    double overall() {
        double expected = PULL;
        double found = PULL;
        for (Seen window : seen) {
            expected += expected(window);
            found += window.records;
        }
        return found / expected;
    }

    private double expected(Seen window) {
        return Double.isNaN(window.expected) ? density.expected(window.from, window.to) : window.expected;
    }

    Level at(long instant) {
        List<Seen> nearest = seen.stream().filter(s -> s.away(instant) < REACH)
                .sorted(Comparator.comparingLong(s -> s.away(instant))).toList();
        double expected = PULL;
        double found = PULL;
        boolean first = true;
        for (Seen window : nearest) {
            double there = expected(window);
            double ratio = found / expected;
            double sigma = Math.sqrt(there * ratio + there * there * ratio * ratio * (1 / found + 0.01) + 1);
            if (!first && Math.abs(window.records - there * ratio) > 3.5 * sigma) {
                break;
            }
            expected += there;
            found += window.records;
            first = false;
            if (found > ENOUGH) {
                break;
            }
        }
        return new Level(found / expected, 1 / found);
    }
}
