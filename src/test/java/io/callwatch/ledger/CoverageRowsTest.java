package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.LastRead;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the ledger knows of spans: when they were read last, and since when they wait. */
class CoverageRowsTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Coverage coverage = new Coverage(1);

    /** Against an array of minutes; readings of passes side by side come in any order. */
    @Test
    void ofEachMinuteTheLatestReadingIsKnown() {
        Random random = new Random(20261120);
        Instant[] model = new Instant[100];
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(100);
            int to = from + random.nextInt(101 - from);
            Instant began = NOON.plus(Duration.ofHours(random.nextInt(10)));
            if (from < to) {
                read(new Window(minute(from), minute(to)), began);
                for (int m = from; m < to; m++) {
                    model[m] = model[m] == null || began.isAfter(model[m]) ? began : model[m];
                }
            }
            assertThat(known()).as("after reading %d", i).isEqualTo(model);
        }
    }

    @Test
    void whatHasJustLeftIsLostWhenItsSweepForgetsItOrNobodyReadsItForAnHour() {
        plan("nightly", Duration.ofDays(30), NOON);
        Instant end = NOON.minus(Duration.ofDays(30));
        assertThat(lost("recent", NOON.plusSeconds(600))).as("it may be in hand").isEqualTo(Spans.none());
        assertThat(lost("recent", NOON.plusSeconds(3_900))).isEqualTo(Spans.of(new Window(end, end.plusSeconds(300))));
        read(new Window(end, end.plusSeconds(600)), NOON.plusSeconds(10));
        assertThat(lost("nightly", NOON.plusSeconds(900))).isEqualTo(
                Spans.of(new Window(end, end.plusSeconds(300)), new Window(end.plusSeconds(600), end.plusSeconds(900))));
    }

    @Test
    void whatLeavesBeforeAClockThatWasAheadIsReachedIsLost() {
        plan("nightly", Duration.ofDays(30), NOON);
        read(new Window(NOON.minusSeconds(60), NOON.plus(DAY)), NOON.plus(DAY));
        Instant end = NOON.minus(Duration.ofDays(30));
        assertThat(lost("nightly", NOON.plusSeconds(7_200))).isEqualTo(Spans.of(new Window(end, end.plusSeconds(7_200))));
    }

    @Test
    void whatIsLostIsNotedOnceAndNotWhereItWasReadBeforeItWasPlannedAgain() {
        Instant end = NOON.minus(Duration.ofDays(30));
        read(new Window(end.minusSeconds(60), end.plusSeconds(60)), NOON.minusSeconds(60));
        plan("nightly", Duration.ofDays(30), NOON);
        assertThat(lost("recent", NOON.plusSeconds(3_900))).isEqualTo(Spans.of(new Window(end.plusSeconds(60), end.plusSeconds(300))));
        lost("recent", NOON.plusSeconds(4_200));
        Losses losses = new Losses(1);
        List<Window> noted = ledger.read(sql -> losses.noted(sql, NOON.plusSeconds(3_900), NOON.plusSeconds(4_200)));
        assertThat(noted).containsExactly(new Window(end.plusSeconds(300), end.plusSeconds(600)));
        List<Window> before = ledger.read(sql -> losses.noted(sql, NOON, NOON.plusSeconds(4_199)));
        assertThat(before).containsExactly(new Window(end.plusSeconds(60), end.plusSeconds(300)));
        ledger.change(losses::dismiss);
        assertThat(ledger.read(losses::listed)).as("all of it was taken off").isEmpty();
    }

    private Spans lost(String planning, Instant now) {
        Losses losses = new Losses(1);
        return ledger.write(sql -> {
            losses.note(sql, List.of(planning), now);
            return losses.all(sql);
        });
    }

    @Test
    void theWindowsOfAPassBecomeOneRowAndWhatIsOldAsWell() {
        for (int minute = 0; minute < 1_000; minute++) {
            read(Window.before(minute(-minute), Duration.ofMinutes(1)), NOON);
        }
        assertThat(rows()).isEqualTo(1);
        Instant last = NOON;
        for (int day = 0; day < 60; day++) {
            last = last.plus(DAY);
            plan("nightly", Duration.ofDays(30), last);
            read(Window.before(last, Duration.ofDays(30)), last);
        }
        assertThat(rows()).isLessThan(4);
        Spans covered = ledger.read(coverage::covered);
        assertThat(covered.windows()).as("what was read once is known for ever").hasSize(1);
    }

    @Test
    void aSpanWaitsSinceItWasPlannedFirstHoweverOftenItIsPlannedAgain() {
        plan("hourly", Duration.ofHours(3), NOON);
        read(Window.before(NOON, Duration.ofHours(2)), NOON);
        assertThat(since("hourly")).isEqualTo(NOON);
        Instant later = NOON.plus(Duration.ofHours(1));
        assertThat(plan("hourly", Duration.ofHours(3), later)).isEqualTo(Spans.of(Window.before(later, Duration.ofHours(4))));
        assertThat(since("hourly")).as("the hour that was left").isEqualTo(NOON);
        read(Window.before(NOON.minus(Duration.ofHours(2)), Duration.ofMinutes(30)), later);
        assertThat(since("hourly")).as("the half of it that is left").isEqualTo(NOON);
        read(Window.before(NOON.minus(Duration.ofHours(2)), Duration.ofHours(1)), later);
        assertThat(since("hourly")).as("the rest is of the second plan").isEqualTo(later);
        read(Window.before(later, Duration.ofHours(4)), later);
        Optional<Instant> since = ledger.read(sql -> coverage.waitingSince(sql, "hourly"));
        assertThat(since).isEmpty();
        assertThat(plan("hourly", Duration.ofHours(3), later.plusSeconds(300))).as("from the last plan on")
                .isEqualTo(Spans.of(Window.before(later.plusSeconds(300), Duration.ofSeconds(11_100))));
    }

    @Test
    void noPlanReachesBeyondWhatTheServiceKeeps() {
        plan("hourly", Duration.ofHours(3), NOON);
        Instant later = NOON.plus(Duration.ofDays(40));
        assertThat(plan("hourly", Duration.ofHours(3), later)).isEqualTo(Spans.of(Window.before(later, Duration.ofDays(30))));
    }

    @Test
    void aSweepThatIsNewBeginsWhereAnyOtherHasPlannedLast() {
        plan("hourly", Duration.ofHours(3), NOON);
        plan("nightly", Duration.ofDays(30), NOON.minus(Duration.ofHours(10)));
        Instant later = NOON.plus(Duration.ofHours(1));
        assertThat(plan("recent", Duration.ofMinutes(10), later)).isEqualTo(Spans.of(Window.before(later, Duration.ofMinutes(70))));
    }

    @Test
    void aMillisecondOfWhichOnlyAPartWasReadStaysUnread() {
        plan("hourly", Duration.ofHours(2), NOON);
        Instant cut = NOON.minus(Duration.ofHours(1)).plusNanos(164_137);
        read(new Window(cut, NOON), NOON);
        Spans unread = ledger.read(sql -> coverage.unread(sql, "hourly"));
        assertThat(unread).isEqualTo(Spans.of(new Window(NOON.minus(Duration.ofHours(2)), cut.minusNanos(164_137).plusMillis(1))));
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aReadingThatBeganBeforeThePlanDoesNotEndTheWaiting() {
        plan("nightly", Duration.ofHours(2), NOON.minusSeconds(60)); // of what another waits for nothing is said here
        plan("hourly", Duration.ofHours(1), NOON);
        read(Window.before(NOON, Duration.ofHours(2)), NOON.minusMillis(1));
        assertThat(since("hourly")).isEqualTo(NOON);
        plan("hourly", Duration.ofHours(1), NOON.plusMillis(2));
        read(Window.before(NOON.plusMillis(2), Duration.ofHours(2)), NOON.plusMillis(1));
        assertThat(since("hourly")).as("what is planned again is to be read again").isEqualTo(NOON);
    }

    @Test
    void eachSweepHasItsOwnToReadAndIsCompleteByItself() {
        Window hour = Window.before(NOON, Duration.ofHours(1));
        plan("nightly", Duration.ofHours(1), NOON);
        plan("hourly", Duration.ofHours(1), NOON.plusSeconds(60));
        Spans left = Spans.of(new Window(hour.from(), NOON.plusSeconds(60)));
        ledger.change(sql -> {
            assertThat(coverage.unread(sql, "nightly")).isEqualTo(Spans.of(hour));
            coverage.read(sql, hour, NOON.plusSeconds(30));
            assertThat(coverage.unread(sql, "nightly")).isEqualTo(Spans.none());
            assertThat(coverage.unread(sql, "hourly")).as("it was planned after that began").isEqualTo(left);
            assertThat(coverage.finish(sql, "hourly", NOON.plusSeconds(60), NOON.plusSeconds(90))).isFalse();
            assertThat(coverage.lastComplete(sql)).isEmpty();
            assertThat(coverage.finish(sql, "nightly", NOON, NOON.plusSeconds(90))).isTrue();
            assertThat(coverage.find(sql, "nightly")).contains(new Coverage.Sweep(NOON, NOON));
            assertThat(coverage.find(sql, "hourly")).contains(new Coverage.Sweep(NOON.plusSeconds(60), null));
        });
    }

    @Test
    void whatASweepThatIsGoneHasLeftIsItsHeirsAlone() {
        plan("nightly", Duration.ofHours(1), NOON);
        plan("old", Duration.ofHours(1), NOON);
        ledger.write(sql -> {
            coverage.inherit(sql, "hourly", Set.of("hourly", "nightly"));
            assertThat(coverage.unread(sql, "nightly")).isEqualTo(Spans.of(Window.before(NOON, Duration.ofHours(1))));
            assertThat(coverage.unread(sql, "hourly")).isEqualTo(Spans.of(Window.before(NOON, Duration.ofHours(1))));
            assertThat(coverage.unread(sql, "old")).isEqualTo(Spans.none());
            return null;
        });
    }

    @Test
    void whoCarriesOnMakesNoneOfWhatIsLeftNewToAReadingThatIsUnderWay() {
        plan("hourly", DAY, NOON);
        ledger.change(sql -> coverage.carryOn(sql, "hourly", NOON.plusSeconds(300)));
        read(Window.before(NOON, DAY), NOON.plusSeconds(60));
        Spans unread = ledger.read(sql -> coverage.unread(sql, "hourly"));
        assertThat(unread).isEqualTo(Spans.none());
    }

    @Test
    void whatAClockThatWasAheadHasLeftIsReadByCarryingOn() {
        plan("nightly", DAY, NOON);
        plan("hourly", Duration.ofHours(3), NOON.plus(DAY));
        Instant now = NOON.plusSeconds(300);
        Spans left = ledger.write(sql -> coverage.carryOn(sql, "hourly", now));
        assertThat(left).as("its own").isEqualTo(Spans.of(Window.before(NOON.plus(DAY), DAY.plusHours(3))));
        left.windows().forEach(window -> read(window, now));
        Spans unread = ledger.read(sql -> coverage.unread(sql, "hourly"));
        assertThat(unread).isEqualTo(Spans.none());
    }

    @Test
    void aLedgerOfVersionTwoKeepsItsCoverageAndWhatIsUnread() throws Exception {
        ledger.close();
        LedgerPlace older = LedgerPlace.in(folder.resolve("older"));
        older.migrateTo("2");
        older.change("INSERT INTO covered (tenant, from_ms, to_ms) VALUES (1, 0, " + NOON.toEpochMilli() + ")",
                "INSERT INTO unread (tenant, sweep, from_ms, to_ms, planned_ms) VALUES (1, 'hourly', 5, 6, 7)");
        ledger = older.open();
        assertThat(ledger.read(coverage::lastRead).at(NOON.minusSeconds(1))).contains(NOON);
        assertThat(since("hourly")).isEqualTo(Instant.ofEpochMilli(7));
    }

    private Instant[] known() {
        LastRead lastRead = ledger.read(coverage::lastRead);
        Instant[] known = new Instant[100];
        Arrays.setAll(known, minute -> lastRead.at(minute(minute)).orElse(null));
        return known;
    }

    private Spans plan(String sweep, Duration lookBack, Instant now) {
        return ledger.write(sql -> coverage.plan(sql, sweep, lookBack, now));
    }

    private void read(Window window, Instant began) {
        ledger.change(sql -> coverage.read(sql, window, began));
    }

    private Instant since(String sweep) {
        return ledger.read(sql -> coverage.waitingSince(sql, sweep)).orElseThrow();
    }

    private long rows() {
        return ledger.read(sql -> sql.number("SELECT COUNT(*) FROM covered"));
    }

    private static Instant minute(int minute) {
        return NOON.minus(Duration.ofHours(3)).plus(Duration.ofMinutes(minute));
    }
}
