package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the tenant, the work and the workers do: what is done and what has failed are together what was wanted. */
class WindowPlannerPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Property(tries = 60)
    void everyCallIsReadOrItsWindowIsReported(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int workers, @ForAll @IntRange(min = 1, max = 80) int page)
            throws Exception {
        Random random = new Random(seed);
        List<Instant> calls = calls(random);
        TurnedClock clock = new TurnedClock(NOW);
        RequestBudget some = new RequestBudget(1 + random.nextInt(200), Duration.ofMinutes(5), Duration.ZERO, clock);
        GraphBudgets budgets = new GraphBudgets(new RequestBudget(15, Duration.ofSeconds(20), Duration.ZERO, clock), some);
        WindowPlanner planner = new WindowPlanner(Knowledge.none(), budgets, clock, new PageSize(page), workers);
        Spans wanted = Spans.none();
        for (int i = 0; i < 3; i++) {
            Window window = Window.before(NOW.minusSeconds(random.nextInt(90_000)).minusNanos(random.nextInt(1_000_000_000)),
                    Duration.ofMillis(1 + random.nextInt(60_000_000)));
            planner.add(random.nextInt(3), Spans.of(window));
            wanted = wanted.plus(window);
        }
        Set<Instant> judged = ConcurrentHashMap.newKeySet();
        Set<Window> failed = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                Random own = new Random(random.nextLong());
                running.add(threads.submit(() -> work(planner, clock, calls, judged, failed, page, own)));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(planner.unread()).isEqualTo(Spans.of(failed));
        Spans read = wanted.minus(Spans.of(failed));
        assertThat(judged).containsAll(calls.stream().filter(read::contains).toList());
        assertThat(Spans.of(failed).minus(wanted)).isEqualTo(Spans.none());
    }

    private static void work(WindowPlanner planner, TurnedClock clock, List<Instant> calls, Set<Instant> judged, Set<Window> failed,
            int size, Random random) {
        for (Optional<Window> next = planner.next(); next.isPresent(); next = planner.next()) {
            Window window = next.get();
            List<Instant> found = new ArrayList<>(calls.stream().filter(window::contains).toList());
            Collections.shuffle(found, random);
            if (random.nextInt(50) == 0) {
                planner.failed(window);
                failed.add(window);
                continue;
            }
            boolean more = true;
            boolean follow = true;
            for (int page = 1; follow; page++) {
                int to = Math.min(found.size(), size * page);
                clock.advance(Duration.ofMillis(random.nextInt(3_000)));
                more = to < found.size();
                follow = planner.afterPage(window, page, found.subList(Math.min(found.size(), size * (page - 1)), to), more);
            }
            if (!more) {
                judged.addAll(found);
                planner.done(window);
            }
        }
    }

    /** Sparse, dense and several at one instant. */
    private static List<Instant> calls(Random random) {
        List<Instant> calls = new ArrayList<>();
        for (int cluster = random.nextInt(6); cluster >= 0; cluster--) {
            Instant middle = NOW.minusSeconds(random.nextInt(100_000));
            double width = Math.pow(10, 1 + 6 * random.nextDouble());
            for (int i = random.nextInt(400); i > 0; i--) {
                calls.add(middle.plusMillis((long) (width * random.nextGaussian())));
            }
        }
        return calls;
    }
}
