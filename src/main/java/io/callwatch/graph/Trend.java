package io.callwatch.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the windows read last say about the days around them, beside what the {@link Density} says of such days in
 * general: a holiday, a busy week, or a tenant about which nothing is known yet.
 *
 * <p>Towards an instant, the windows on either side are taken from afar to the nearest, and what has been gathered is
 * worth less with each step, as the level drifts; what disagrees with a window nearer by belongs to another time. Not
 * for several threads.
 */
final class Trend {

    private static final int KEPT = 160;
    private static final double PULL = 1;
    private static final long REACH = 18 * 3_600_000L;
    /** By how much the level drifts in an hour, as the square of a relative error: where the week is known, and where not. */
    private static final double DRIFT = 0.0005;
    private static final double DRIFT_UNKNOWN = 0.1;
    /** By how much it changes besides from one day to the next: one is busy as a whole, another slack. */
    private static final double OVER_NIGHT = 0.04;
    /** How many records the usual level is worth, where the week is known. */
    private static final double USUAL = 30;
    private static final double HOUR = 3_600_000;

    /**
     * The level at an instant, and how it fades into the usual one.
     *
     * @param drift an hour, as the square of a relative error
     */
    record Level(Trend trend, long instant, double found, double expected, double drift, double usual, double worth) {

        /** By which to multiply the density, so long before the instant. */
        double factor(long away) {
            double kept = kept(away);
            return (found * kept + worth * usual) / (expected * kept + worth);
        }

        /** The square of its relative error. */
        double doubt(long away) {
            return 1 / (found * kept(away) + worth);
        }

        private double kept(long away) {
            return trend.kept(found, expected, drift, instant - away, instant);
        }
    }

    /** @param known by what was known before it was read; not a number where the week had not been seen there */
    private record Seen(long from, long to, int records, double known, double there, boolean sure) {
    }

    private final Density density;
    private final Deque<Seen> latest = new ArrayDeque<>();
    private final TreeMap<Long, Seen> byStart = new TreeMap<>();
    private double overall;
    private long overallOf = -1;
    /** Until something is read: what is left is gone through for each window that is cut. */
    private final Map<Long, Level> levels = new HashMap<>();
    private long levelsOf = -1;

    Trend(Density density) {
        this.density = density;
    }

    int size() {
        return latest.size();
    }

    /** @param there which part of its records there should be by now; {@code settled} until when they all are */
    void observe(Window window, int records, double there, long settled) {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        boolean known = density.knows(from) && density.knows(to - 1);
        Seen seen = new Seen(from, to, records, known ? density.expected(from, to) * there : Double.NaN, there, known && to <= settled);
        latest.addLast(seen);
        byStart.put(from, seen);
        if (latest.size() > KEPT) {
            Seen oldest = latest.removeFirst();
            byStart.remove(oldest.from, oldest);
        }
        overallOf = -1;
        levels.clear();
    }

    /** The level of everything read lately, near or far. */
    private double overall() {
        if (overallOf != density.version()) {
            double expected = PULL;
            double found = PULL;
            for (Seen window : latest) {
                expected += expected(window);
                found += window.records;
            }
            overall = found / expected;
            overallOf = density.version();
        }
        return overall;
    }

    private double expected(Seen window) {
        return Double.isNaN(window.known) ? density.expected(window.from, window.to) * window.there : window.known;
    }

    Level at(long instant) {
        if (levelsOf != density.version()) {
            levels.clear();
            levelsOf = density.version();
        }
        return levels.computeIfAbsent(instant, this::level);
    }

    private Level level(long instant) {
        boolean known = density.knows(instant - 1);
        Gathered below = new Gathered();
        byStart.subMap(instant - REACH, instant).forEach((start, window) -> below.take(window, window.to));
        Gathered above = new Gathered();
        byStart.subMap(instant, true, instant + REACH, true).descendingMap().forEach((start, window) -> above.take(window, start));
        double drift = known ? DRIFT : DRIFT_UNKNOWN;
        below.fade(instant, drift);
        above.fade(instant, drift);
        return new Level(this, instant, below.found + above.found, below.expected + above.expected, drift,
                known ? 1 : overall(), known ? USUAL : PULL);
    }

    /** By the larger of the two: that a holiday had none of many calls says much of that day, and no more of the next. */
    private double kept(double found, double expected, double drift, long from, long to) {
        double changes = drift * Math.abs(to - from) / HOUR + OVER_NIGHT * Math.abs(density.day(to) - density.day(from));
        return 1 / (1 + Math.max(found, expected) * changes);
    }

    private final class Gathered {

        private double found;
        private double expected;
        private long at;

        void take(Seen window, long near) {
            double drift = window.sure ? DRIFT : DRIFT_UNKNOWN;
            fade(window.from, drift);
            double there = expected(window);
            double ratio = (found + 1) / (expected + 1);
            double error = there * ratio;
            double sigma = Math.sqrt(error + error * error / (found + 1) + 1);
            if (found > 0 && Math.abs(window.records - error) > 3.5 * sigma) {
                found = 0;
                expected = 0;
            }
            found += window.records;
            expected += there;
            at = near;
        }

        void fade(long to, double drift) {
            double kept = kept(found, expected, drift, at, to);
            found *= kept;
            expected *= kept;
        }
    }
}
