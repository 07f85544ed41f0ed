package io.callwatch.app;

import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Overview;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The ledger's state as Micrometer gauges, all beginning with {@code callwatch.}; no name or value is a person's. */
final class Gauges {
    private Gauges() {
    }

    static void register(MeterRegistry registry, RecentOverview overview, Set<String> destinations) {
        gauge(registry, overview, "callwatch.feed.age.seconds", "Since the last complete pass; -1 before the first", now ->
                now.lastComplete() == null ? -1 : Duration.between(now.lastComplete(), now.at()).toSeconds());
        gauge(registry, overview, "callwatch.feed.unread.seconds", "Span of start time that is still to be read", now ->
                now.unread().stream().mapToDouble(window -> window.length().toSeconds()).sum());
        gauge(registry, overview, "callwatch.feed.lost.spans", "Spans that left the service unread", now -> now.lost().size());
        gauge(registry, overview, "callwatch.records.today", "Calls first seen since midnight UTC", Overview::recordsToday);
        gauge(registry, overview, "callwatch.alerts.today", "Events of rules since midnight UTC", Overview::alertsToday);
        gauge(registry, overview, "callwatch.undecided", "Verdicts that wait for a version", Overview::undecided);
        gauge(registry, overview, "callwatch.quarantined", "Records in quarantine", Overview::quarantined);
        for (Overview.SweepState sweep : overview.now().sweeps()) {
            gauge(overview, "callwatch.feed.behind.seconds", "Span of start time that the sweep planned and has not read", now ->
                    now.sweeps().stream().filter(s -> s.name().equals(sweep.name())).mapToDouble(s -> s.behind().toSeconds()).sum())
                    .tag("sweep", sweep.name()).register(registry);
        }
        for (String name : destinations) {
            delivery(registry, overview, name, "pending", Overview.DestinationState::pending);
            delivery(registry, overview, name, "dead", Overview.DestinationState::dead);
        }
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
