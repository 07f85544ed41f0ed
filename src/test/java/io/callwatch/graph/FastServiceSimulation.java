package io.callwatch.graph;

import io.callwatch.graph.SimulatedService.Limits;
import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A service whose budgets are wide, so that only answers and workers take time: one span, evenly filled or all in one
 * place, of which nothing is known, beside a nextLink follower.
 */
public final class FastServiceSimulation {

    static final Instant NOW = Instant.parse("2026-11-20T10:37:00Z");
    static final Instant END = Instant.parse("2026-11-19T18:00:00Z");
    static final Limits WIDE = new Limits(100_000, Duration.ofSeconds(1), 100_000, Duration.ofSeconds(1));
    /** About what eight workers can use up. */
    static final Limits MODERATE = new Limits(40, Duration.ofSeconds(1), 400, Duration.ofSeconds(10));
    private static final Duration LATENCY = Duration.ofMillis(100);

    private static long nanos;

    private FastServiceSimulation() {
    }

    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
        for (Limits limits : new Limits[] {WIDE, MODERATE}) {
            print("even", even(12_000), limits, seed);
            print("even", even(200_000), limits, seed);
            print("even", even(1_000_000), limits, seed);
            print("a burst", burst(12_000, seed), limits, seed);
            print("a peak", peak(12_000, seed), limits, seed);
        }
    }

    /** Every 400 ms. */
    static long[] even(int records) {
        return LongStream.range(0, records).map(i -> END.toEpochMilli() - 1 - 400 * (records - 1 - i)).toArray();
    }

    /** All within five of eighty minutes. */
    static long[] burst(int records, long seed) {
        Random random = new Random(seed);
        return LongStream.range(0, records).map(i -> END.toEpochMilli() - 1_800_000 - random.nextInt(300_000)).sorted().toArray();
    }

    /** About an hour of a day, the nearer the more. */
    static long[] peak(int records, long seed) {
        Random random = new Random(seed);
        return LongStream.range(0, records)
                .map(i -> END.toEpochMilli() - 12 * 3_600_000 + (long) (3_600_000 * random.nextGaussian())).sorted().toArray();
    }

    static Simulation.Outcome planned(long[] calls, Limits limits, int workers, long seed) {
        TurnedClock clock = new TurnedClock(NOW);
        GraphBudgets budgets = limits.budgets(clock);
        WindowPlanner planner = new WindowPlanner(Knowledge.none(), budgets, clock, new PageSize(SimulatedService.PAGE), workers);
        planner.add(0, Spans.of(span(calls)));
        return new Simulation(clock, budgets, new SimulatedService(calls, null, limits, SimulatedService.PAGE, new Random(seed)),
                timed(Plans.of(planner)), () -> LATENCY).run(workers);
    }

    /** How long the planner itself takes, for the print. */
    private static Simulation.Plan timed(Simulation.Plan plan) {
        nanos = 0;
        return new Simulation.Plan() {
            @Override
            public Optional<Window> next() {
                long began = System.nanoTime();
                Optional<Window> next = plan.next();
                nanos += System.nanoTime() - began;
                return next;
            }

            @Override
            public boolean afterPage(Window window, int page, List<Instant> starts, boolean hasNext) {
                long began = System.nanoTime();
                boolean follow = plan.afterPage(window, page, starts, hasNext);
                nanos += System.nanoTime() - began;
                return follow;
            }

            @Override
            public void done(Window window) {
                long began = System.nanoTime();
                plan.done(window);
                nanos += System.nanoTime() - began;
            }
        };
    }

    static Simulation.Outcome followed(long[] calls, Limits limits, long seed) {
        TurnedClock clock = new TurnedClock(NOW);
        GraphBudgets budgets = limits.budgets(clock);
        return new Simulation(clock, budgets, new SimulatedService(calls, null, limits, SimulatedService.PAGE, new Random(seed)),
                Plans.fixed(span(calls), span(calls).length()), () -> LATENCY).run(1);
    }

    private static Window span(long[] calls) {
        long from = END.toEpochMilli() - calls[0];
        return Window.before(END, Duration.ofMillis(Math.max(4_800_000, from)));
    }

    private static void print(String name, long[] calls, Limits limits, long seed) {
        Simulation.Outcome o = planned(calls, limits, 8, seed);
        Simulation.Outcome f = followed(calls, limits, seed);
        System.out.printf("%,7d in 1 s  %-8s %,9d records  %8.1f s, follower %8.1f s: %.3f  pages %,6d of %,6d: %.3f  429s %d"
                        + "  planner %.1f us a page%n", limits.first(), name, o.records(), o.took().toMillis() / 1000.0,
                f.took().toMillis() / 1000.0, o.took().toMillis() / (double) f.took().toMillis(), o.first() + o.next(),
                f.first() + f.next(), (o.first() + o.next()) / (double) (f.first() + f.next()), o.refused(), nanos / 1e3 / (o.first() + o.next()));
    }
}
