package io.callwatch.graph;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the planner does with three tenants, beside a reader that follows nextLinks: how fast a month is read, and how
 * soon a day's records are judged. Argument: a seed.
 */
public final class Simulations {

    private Simulations() {
    }

    private static final int SEEDS = 10;

    /**
     * A month read with nothing known before: the mean of several seeds, since a page more or less decides much for a small tenant.
     *
     * @param known the share where a month was known before
     * @param times as fast as a nextLink follower
     * @param refused 429s in all
     */
    public record Backfill(int calls, double share, double least, double most, double known, double times, long refused) {
        static Backfill of(int calls, int seeds) {
            List<Simulation.Outcome> planned = seeds(seeds).mapToObj(seed -> BackfillSimulation.planned(calls, seed)).toList();
            double known = mean(seeds, seed -> {
                Knowledge month = Knowledge.none();
                BackfillSimulation.planned(calls, seed + 100, month);
                return BackfillSimulation.planned(calls, seed, month);
            });
            double followed = mean(seeds, seed -> BackfillSimulation.fixed(calls, seed, Duration.ofDays(30)));
            DoubleSummaryStatistics share = planned.stream().mapToDouble(Simulation.Outcome::share).summaryStatistics();
            return new Backfill(calls, share.getAverage(), share.getMin(), share.getMax(), known, share.getAverage() / followed,
                    planned.stream().mapToLong(Simulation.Outcome::refused).sum());
        }

        private static LongStream seeds(int count) {
            return LongStream.rangeClosed(1, count).parallel();
        }

        private static double mean(int seeds, LongFunction<Simulation.Outcome> outcome) {
            return seeds(seeds).mapToDouble(seed -> outcome.apply(seed).share()).average().orElseThrow();
        }
    }

    public static void main(String[] args) {
        print(args.length > 0 ? Long.parseLong(args[0]) : 1);
    }

    /** @return the means, by tenant */
    public static List<Backfill> print(long seed) {
        BackfillSimulation.print(seed, 1_000, 10_000, 100_000);
        System.out.println();
        DelaySimulation.print(seed, 1_000, 10_000, 100_000);
        List<Backfill> backfills = Stream.of(1_000, 10_000, 100_000).map(calls -> Backfill.of(calls, SEEDS)).toList();
        System.out.printf("%nThe backfill, means of the seeds 1 to %d%n%n%9s  %14s  %16s  %12s  %10s  %4s%n", SEEDS, "calls/day",
                "share of limit", "least and most", "month known", "x follower", "429s");
        backfills.forEach(b -> System.out.printf("%,9d  %14.3f  %7.3f to %.3f  %12.3f  %10.2f  %4d%n", b.calls(), b.share(), b.least(),
                b.most(), b.known(), b.times(), b.refused()));
        return backfills;
    }
}
