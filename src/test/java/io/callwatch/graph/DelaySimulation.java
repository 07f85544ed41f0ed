package io.callwatch.graph;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A working day of sweeps (5 min / 3 h, hourly / 36 h, nightly / 30 d): from the publication of a record or of a newer
 * version to its judgement, for the planner and for a reader that follows the nextLinks of each sweep, one chain a sweep,
 * where a sweep whose last turn still runs is skipped. Both share their budgets among the sweeps.
 */
public final class DelaySimulation {

    private static final Instant START = Instant.parse("2026-11-17T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(24));
    private static final Window MEASURED = new Window(START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(20)));

    private final Random random;
    private final long[] starts;
    private final long[][] published;
    private final int[] seen;
    private final List<Double> firsts = new ArrayList<>();
    private final List<Double> versions = new ArrayList<>();
    private final FirstSight firstSight = FirstSight.documented();

    private DelaySimulation(int calls, long seed) {
        random = new Random(seed);
        starts = SimulatedCalls.starts(calls, START.minus(Duration.ofDays(30)), 31, random);
        published = new long[starts.length][];
        seen = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            published[i] = publications(starts[i]);
            seen[i] = versionAt(i, START);
        }
    }

    static void print(long seed, int... tenants) {
        System.out.printf("One working day of sweeps: minutes from publication to judgement, seed %d%n%n%9s  %-18s %14s %7s  %14s %7s"
                + "  %6s  %8s  %8s  %4s%n", seed, "calls/day", "read by", "first: median", "99 %", "later: median", "99 %", "unseen",
                "first", "next", "429s");
        for (int calls : tenants) {
            row(calls, "planner", planned(calls, seed));
            row(calls, "nextLink follower", followed(calls, seed));
        }
    }

    /** Minutes from publication to judgement; {@code later} is of newer versions; {@code unseen} were never judged. */
    record Delays(double first, double first99, double later, double later99, int unseen, Simulation.Outcome outcome) {
    }

    static Delays planned(int calls, long seed) {
        return new DelaySimulation(calls, seed).planner();
    }

    static Delays followed(int calls, long seed) {
        return new DelaySimulation(calls, seed).follower();
    }

    private static void row(int calls, String name, Delays d) {
        System.out.printf("%,9d  %-18s %14.1f %7.1f  %14.1f %7.1f  %,6d  %,8d  %,8d  %4d%n", calls, name, d.first, d.first99, d.later,
                d.later99, d.unseen, d.outcome.first(), d.outcome.next(), d.outcome.refused());
    }

    /** First version 7 to 68 minutes after the end, one in twenty up to 150; a third has a later version, some two. */
    private long[] publications(long start) {
        double minutes = random.nextDouble() < 0.02 ? 120 + 420 * random.nextDouble() : -20 * Math.log(1 - random.nextDouble());
        minutes += random.nextDouble() < 0.05 ? 68 + 82 * random.nextDouble() : 7 + 61 * random.nextDouble();
        long first = start + (long) (minutes * Density.MINUTE);
        long second = first + (long) ((60 + 300 * random.nextDouble()) * Density.MINUTE);
        double luck = random.nextDouble();
        return luck > 0.3 ? new long[] {first}
                : luck > 0.1 ? new long[] {first, second}
                : new long[] {first, second, second + (long) ((360 + 1_080 * random.nextDouble()) * Density.MINUTE)};
    }

    private int versionAt(int call, Instant now) {
        int version = 0;
        while (version < published[call].length && published[call][version] <= now.toEpochMilli()) {
            version++;
        }
        return version;
    }

    private void judge(List<Integer> calls, Instant now) {
        for (int call : calls) {
            int version = versionAt(call, now);
            for (int v = seen[call]; v < version; v++) {
                if (MEASURED.contains(Instant.ofEpochMilli(published[call][v]))) {
                    (v == 0 ? firsts : versions).add((now.toEpochMilli() - published[call][v]) / 60_000.0);
                }
                firstSight.observe(Duration.between(Instant.ofEpochMilli(starts[call]), now));
            }
            seen[call] = Math.max(seen[call], version);
        }
    }

    private Delays planner() {
        TurnedClock clock = new TurnedClock(START);
        GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
        Knowledge knowledge = new Knowledge(Density.guess(5_000), firstSight, new LastRead(), new Unreadable());
        knowledge.lastRead().read(Window.before(START, Duration.ofDays(30)), START);
        WindowPlanner planner = new WindowPlanner(knowledge, budgets, clock, new PageSize(SimulatedService.PAGE), 4);
        Simulation simulation = new Simulation(clock, budgets, service(), Plans.of(planner), random);
        simulation.every(START, Duration.ofMinutes(5), END, () -> planner.sweep(Window.before(clock.instant(), Duration.ofHours(3))));
        simulation.every(START.plusSeconds(17 * 60), Duration.ofHours(1), END,
                () -> planner.sweep(Window.before(clock.instant(), Duration.ofHours(36))));
        simulation.every(START.plusSeconds(150 * 60), Duration.ofDays(1), END,
                () -> planner.sweep(Window.before(clock.instant(), Duration.ofDays(30))));
        return run(simulation);
    }

    private Delays follower() {
        TurnedClock clock = new TurnedClock(START);
        GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
        Deque<Window> due = new ArrayDeque<>();
        Set<Duration> running = new HashSet<>();
        Simulation.Plan plan = new Simulation.Plan() {
            @Override
            public Optional<Window> next() {
                return Optional.ofNullable(due.poll());
            }

            @Override
            public boolean afterPage(Window window, int page, List<Instant> starts, boolean hasNext) {
                return hasNext;
            }

            @Override
            public void done(Window window) {
                running.remove(window.length());
            }
        };
        Simulation simulation = new Simulation(clock, budgets, service(), plan, random);
        sweep(simulation, clock, due, running, Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(3));
        sweep(simulation, clock, due, running, Duration.ofMinutes(17), Duration.ofHours(1), Duration.ofHours(36));
        sweep(simulation, clock, due, running, Duration.ofMinutes(150), Duration.ofDays(1), Duration.ofDays(30));
        return run(simulation);
    }

    private static void sweep(Simulation simulation, TurnedClock clock, Deque<Window> due, Set<Duration> running,
            Duration first, Duration period, Duration lookBack) {
        simulation.every(START.plus(first), period, END, () -> {
            if (running.add(lookBack)) {
                due.add(Window.before(clock.instant(), lookBack));
            }
        });
    }

    private SimulatedService service() {
        return new SimulatedService(starts, Arrays.stream(published).mapToLong(p -> p[0]).toArray(), random);
    }

    private Delays run(Simulation simulation) {
        simulation.show(this::judge);
        Simulation.Outcome o = simulation.run(4, END.plus(Duration.ofHours(4)));
        int unseen = 0;
        for (int i = 0; i < starts.length; i++) {
            for (int v = seen[i]; v < published[i].length; v++) {
                unseen += MEASURED.contains(Instant.ofEpochMilli(published[i][v])) ? 1 : 0;
            }
        }
        return new Delays(at(firsts, 0.5), at(firsts, 0.99), at(versions, 0.5), at(versions, 0.99), unseen, o);
    }

    private static double at(List<Double> delays, double share) {
        Collections.sort(delays);
        return delays.isEmpty() ? Double.NaN : delays.get((int) Math.min(delays.size() - 1, share * delays.size()));
    }
}
