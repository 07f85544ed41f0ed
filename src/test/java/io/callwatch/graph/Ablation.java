package io.callwatch.graph;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * What each part of the planner brings: a month of 10,000 calls a day, nothing known, with one part at a time turned off,
 * as a table in Markdown. Arguments: seeds (1 to 20 if there are none).
 */
public final class Ablation {

    private static final int CALLS = 10_000;
    /** Records per millisecond, as {@link Knowledge#none()} has them. */
    private static final double GUESS = 5_000 / (double) Duration.ofDays(1).toMillis();

    private Ablation() {
    }

    private interface Run {
        Simulation.Outcome with(long seed);
    }

    public static void main(String[] args) {
        long[] seeds = args.length == 0 ? LongStream.rangeClosed(1, 20).toArray() : Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        System.out.println("| | share of the limit | least and most | of the whole | first pages | next pages | 429s |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        double all = row("the whole planner", seeds, 0, planner(Tactics.ALL));
        row("without chains", seeds, all, planner(new Tactics(false, true, true, true, true, true)));
        row("without glimpses", seeds, all, planner(new Tactics(true, false, true, true, true, true)));
        row("without the trend", seeds, all, planner(new Tactics(true, true, false, true, true, true)));
        row("without lanes", seeds, all, planner(new Tactics(true, true, true, false, true, true)));
        row("always following, never cutting", seeds, all, planner(new Tactics(true, true, true, true, false, true)));
        row("without caution", seeds, all, planner(new Tactics(true, true, true, true, true, false)));
        row("without the minute profile", seeds, all, planner(() -> new Density(new WeekProfile(GUESS), new MinuteProfile() {
            @Override
            void add(long start, int[] counts) {
            }
        })));
        row("without the week profile", seeds, all, planner(() -> new Density(new WeekProfile(GUESS) {
            @Override
            void add(long start, int count) {
            }
        }, new MinuteProfile())));
        row("with the month known before", seeds, all, seed -> {
            Knowledge knowledge = Knowledge.none();
            BackfillSimulation.planned(CALLS, seed + 100, knowledge);
            return BackfillSimulation.planned(CALLS, seed, knowledge);
        });
        row("windows of 15 minutes", seeds, all, seed -> BackfillSimulation.fixed(CALLS, seed, Duration.ofMinutes(15)));
        row("next pages only: one chain of nextLinks", seeds, all, seed -> BackfillSimulation.fixed(CALLS, seed, Duration.ofDays(30)));
    }

    private static Run planner(Tactics tactics) {
        return seed -> BackfillSimulation.planned(CALLS, seed, Knowledge.none(), tactics);
    }

    private static Run planner(Supplier<Density> density) {
        return seed -> BackfillSimulation.planned(CALLS, seed, new Knowledge(
                density.get(), FirstSight.documented(), new LastRead(), new Unreadable()), Tactics.ALL);
    }

    private static double row(String name, long[] seeds, double all, Run run) {
        Simulation.Outcome[] outcomes = Arrays.stream(seeds).mapToObj(run::with).toArray(Simulation.Outcome[]::new);
        double[] shares = Arrays.stream(outcomes).mapToDouble(Simulation.Outcome::share).sorted().toArray();
        double mean = Arrays.stream(shares).average().orElseThrow();
        System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f to %.3f | %.0f %% | %,.0f | %,.0f | %d |%n", name, mean, shares[0],
                shares[shares.length - 1], 100 * mean / (all == 0 ? mean : all),
                Arrays.stream(outcomes).mapToLong(Simulation.Outcome::first).average().orElseThrow(),
                Arrays.stream(outcomes).mapToLong(Simulation.Outcome::next).average().orElseThrow(),
                Arrays.stream(outcomes).mapToLong(Simulation.Outcome::refused).sum());
        return mean;
    }
}
