package io.callwatch.graph;

import static io.callwatch.graph.MinuteProfile.STEP;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleUnaryOperator;

/**
 * How far a window may reach back from a given end so as to hold a given number of records: the {@link Density} of such
 * days, the {@link Trend} of these, and the {@link Glimpses} of what has been seen there. Not for several threads.
 */
final class Forecast {

    /** No single window is longer: a holiday is no longer than this, and what is wrong about it costs one request. */
    private static final long LONGEST = Duration.ofDays(5).toMillis();

    /**
     * No window reaches further back into hours of the week of which nothing is known: a quiet night or weekend says little of the
     * working day before it, which may hold a hundred times as many.
     */
    private static final long LONGEST_BLIND = Duration.ofHours(6).toMillis();
    /** The square of the relative error of what a window that overflowed is thought to hold beyond what was seen. */
    private static final double UNSEEN = 1;

    private final Density density;
    private final Trend trend;
    private final Glimpses glimpses;
    private final FirstSight firstSight;
    private final InstantSource clock;

    Forecast(Density density, Trend trend, Glimpses glimpses, FirstSight firstSight, InstantSource clock) {
        this.firstSight = firstSight;
        this.clock = clock;
        this.density = density;
        this.trend = trend;
        this.glimpses = glimpses;
    }

    /** What a window held that was read whole; of a young one, more may be still to come. */
    void observe(Window window, int records) {
        long middle = window.from().plus(window.length().dividedBy(2)).toEpochMilli();
        trend.observe(window, records, there(middle), clock.millis() - Density.SETTLED.toMillis());
    }

    /** Of the youngest calls the records are still to come. */
    private double there(long at) {
        long age = clock.millis() - at;
        return age > Density.SETTLED.toMillis() ? 1 : Math.max(0.02, firstSight.seenBy(Duration.ofMillis(age)));
    }

    /** A window and what is expected of it: so many records, give or take {@code sigma}. */
    record Reach(Window window, double records, double sigma) {
    }

    /** What the window holds as far as is known, roughly: the level at its end is taken for all of it. */
    double records(Window window) {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        double factor = trend.at(to).factor(0) * there(to);
        double sum = factor * density.expected(from, to);
        for (Glimpses.Glimpse glimpse : glimpses.in(from, to)) {
            double there = factor * density.expected(glimpse.from(), glimpse.to());
            sum += Math.max(there, glimpse.starts().length + glimpse.unseen()) - there;
        }
        return sum;
    }

    /** Whether that hour of the week has been read before. */
    boolean knows(Instant at) {
        return density.knows(at.toEpochMilli() - 1);
    }

    /** How many of the windows read lately there are to judge by. */
    int seen() {
        return trend.size();
    }

    /** Whether a page has been seen of a window that held far more. */
    boolean isGlimpsed(Instant at) {
        return glimpses.before(at.toEpochMilli()) != null;
    }

    /** How sure the level is there: the square of its relative error. */
    double doubt(Instant at) {
        return trend.at(at.toEpochMilli()).doubt(0);
    }

    /**
     * The longest window at the end of {@code within} that satisfies both limits.
     *
     * @param most expected records
     * @param page what expected records and {@code caution} times sigma together may come to
     * @param caution how many sigma to leave, by what a sigma is
     */
    Reach newest(Window within, double most, double page, DoubleUnaryOperator caution) {
        return new Walk(within, most, page, caution).go();
    }

    private final class Walk {

        private final Window within;
        private final double most;
        private final double page;
        private final DoubleUnaryOperator caution;
        private final long top;
        private final Trend.Level level;
        private double known;
        private double unknown;
        private double doubts;

        Walk(Window within, double most, double page, DoubleUnaryOperator caution) {
            this.within = within;
            this.most = most;
            this.page = page;
            this.caution = caution;
            this.top = within.to().toEpochMilli();
            this.level = trend.at(top);
        }

        Reach go() {
            long bottom = within.from().toEpochMilli();
            boolean limited = page < Double.POSITIVE_INFINITY;
            if (limited) {
                bottom = Math.max(bottom, top - LONGEST);
            }
            long blind = LONGEST_BLIND;
            long at = top;
            boolean room = true;
            while (room && at > bottom && blind > 0) {
                Glimpses.Glimpse glimpse = glimpses.before(at);
                long stop = glimpse != null ? Math.max(bottom, glimpse.from())
                        : Math.max(bottom, Math.max(glimpses.endBefore(at), Density.floor(at - 1, STEP)));
                long reached = glimpse != null ? through(glimpse, at, stop) : throughStep(at, stop);
                if (limited && glimpse == null && !density.knows(at - 1)) {
                    blind -= at - reached;
                }
                room = reached == stop;
                at = reached;
            }
            Instant from = Instant.ofEpochMilli(Math.min(at, top - 1));
            from = from.isBefore(within.from()) ? within.from() : from;
            return new Reach(new Window(from, within.to()), known + unknown, sigma(unknown, doubts));
        }

        /** Back through a stretch seen before, record by record; what is not seen yet lies where most is expected. */
        private long through(Glimpses.Glimpse glimpse, long at, long stop) {
            long[] starts = glimpse.starts();
            double expected = density.expected(glimpse.from(), glimpse.to());
            double beyond = level.factor(top - at) * there(at) * expected - starts.length;
            boolean outgrown = beyond > glimpse.unseen();
            double share = Math.max(beyond, glimpse.unseen()) / expected;
            double doubt = outgrown ? density.doubt(at - 1) + level.doubt(top - at) : UNSEEN;
            long here = at;
            for (int i = starts.length - 1; i >= 0 && starts[i] >= stop; i--) {
                if (starts[i] < at) {
                    double more = share * density.expected(starts[i], here);
                    known++;
                    if (!fits(unknown + more, doubts + more * doubt)) {
                        known--;
                        return Math.min(here, starts[i] + 1);
                    }
                    unknown += more;
                    doubts += more * doubt;
                    here = starts[i];
                }
            }
            double more = share * density.expected(stop, here);
            unknown += more;
            doubts += more * doubt;
            return stop;
        }

        /** Back through a step of the profile, or a part of one, of which only the rate is known. */
        private long throughStep(long at, long stop) {
            double rate = density.rate(at - 1) * level.factor(top - at) * there(at);
            double doubt = density.doubt(at - 1) + level.doubt(top - at);
            long low = 0;
            long high = at - stop;
            if (!fits(unknown + rate * high, doubts + rate * high * doubt)) {
                while (high - low > 1) {
                    long middle = (low + high) >>> 1;
                    if (fits(unknown + rate * middle, doubts + rate * middle * doubt)) {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                high = low;
            }
            unknown += rate * high;
            doubts += rate * high * doubt;
            return at - high;
        }

        private boolean fits(double chance, double doubted) {
            double sum = known + chance;
            double sigma = sigma(chance, doubted);
            return sum <= most && sum + caution.applyAsDouble(sigma) * sigma <= page;
        }

        /** Chance alone gives the root; what is not known of the rate errs alike for the whole window. */
        private double sigma(double chance, double doubted) {
            return Math.sqrt(chance + chance * doubted);
        }
    }
}
