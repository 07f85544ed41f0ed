package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/**
 * Thirty days of three tenants, read with nothing known at the start: records a minute as a share of the limit, 429s and
 * requests, beside the same with a month's knowledge, windows of a fixed length, and a nextLink follower. Arguments: a seed, and tenants' calls a day.
 */
public final class BackfillSimulation {

    static final Instant NOW = Instant.parse("2026-11-20T10:37:00Z");
    static final Window MONTH = Window.before(NOW, Duration.ofDays(30));

    private BackfillSimulation() {
    }

    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
        int[] tenants = args.length > 1
                ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray() : new int[] {1_000, 10_000, 100_000};
        System.out.println("seed " + seed + ", 30 days, 60 a page, 4 workers");
        for (int calls : tenants) {
            print(calls, "planner", planned(calls, seed));
            Knowledge knowledge = Knowledge.none();
            planned(calls, seed + 100, knowledge);
            print(calls, "planner, known", planned(calls, seed, knowledge));
            print(calls, "15 min windows", fixed(calls, seed, Duration.ofMinutes(15)));
            print(calls, "nextLink follower", fixed(calls, seed, Duration.ofDays(30)));
        }
    }

    static Simulation.Outcome planned(int calls, long seed) {
        return planned(calls, seed, Knowledge.none());
    }

    static Simulation.Outcome planned(int calls, long seed, Knowledge knowledge) {
        TurnedClock clock = new TurnedClock(NOW);
        GraphBudgets budgets = GraphBudgets.ofTheService(clock);
        WindowPlanner planner = new WindowPlanner(knowledge, budgets, clock, SimulatedService.PAGE, 4);
        planner.add(0, Spans.of(MONTH));
        return new Simulation(clock, budgets, service(calls, seed), Plans.of(planner), new Random(seed)).run(4);
    }

    static Simulation.Outcome fixed(int calls, long seed, Duration length) {
        TurnedClock clock = new TurnedClock(NOW);
        GraphBudgets budgets = GraphBudgets.ofTheService(clock);
        return new Simulation(clock, budgets, service(calls, seed), Plans.fixed(MONTH, length, budgets), new Random(seed)).run(4);
    }

    private static SimulatedService service(int calls, long seed) {
        long[] all = SimulatedCalls.starts(calls, Instant.parse("2026-10-20T00:00:00Z"), 32, new Random(seed));
        long[] month = Arrays.stream(all)
                .filter(s -> MONTH.contains(Instant.ofEpochMilli(s))).toArray();
        return new SimulatedService(month, null, new Random(seed + 1));
    }

    private static void print(int calls, String name, Simulation.Outcome o) {
        System.out.printf("%,8d a day  %-17s %,9d records  %,6.0f a minute  share %.3f  of what the budgets gave in that time %.3f"
                + "  fill %.3f  first %,6d  next %,6d  429s %d  %s%n", calls, name, o.records(), o.perMinute(), o.share(),
                o.shareOfBudgets(), o.fill(), o.first(), o.next(), o.refused(), o.took());
    }
}
