package io.callwatch.graph;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Thirty days of three tenants, read with nothing known at the start: records a minute as a share of the limit, 429s and
 * requests, beside the same with a month's knowledge, windows of a fixed length, and a nextLink follower.
 */
public final class BackfillSimulation {

    static final Instant NOW = Instant.parse("2026-11-20T10:37:00Z");
    static final Window MONTH = before(NOW);

    private BackfillSimulation() {
    }

    /** When the reading begins: each seed at another hour of the week, since a night or a weekend is a worse start than an office hour. */
    private static Instant now(long seed) {
        return NOW.plus(Duration.ofHours(Math.floorMod(17 * (seed - 1), 7 * 24L)));
    }

    private static Window before(Instant now) {
        return Window.before(now, Duration.ofDays(30));
    }

    /** @param tenants their calls a day */
    static void print(long seed, int... tenants) {
        System.out.printf("Backfill of 30 days, 60 a page, 15 first pages in 20 s and 55 next pages in 5 min, 4 workers, seed %d%n%n"
                + "%9s  %-22s %9s  %9s  %14s  %10s  %8s  %8s  %4s  %12s%n", seed, "calls/day", "read by", "records", "a minute",
                "share of limit", "x follower", "first", "next", "429s", "took");
        for (int calls : tenants) {
            Simulation.Outcome follower = fixed(calls, seed, Duration.ofDays(30));
            row(calls, "planner", planned(calls, seed), follower);
            Knowledge knowledge = Knowledge.none();
            planned(calls, seed + 100, knowledge);
            row(calls, "planner, month known", planned(calls, seed, knowledge), follower);
            row(calls, "windows of 15 min", fixed(calls, seed, Duration.ofMinutes(15)), follower);
            row(calls, "nextLink follower", follower, follower);
        }
    }

    static Simulation.Outcome planned(int calls, long seed) {
        return planned(calls, seed, Knowledge.none());
    }

    static Simulation.Outcome planned(int calls, long seed, Knowledge knowledge) {
        return planned(calls, seed, knowledge, Tactics.ALL);
    }

    static Simulation.Outcome planned(int calls, long seed, Knowledge knowledge, Tactics tactics) {
        return simulation(calls, seed, knowledge, tactics).run(4);
    }

    static Simulation simulation(int calls, long seed, Knowledge knowledge, Tactics tactics) {
        return simulation(calls, seed, knowledge, tactics, SimulatedService.PAGE, SimulatedService.PAGE);
    }

    /** @param most milliseconds that an answer takes, and {@code least} */
    static Simulation.Outcome slow(int calls, long seed, int least, int most) {
        Random random = new Random(seed);
        return simulation(calls, seed, Knowledge.none(), Tactics.ALL, SimulatedService.PAGE, SimulatedService.PAGE,
                () -> Duration.ofMillis(least + random.nextInt(most - least + 1))).run(4);
    }

    /** @param asked for, records to a page */
    static Simulation simulation(int calls, long seed, Knowledge knowledge, Tactics tactics, int asked, int granted) {
        Random random = new Random(seed);
        return simulation(calls, seed, knowledge, tactics, asked, granted, () -> Simulation.usual(random));
    }

    private static Simulation simulation(int calls, long seed, Knowledge knowledge, Tactics tactics, int asked, int granted,
            Supplier<Duration> latency) {
        TurnedClock clock = new TurnedClock(now(seed));
        GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
        WindowPlanner planner = new WindowPlanner(knowledge, budgets, clock, new PageSize(asked), 4, tactics);
        planner.add(0, Spans.of(before(now(seed))));
        SimulatedService service = new SimulatedService(month(calls, seed), null, SimulatedService.Limits.DOCUMENTED, granted,
                new Random(seed + 1));
        return new Simulation(clock, budgets, service, Plans.of(planner), latency);
    }

    /** Of calls that begin at these times, within the month. */
    static Simulation.Outcome planned(long[] starts, long seed) {
        TurnedClock clock = new TurnedClock(NOW);
        GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
        WindowPlanner planner = new WindowPlanner(Knowledge.none(), budgets, clock, new PageSize(SimulatedService.PAGE), 4);
        planner.add(0, Spans.of(MONTH));
        return new Simulation(clock, budgets, new SimulatedService(starts, null, new Random(seed)), Plans.of(planner),
                new Random(seed)).run(4);
    }

    static Simulation.Outcome fixed(int calls, long seed, Duration length) {
        return fixedSimulation(calls, seed, length).run(4);
    }

    static Simulation fixedSimulation(int calls, long seed, Duration length) {
        TurnedClock clock = new TurnedClock(now(seed));
        GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
        SimulatedService service = new SimulatedService(month(calls, seed), null, new Random(seed + 1));
        return new Simulation(clock, budgets, service, Plans.fixed(before(now(seed)), length), new Random(seed));
    }

    private static long[] month(int calls, long seed) {
        Window month = before(now(seed));
        long[] all = SimulatedCalls.starts(calls, month.from().truncatedTo(ChronoUnit.DAYS), 32, new Random(seed));
        return Arrays.stream(all).filter(s -> month.contains(Instant.ofEpochMilli(s))).toArray();
    }

    private static void row(int calls, String name, Simulation.Outcome o, Simulation.Outcome follower) {
        System.out.printf("%,9d  %-22s %,9d  %,9.0f  %14.3f  %10.2f  %,8d  %,8d  %4d  %12s%n", calls, name, o.records(), o.perMinute(),
                o.share(), o.perMinute() / follower.perMinute(), o.first(), o.next(), o.refused(),
                Duration.ofSeconds(o.took().toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT));
    }
}
