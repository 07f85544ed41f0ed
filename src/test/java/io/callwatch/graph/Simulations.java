package io.callwatch.graph;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the planner does with three tenants, beside a reader that follows nextLinks: how fast a month is read, and how
 * soon a day's records are judged. Argument: a seed.
 */
public final class Simulations {

    private Simulations() {
    }

    /** A month read with nothing known before. @param times as fast as a nextLink follower */
    public record Backfill(int calls, double share, double times, long refused) {
    }

    public static List<Backfill> backfills(long seed) {
        return Stream.of(1_000, 10_000, 100_000).map(calls -> {
            Simulation.Outcome planned = BackfillSimulation.planned(calls, seed);
            double follower = BackfillSimulation.fixed(calls, seed, Duration.ofDays(30)).perMinute();
            return new Backfill(calls, planned.share(), planned.perMinute() / follower, planned.refused());
        }).toList();
    }

    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
        BackfillSimulation.print(seed, 1_000, 10_000, 100_000);
        System.out.println();
        DelaySimulation.print(seed, 1_000, 10_000, 100_000);
    }
}
