package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.Window;
import io.callwatch.ledger.Overview.DestinationState;
import io.callwatch.ledger.Overview.SweepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code status} and readiness hang on. */
class OverviewTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration STALE = Duration.ofHours(2);
    private static final List<Window> SPAN = List.of(Window.before(NOON, Duration.ofHours(1)));

    @Test
    void dataFlowAsLongAsAnySweepWasCompleteNotTooLongAgo() {
        SweepState never = new SweepState("nightly", null, List.of(), null);
        assertThat(overview(List.of(never, complete(NOON.minus(STALE))), 0, 0, List.of(), List.of()).isStale()).isFalse();
        assertThat(overview(List.of(never, complete(NOON.minus(STALE).minusMillis(1))), 0, 0, List.of(), List.of()).isStale()).isTrue();
        assertThat(overview(List.of(never), 0, 0, List.of(), List.of()).isStale()).isTrue();
    }

    @Test
    void eachThingThatMayBeMissedIsARisk() {
        List<SweepState> good = List.of(complete(NOON));
        assertThat(overview(good, 0, 0, List.of(new DestinationState("a", 5, 0, 0, null, null)), List.of()).isAtRisk()).isFalse();
        assertThat(List.of(
                overview(List.of(complete(NOON.minus(STALE.multipliedBy(2)))), 0, 0, List.of(), List.of()),
                overview(List.of(new SweepState("recent", NOON, SPAN, NOON)), 0, 0, List.of(), List.of()),
                overview(good, 1, 0, List.of(), List.of()),
                overview(good, 0, 1, List.of(), List.of()),
                overview(good, 0, 0, List.of(new DestinationState("a", 5, 1, 0, NOON, null)), List.of()),
                overview(good, 0, 0, List.of(new DestinationState("a", 5, 0, 1, null, null)), List.of()),
                overview(good, 0, 0, List.of(), SPAN))).allMatch(Overview::isAtRisk);
    }

    private static SweepState complete(Instant then) {
        return new SweepState("recent", then, List.of(), null);
    }

    private static Overview overview(List<SweepState> sweeps, long undecidedLate, long quarantined, List<DestinationState> destinations,
            List<Window> lost) {
        return new Overview(NOON, STALE, sweeps, null, 0, 0, 1, undecidedLate, quarantined, destinations, lost, null);
    }
}
