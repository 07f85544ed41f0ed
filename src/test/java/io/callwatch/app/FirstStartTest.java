package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.LedgerPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From when on calls alert, as the ledger remembers it. */
class FirstStartTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    /** As where {@code run --once} made the ledger: what was missed since then alerts, however long ago it ended. */
    @Test
    void aLedgerForWhichASweepHasPlannedHasNoFirstStart() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> new Coverage(1).plan(sql, "all", Duration.ofHours(3), NOON.minus(Duration.ofDays(2))));
            FirstStart.of(ledger, true, NOON, Duration.ofHours(6));
            assertThat(FirstStart.alertsFrom(ledger)).isEmpty();
        }
    }

    /** By the end of a call; by its begin where it has none yet. */
    @Test
    void whatEndsFromSixHoursBeforeOnAlertsHoweverLateItIsRead() {
        Instant from = NOON.minus(Duration.ofHours(6));
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            FirstStart first = FirstStart.of(ledger, true, NOON, Duration.ofHours(6));
            first.setBack(NOON.plus(Duration.ofDays(2)));
            assertThat(FirstStart.alertsFrom(ledger)).contains(from);
            assertThat(List.of(call(from.minusSeconds(60), from), call(from, null), call(null, null))).noneMatch(first::isBefore);
            assertThat(List.of(call(from.minusSeconds(60), from.minusMillis(1)), call(from.minusMillis(1), null))).allMatch(first::isBefore);
        }
    }

    /** As where it was restarted before somebody set the clock right. */
    @Test
    void aLaterStartThatStaysSetsItBackToo() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            FirstStart.of(ledger, true, NOON.plus(Duration.ofDays(9)), Duration.ofHours(6));
            FirstStart.of(ledger, false, NOON, Duration.ofHours(6)).setBack(NOON);
            assertThat(FirstStart.alertsFrom(ledger)).as("a command's present may be any").contains(NOON.plus(Duration.ofHours(210)));
            FirstStart.of(ledger, true, NOON, Duration.ofHours(6)).setBack(NOON);
            assertThat(FirstStart.alertsFrom(ledger)).contains(NOON);
        }
    }

    private static CallRecord call(Instant start, Instant end) {
        return new CallRecord("c", 1, "groupCall", List.of(), start, end, NOON, null, null, RawJson.of("{}"));
    }

    @Test
    void thatTheClockWasSetBackIsNotedAlsoWhereTheLedgerFailsAtFirst() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger ledger = place.open()) {
            FirstStart first = FirstStart.of(ledger, true, NOON.plus(Duration.ofDays(9)), Duration.ofHours(6));
            place.change("CREATE TRIGGER fault BEFORE UPDATE ON notes BEGIN SELECT RAISE(FAIL, 'disk full'); END");
            assertThatThrownBy(() -> first.setBack(NOON)).isInstanceOf(LedgerException.class);
            place.change("DROP TRIGGER fault");
            first.setBack(NOON);
            assertThat(FirstStart.alertsFrom(ledger)).as("else the next start takes the time of its own for it").contains(NOON);
        }
    }
}
