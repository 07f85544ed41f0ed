package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Alert;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Ledger.Work;
import io.callwatch.ledger.Overview.DestinationState;
import io.callwatch.ledger.Overview.SweepState;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} and readiness hang on. */
class OverviewTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration STALE = Duration.ofHours(2);
    private static final List<Window> SPAN = List.of(Window.before(NOON, Duration.ofHours(1)));

    @Test
    void dataFlowAsLongAsAnySweepWasCompleteNotTooLongAgo() {
        assertThat(overview(NOON.minus(STALE), List.of(), 0, 0, List.of(), List.of()).isStale()).isFalse();
        assertThat(overview(NOON.minus(STALE).minusMillis(1), List.of(), 0, 0, List.of(), List.of()).isStale()).isTrue();
        assertThat(overview(null, List.of(), 0, 0, List.of(), List.of()).isStale()).isTrue();
    }

    @Test
    void eachThingThatMayBeMissedIsARisk() {
        List<SweepState> good = List.of(new SweepState("recent", NOON, List.of(), null));
        assertThat(overview(NOON, good, 0, 0, List.of(new DestinationState("a", 5, 0, 0, null, null)), List.of()).isAtRisk()).isFalse();
        assertThat(List.of(
                overview(NOON.minus(STALE.multipliedBy(2)), good, 0, 0, List.of(), List.of()),
                overview(NOON, List.of(new SweepState("recent", NOON, SPAN, NOON)), 0, 0, List.of(), List.of()),
                overview(NOON, good, 1, 0, List.of(), List.of()),
                overview(NOON, good, 0, 1, List.of(), List.of()),
                overview(NOON, good, 0, 0, List.of(new DestinationState("a", 5, 1, 0, NOON, null)), List.of()),
                overview(NOON, good, 0, 0, List.of(new DestinationState("a", 5, 0, 1, null, null)), List.of()),
                overview(NOON, good, 0, 0, List.of(), SPAN))).allMatch(Overview::isAtRisk);
    }

    @Test
    void theLastCompletePassMayBeThatOfASweepByAnOldName(@TempDir Path folder) throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            Coverage coverage = new Coverage(1);
            Overview now = ledger.write(sql -> {
                Window planned = Window.before(NOON, Duration.ofHours(1));
                coverage.plan(sql, "old", Duration.ofHours(1), NOON);
                coverage.read(sql, planned, NOON);
                coverage.finish(sql, "old", NOON, NOON);
                return Overview.read(sql, 1, List.of("new"), List.of("rule"), Duration.ofHours(6), STALE, NOON.plus(STALE));
            });
            assertThat(now.lastComplete()).isEqualTo(NOON);
            assertThat(now.sweeps()).containsExactly(new SweepState("new", null, List.of(), null));
            assertThat(now.isStale()).isFalse();
        }
    }

    @Test
    void whatASweepByAnOldNameHasLeftIsShownUntilItIsInherited(@TempDir Path folder) throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            Work<Overview> look = sql -> Overview.read(sql, 1, List.of("new", "another"), List.of("rule"), Duration.ofHours(6), STALE, NOON);
            Overview now = ledger.write(sql -> {
                new Coverage(1).plan(sql, "old", Duration.ofHours(1), NOON);
                return look.in(sql);
            });
            assertThat(now.unread()).isEqualTo(SPAN);
            assertThat(now.sweeps()).extracting(SweepState::name).containsExactly("new", "another", "old");
            ledger.change(sql -> new Coverage(1).inherit(sql, "another", List.of("new", "another")));
            assertThat(ledger.read(look).sweeps()).extracting(SweepState::name).containsExactly("new", "another");
        }
    }

    @Test
    void itCountsWhatIsOfTodayAndWhatWaits(@TempDir Path folder) throws Exception {
        Instant midnight = NOON.minus(Duration.ofHours(12));
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            Work<Overview> look = sql -> Overview.read(sql, 1, List.of("recent"), List.of("rule"), Duration.ofHours(6), STALE,
                    NOON.plus(Duration.ofHours(6)));
            Overview now = ledger.write(sql -> {
                Event early = alert(sql, "early", EventType.CALL_MATCHED, "rule", midnight.minusMillis(1));
                alert(sql, "alert", EventType.CALL_MATCHED, "rule", midnight);
                alert(sql, "dead", EventType.CALL_MATCHED, "rule", NOON);
                alert(sql, "of the feed", EventType.FEED_STALE, null, NOON);
                Outbox.delivered(sql, Outbox.find(sql, early.id(), "hook").orElseThrow(), NOON);
                Outbox.dead(sql, Outbox.find(sql, "dead", "hook").orElseThrow(), "410", NOON);
                Outbox.close(sql, "gone", "410 Gone");
                Alerts alerts = new Alerts(1);
                for (String call : List.of("late", "in time", "decided", "told")) {
                    alerts.put(sql, call, "rule", verdict(Outcome.UNDECIDED), null, call.equals("late") ? NOON.minusMillis(1) : NOON);
                }
                alerts.put(sql, "late", "rule", verdict(Outcome.UNDECIDED), null, NOON.plusSeconds(60));
                alerts.put(sql, "lately", "rule", verdict(Outcome.MATCH), null, NOON.minusMillis(1));
                alerts.put(sql, "lately", "rule", verdict(Outcome.UNDECIDED), null, NOON);
                alerts.put(sql, "decided", "rule", verdict(Outcome.NO_MATCH), null, NOON);
                alerts.put(sql, "told", "rule", verdict(Outcome.MATCH), null, NOON);
                for (Instant seen : List.of(midnight, midnight.minusMillis(1))) {
                    new Calls(1).note(sql, List.of(new CallRecord(seen.toString(), 1, null, List.of(), seen.minusSeconds(60), null, null, null,
                            null, RawJson.of("{}"))), Map.of(), 0, seen);
                }
                return look.in(sql);
            });
            assertThat(now.alertsToday()).isEqualTo(2);
            assertThat(now.recordsToday()).isEqualTo(1);
            assertThat(now.newestStart()).isEqualTo(midnight.minusSeconds(60));
            assertThat(List.of(now.undecided(), now.undecidedLate())).containsExactly(3L, 1L);
            assertThat(now.destinations()).containsExactly(new DestinationState("gone", 0, 0, 0, null, "410 Gone"),
                    new DestinationState("hook", 1, 2, 1, midnight, null));
            ledger.change(sql -> Outbox.close(sql, "hook", "403 Forbidden"));
            assertThat(ledger.read(look).destinations()).extracting(DestinationState::stopped).containsExactly("410 Gone", "403 Forbidden");
        }
    }

    private static Event alert(Sql sql, String id, EventType type, String rule, Instant at) throws SQLException {
        Event event = new Event(id, type, at, "tenant", rule, Severity.INFO, "", List.of(), null, List.of(), id);
        Outbox.add(sql, event, List.of("hook"), at);
        return event;
    }

    private static Alert verdict(Outcome outcome) {
        return new Alert(1, outcome, null, Alert.Told.NOTHING, null, null);
    }

    private static Overview overview(Instant lastComplete, List<SweepState> sweeps, long undecidedLate, long quarantined,
            List<DestinationState> destinations, List<Window> lost) {
        return new Overview(NOON, STALE, lastComplete, sweeps, null, 0, 0, 1, quarantined, destinations, lost, null,
                undecidedLate == 0 ? List.of() : List.of(new Overview.Late("r", "call.type", undecidedLate, "call")));
    }
}
