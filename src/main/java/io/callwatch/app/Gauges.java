package io.callwatch.app;

import io.callwatch.graph.Failure;
import io.callwatch.graph.ListRequest;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Overview;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * The ledger's state as Micrometer gauges, and how often the service failed as counters, all beginning with {@code callwatch.}; no
 * name or value is a person's.
 */
final class Gauges {
    private Gauges() {
    }

    static void register(MeterRegistry registry, RecentOverview overview, Set<String> destinations) {
        gauge(registry, overview, "callwatch.feed.age.seconds", "Since the last complete pass; -1 before the first",
                now -> since(now.lastComplete(), now));
        gauge(registry, overview, "callwatch.feed.unread.seconds", "Span of start time that is still to be read",
                now -> now.unreadLength().toSeconds());
        gauge(registry, overview, "callwatch.feed.leaving.seconds", "Until the oldest of that leaves the service; 30 days where all is read",
                now -> now.leaving().orElse(ListRequest.KEPT).toSeconds());
        gauge(registry, overview, "callwatch.newest.call.age.seconds", "Since the start of the newest call; -1 before the first",
                now -> since(now.newestStart(), now));
        gauge(registry, overview, "callwatch.feed.lost.spans", "Spans that left the service unread", now -> now.lost().size());
        gauge(registry, overview, "callwatch.records.today", "Calls first seen since midnight UTC", Overview::recordsToday);
        gauge(registry, overview, "callwatch.alerts.today", "Events of rules since midnight UTC", Overview::alertsToday);
        gauge(registry, overview, "callwatch.undecided", "Verdicts that wait for a version", Overview::undecided);
        gauge(registry, overview, "callwatch.undecided.late", "Of these the ones older than callwatch.undecided-after", Overview::undecidedLate);
        gauge(registry, overview, "callwatch.quarantined", "Records in quarantine", Overview::quarantined);
        for (Overview.SweepState sweep : overview.now().sweeps()) {
            sweep(registry, overview, "callwatch.feed.behind.seconds", "Span of start time that the sweep planned and has not read",
                    sweep.name(), (state, now) -> state.behind().toSeconds());
            sweep(registry, overview, "callwatch.sweep.age.seconds", "Since the sweep's last complete pass; -1 before the first",
                    sweep.name(), (state, now) -> since(state.complete(), now));
        }
        for (String name : destinations) {
            delivery(registry, overview, name, "pending", Overview.DestinationState::pending);
            delivery(registry, overview, name, "dead", Overview.DestinationState::dead);
        }
    }

    /** By the closed set that decides whether a request is made again. */
    static void register(MeterRegistry registry, FailureCounts failures) {
        for (Failure failure : Failure.values()) {
            FunctionCounter.builder("callwatch.graph.failures", failures, counts -> counts.of(failure))
                    .description("Requests of the service that failed").tag("failure", failure.name()).register(registry);
        }
    }

    private static double since(Instant then, Overview now) {
        return then == null ? -1 : Duration.between(then, now.at()).toSeconds();
    }

    private static void sweep(MeterRegistry registry, RecentOverview overview, String name, String description, String sweep,
            ToDoubleBiFunction<Overview.SweepState, Overview> value) {
        gauge(overview, name, description, now ->
                now.sweeps().stream().filter(state -> state.name().equals(sweep)).mapToDouble(state -> value.applyAsDouble(state, now)).sum())
                .tag("sweep", sweep).register(registry);
    }

    private static void delivery(MeterRegistry registry, RecentOverview overview, String destination, String state,
            ToDoubleFunction<Overview.DestinationState> count) {
        gauge(overview, "callwatch.deliveries", "Deliveries by state", now ->
                now.destinations().stream().filter(d -> d.name().equals(destination)).mapToDouble(count).sum())
                .tag("destination", destination).tag("state", state).register(registry);
    }

    private static void gauge(MeterRegistry registry, RecentOverview overview, String name, String description,
            ToDoubleFunction<Overview> value) {
        gauge(overview, name, description, value).register(registry);
    }

    /** No number while the ledger does not say: Micrometer would leave a stack trace in the log. */
    private static Gauge.Builder<RecentOverview> gauge(RecentOverview overview, String name, String description,
            ToDoubleFunction<Overview> value) {
        return Gauge.builder(name, overview, recent -> {
            try {
                return value.applyAsDouble(recent.soon());
            } catch (LedgerException e) {
                return Double.NaN;
            }
        }).description(description);
    }
}
