package io.callwatch.graph;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Workers that read a simulated tenant with a turned clock: everything happens in the order of its instant, nothing
 * waits. An answer takes 100 to 300 ms, and the request reaches the service half-way.
 */
final class Simulation {

    /** How windows are chosen: the planner, or one of those that it is compared with. */
    interface Plan {
        Optional<Window> next();

        boolean afterPage(Window window, int page, List<Instant> starts, boolean hasNext);

        void done(Window window);
    }

    /** Sees each request as it reaches the service, and how many records have been read whole by then. */
    interface Log {
        void request(Instant at, int page, long records);
    }

    /** What came of it. */
    record Outcome(long records, long first, long next, long refused, Duration took) {

        double perMinute() {
            return records / (took.toMillis() / 60_000.0);
        }

        /** Of 3,360 records a minute: 45 first and 11 next pages of 60. */
        double share() {
            return perMinute() / 3_360;
        }
    }

    private record Event(Instant at, long order, Runnable action) {
    }

    final TurnedClock clock;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private final Supplier<Duration> latency;
    private final GraphBudgets budgets;
    private final SimulatedService service;
    private final Plan plan;
    private final Instant began;
    private long order;
    private long records;
    private int idle;
    private BiConsumer<List<Integer>, Instant> reader = (calls, at) -> { };
    private Log log = (at, page, committed) -> { };

    Simulation(TurnedClock clock, GraphBudgets budgets, SimulatedService service, Plan plan, Random random) {
        this(clock, budgets, service, plan, () -> usual(random));
    }

    static Duration usual(Random random) {
        return Duration.ofMillis(100 + random.nextInt(201));
    }

    /** @param latency how long the next answer takes */
    Simulation(TurnedClock clock, GraphBudgets budgets, SimulatedService service, Plan plan, Supplier<Duration> latency) {
        this.clock = clock;
        this.budgets = budgets;
        this.service = service;
        this.plan = plan;
        this.latency = latency;
        this.began = clock.instant();
    }

    Outcome run(int workers) {
        return run(workers, Instant.MAX);
    }

    /** Until nothing is left to do, or that instant. */
    Outcome run(int workers, Instant end) {
        for (int i = 0; i < workers; i++) {
            at(began, this::ask);
        }
        while (!events.isEmpty() && events.peek().at.isBefore(end)) {
            Event event = events.poll();
            clock.set(event.at);
            event.action.run();
        }
        return new Outcome(records, service.firstPages, service.nextPages, service.refused, Duration.between(began, clock.instant()));
    }

    private void at(Instant instant, Runnable action) {
        events.add(new Event(instant, order++, action));
    }

    private void ask() {
        Optional<Window> window = plan.next();
        window.ifPresentOrElse(w -> send(w, 1, null, 0), () -> idle++);
    }

    /** Something to do again and again, after which those who had nothing to do ask again. */
    void every(Instant first, Duration period, Instant end, Runnable action) {
        if (first.isBefore(end)) {
            at(first, () -> {
                action.run();
                for (; idle > 0; idle--) {
                    at(clock.instant(), this::ask);
                }
                every(first.plus(period), period, end, action);
            });
        }
    }

    /** Who is shown the calls of each page, and when. */
    void show(BiConsumer<List<Integer>, Instant> reader) {
        this.reader = reader;
    }

    void log(Log onlooker) {
        log = onlooker;
    }

    private void send(Window window, int page, List<Integer> rest, int before) {
        RequestBudget budget = budgets.forPage(page);
        Optional<RequestBudget.Place> place = budget.tryTake();
        if (place.isEmpty()) {
            at(clock.instant().plus(budget.untilFree()), () -> send(window, page, rest, before));
            return;
        }
        Instant sent = clock.instant();
        Duration takes = latency.get();
        at(sent.plus(takes.dividedBy(2)), () -> {
            log.request(clock.instant(), page, records);
            SimulatedService.Answer answer =
                    page == 1 ? service.list(window, clock.instant()) : service.follow(rest, clock.instant());
            at(sent.plus(takes), () -> {
                place.get().answered();
                take(window, page, answer, rest, before);
            });
        });
    }

    private void take(Window window, int page, SimulatedService.Answer answer, List<Integer> rest, int before) {
        if (answer.throttled()) {
            budgets.forPage(page).backOffUntil(clock.instant().plusSeconds(10));
            send(window, page, rest, before);
            return;
        }
        int sum = before + answer.calls().size();
        reader.accept(answer.calls(), clock.instant());
        List<Instant> starts = answer.calls().stream().map(service::start).toList();
        if (plan.afterPage(window, page, starts, answer.rest() != null)) {
            send(window, page + 1, answer.rest(), sum);
            return;
        }
        if (answer.rest() == null) {
            records += sum;
            plan.done(window);
        }
        ask();
    }
}
