package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.config.PaceSettings;
import io.callwatch.config.QuietHours;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Waiting;
import io.callwatch.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A digest whose span is not over when quiet hours begin, and messages that were begun. */
class PlannedMessagesTest {
    private static final Instant TEN = Instant.parse("2026-11-20T22:00:00Z");
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneOffset.UTC);
    private static final Pace PACE = new Pace(new PaceSettings("15m", Duration.ofMinutes(15), false, null, null, NIGHT, null));

    @Test
    void whatWaitedWhenTheyBeganIsPartOfTheOneDigestAfterThem() {
        List<Waiting> waiting = List.of(waiting(1, TEN.minusSeconds(60)), waiting(2, TEN.plusSeconds(60)),
                waiting(3, TEN.plus(Duration.ofHours(8))));
        assertThat(next(waiting.subList(0, 2), TEN.plusSeconds(3_600)).seqs()).isEmpty();
        assertThat(next(waiting, TEN.plus(Duration.ofHours(8)))).as("no limit holds the third")
                .isEqualTo(new Pace.Plan(Notice.Why.QUIET_HOURS, List.of(1L, 2L), false, false));
    }

    @Test
    void whatWasBegunMessageByMessageGoesOnTogether() {
        List<Waiting> waiting = List.of(begun(1), begun(2), waiting(3, TEN.minusSeconds(60)));
        assertThat(next(waiting, TEN.minusSeconds(30)).seqs()).containsExactly(1L, 2L);
        Pace limited = new Pace(new PaceSettings("each", null, false, 3, null, null, null));
        Pace.Moment twoSent = new Pace.Moment(TEN, false, null, 2, 2, TEN, false);
        assertThat(limited.next(waiting, twoSent, true).seqs()).as("room for one").containsExactly(1L);
    }

    @Test
    void whatAClockThatWasAheadHasQueuedWaitsForNoSpan() {
        Instant now = TEN.minus(Duration.ofHours(6));
        assertThat(next(List.of(waiting(1, now)), now.plusSeconds(60))).as("a span of 15 min").isEqualTo(Pace.Plan.nothing(false));
        assertThat(next(List.of(waiting(1, now)), now.plusSeconds(900))).isEqualTo(new Pace.Plan(Notice.Why.ONE, List.of(1L), false, false));
        assertThat(next(List.of(waiting(1, now), waiting(2, now)), now.plusSeconds(900)))
                .isEqualTo(new Pace.Plan(Notice.Why.GROUPED, List.of(1L, 2L), false, false));
        Pace.Moment inAPass = new Pace.Moment(now.plusSeconds(900), false, now, 0, 0, Instant.EPOCH, false);
        assertThat(PACE.next(List.of(waiting(1, now)), inAPass, true).seqs()).as("nor for the end of a pass").containsExactly(1L);
        assertThat(next(List.of(waiting(1, TEN.minusSeconds(60))), now).seqs()).containsExactly(1L);
    }

    @Test
    void aMatchThatIsTakenOutOfADigestByHandGoesBeforeTheDigestWithItsWithdrawal() {
        Batch digest = new Batch(Notice.Why.GROUPED.word(), 1);
        Waiting byHand = new Waiting(2, "alert", TEN, TEN, Severity.WARNING, "short-call", new Batch("now", 2), false);
        Waiting withdrawal = new Waiting(3, "alert", TEN, TEN, Severity.WARNING, "short-call", digest, true);
        Instant noon = TEN.minus(Duration.ofHours(10));
        assertThat(next(List.of(begun(1, digest), byHand, withdrawal), noon).seqs()).containsExactly(2L);
        assertThat(next(List.of(begun(1, digest), withdrawal), noon).seqs()).containsExactly(1L, 3L);
    }

    @Test
    void afterTheDigestOfQuietHoursWhatTheHourlyLimitHeldIsSingleAgain() {
        Pace pace = new Pace(new PaceSettings("each", null, false, 5, null, NIGHT, null));
        Instant morning = TEN.plus(Duration.ofHours(9));
        Pace.Moment held = new Pace.Moment(morning, false, null, 0, 0, Instant.EPOCH, true);
        List<Waiting> rested = List.of(waiting(1, TEN.plusSeconds(60)), waiting(2, TEN.plusSeconds(90)));
        assertThat(pace.next(rested, held, true)).isEqualTo(new Pace.Plan(Notice.Why.QUIET_HOURS, List.of(1L, 2L), false, false));
        assertThat(pace.next(List.of(rested.get(0), rested.get(1), waiting(3, morning)), held, true))
                .isEqualTo(new Pace.Plan(Notice.Why.QUIET_HOURS, List.of(1L, 2L), false, true));
        assertThat(pace.next(List.of(waiting(3, morning), waiting(4, morning)), held, true))
                .isEqualTo(new Pace.Plan(Notice.Why.OVER_LIMIT, List.of(3L, 4L), false, false));
        assertThat(pace.next(List.of(waiting(3, morning)), held, true)).isEqualTo(new Pace.Plan(Notice.Why.ONE, List.of(3L), false, false));
    }

    @Test
    void whatAPassUnderWayHasFoundWaitsForItsEndButNotForLong() {
        Pace pace = new Pace(new PaceSettings("sweep", null, false, null, null, null, null));
        Pace.Moment moment = new Pace.Moment(TEN, false, TEN.minusSeconds(60), 0, 0, Instant.EPOCH, false);
        assertThat(pace.next(List.of(waiting(1, TEN.minusSeconds(61)), waiting(2, TEN.minusSeconds(60))), moment, true).seqs())
                .containsExactly(1L);
        Pace.Moment later = new Pace.Moment(TEN.plusSeconds(841), false, TEN.minusSeconds(60), 0, 0, Instant.EPOCH, false);
        assertThat(pace.next(List.of(waiting(2, TEN.minusSeconds(60)), waiting(3, TEN)), later, true).seqs()).containsExactly(2L);
    }

    /** Else each would wait for the other for ever. */
    @Test
    void aWithdrawalThatIsWantedByHandDoesNotHoldTheDigestWithItsMatch() {
        Waiting match = new Waiting(1, "alert", TEN, TEN, Severity.WARNING, "short-call", new Batch(Notice.Why.GROUPED.word(), 1), false);
        Waiting byHand = new Waiting(2, "alert", TEN, TEN, Severity.WARNING, "short-call", new Batch("now", 2), true);
        assertThat(next(List.of(match, byHand), TEN.minus(Duration.ofHours(10))).seqs()).containsExactly(1L);
    }

    /** Else who is told last that the feed fails would not know that it was over before. */
    @Test
    void aRecoveryThatQuietHoursHeldWaitsForTheTroubleThatTheHourlyLimitHeld() {
        Pace pace = new Pace(new PaceSettings("each", null, false, 1, null, NIGHT, "critical"));
        Instant late = TEN.plus(Duration.ofHours(7));
        List<Waiting> waiting = List.of(new Waiting(1, "trouble", late, late, Severity.CRITICAL, null, null, false),
                new Waiting(2, "trouble", late.plusSeconds(60), late, Severity.INFO, null, null, true));
        assertThat(pace.next(waiting, new Pace.Moment(TEN.plus(Duration.ofHours(9)), false, null, 0, 0, Instant.EPOCH, true), true).seqs())
                .startsWith(1L);
    }

    @Test
    void aNewerVersionThatEndsEarlierIsInNoCatchUpBeforeTheOlderOne() {
        Pace pace = new Pace(new PaceSettings("each", null, false, null, Duration.ofHours(6), null, null));
        List<Waiting> waiting = List.of(new Waiting(1, "alert", TEN, TEN.minusSeconds(21_000), Severity.WARNING, "short-call", null, false),
                new Waiting(2, "alert", TEN, TEN.minusSeconds(22_000), Severity.WARNING, "short-call", null, true),
                new Waiting(3, "other", TEN, TEN.minusSeconds(22_000), Severity.WARNING, "short-call", null, false));
        Pace.Moment moment = new Pace.Moment(TEN, false, null, 0, 0, Instant.EPOCH, false);
        Pace.Plan catchUp = new Pace.Plan(Notice.Why.CATCH_UP, List.of(3L), false, false);
        assertThat(pace.next(waiting, moment, true)).as("no limit holds the others").isEqualTo(catchUp);
        Pace.Moment held = new Pace.Moment(TEN, false, null, 0, 0, Instant.EPOCH, true);
        assertThat(pace.next(waiting.subList(2, 3), held, true)).as("nothing is held any more").isEqualTo(catchUp);
        assertThat(pace.next(waiting, held, true)).as("the others still are")
                .isEqualTo(new Pace.Plan(Notice.Why.CATCH_UP, List.of(3L), false, true));
        assertThat(pace.next(waiting.subList(0, 2), moment, true).seqs()).containsExactly(1L);
    }

    /** A webhook, say, that has become a Camel endpoint: it takes each event for itself. */
    @Test
    void aDigestThatWasBegunGoesEventByEventWhereItsDestinationTakesNoneAnyMore() {
        Batch digest = new Batch(Notice.Why.GROUPED.word(), 1);
        List<Waiting> waiting = List.of(begun(1, digest), begun(2, digest), begun(3));
        Pace.Moment morning = new Pace.Moment(TEN.minusSeconds(30), false, null, 0, 0, Instant.EPOCH, false);
        assertThat(PACE.next(waiting, morning, true)).isEqualTo(new Pace.Plan(Notice.Why.GROUPED, List.of(1L, 2L), true, false));
        assertThat(PACE.next(waiting, morning, false)).isEqualTo(new Pace.Plan(Notice.Why.ONE, List.of(1L, 2L, 3L), true, false));
        List<Waiting> fresh = List.of(waiting(4, TEN.minusSeconds(60)), waiting(5, TEN.minusSeconds(60)));
        assertThat(PACE.next(fresh, morning, false)).isEqualTo(new Pace.Plan(Notice.Why.ONE, List.of(4L, 5L), false, false));
    }

    /** Else it would go message by message once there is room. */
    @Test
    void whatTheHourlyLimitHoldsIsHeldWhileWhatWasBegunIsTriedAgain() {
        Pace pace = new Pace(new PaceSettings("each", null, false, 2, null, null, null));
        Pace.Moment held = new Pace.Moment(TEN, false, null, 1, 0, TEN, true);
        Batch digest = new Batch(Notice.Why.OVER_LIMIT.word(), 1);
        assertThat(pace.next(List.of(begun(1, digest), begun(2, digest), waiting(3, TEN)), held, true))
                .isEqualTo(new Pace.Plan(Notice.Why.OVER_LIMIT, List.of(1L, 2L), true, true));
        assertThat(pace.next(List.of(begun(1), waiting(3, TEN)), held, true)).isEqualTo(new Pace.Plan(Notice.Why.ONE, List.of(1L), true, true));
    }

    @Test
    void whatIsCriticalIsTriedAgainInQuietHoursButNotTheDigestThatHoldsIt() {
        Pace pace = new Pace(new PaceSettings("each", null, false, null, null, NIGHT, "critical"));
        Pace.Moment night = new Pace.Moment(TEN.plusSeconds(60), false, null, 0, 0, Instant.EPOCH, true);
        Batch digest = new Batch(Notice.Why.GROUPED.word(), 2);
        List<Waiting> waiting = List.of(begun(1), critical(2, digest), begun(3, digest), critical(4, new Batch(Batch.ALONE, 4)));
        assertThat(pace.next(waiting, night, true).seqs()).containsExactly(4L);
        Pace.Plan none = pace.next(waiting.subList(0, 3), night, true);
        assertThat(none.seqs()).isEmpty();
        assertThat(none.held()).as("it still is").isTrue();
        Pace.Moment open = new Pace.Moment(TEN.plusSeconds(60), false, null, 0, 0, Instant.EPOCH, false);
        assertThat(pace.next(waiting.subList(0, 3), open, true).held()).as("nor is it by these hours").isFalse();
        Pace.Moment morning = new Pace.Moment(TEN.plus(Duration.ofHours(8)), false, null, 0, 0, Instant.EPOCH, false);
        assertThat(pace.next(List.of(waiting(1, TEN.plusSeconds(60)), critical(2, null)), morning, true))
                .as("these hours do not hold it").isEqualTo(new Pace.Plan(Notice.Why.QUIET_HOURS, List.of(1L), false, false));
    }

    @Test
    void inAFullHourNothingIsSentButWhatIsWantedByHand() {
        Pace pace = new Pace(new PaceSettings("each", null, false, 2, null, null, null));
        Pace.Moment full = new Pace.Moment(TEN, false, null, 3, 0, TEN.minus(Duration.ofHours(2)), false);
        Pace.Plan none = pace.next(List.of(begun(1), waiting(2, TEN.minusSeconds(60))), full, true);
        assertThat(none.seqs()).isEmpty();
        assertThat(none.held()).isTrue();
        assertThat(pace.next(List.of(begun(1), begun(2, new Batch("now", 2))), full, true).seqs()).containsExactly(2L);
        Pace.Moment untaken = new Pace.Moment(TEN, false, null, 0, 2, TEN.minus(Duration.ofHours(2)), false);
        assertThat(pace.next(List.of(waiting(3, TEN), waiting(4, TEN)), untaken, true)).as("what is not taken leaves room for one")
                .isEqualTo(new Pace.Plan(Notice.Why.OVER_LIMIT, List.of(3L, 4L), false, false));
        Pace.Moment justFull = new Pace.Moment(TEN, false, null, 2, 0, TEN.minus(Duration.ofHours(2)), true);
        assertThat(pace.next(List.of(begun(1)), justFull, true)).as("nothing new is held").isEqualTo(Pace.Plan.nothing(false));
    }

    private static Waiting critical(long seq, Batch batch) {
        return new Waiting(seq, "alert-" + seq, TEN.minusSeconds(90), TEN, Severity.CRITICAL, "short-call", batch, false);
    }

    private static Waiting begun(long seq) {
        return begun(seq, new Batch(Batch.ALONE, seq));
    }

    private static Waiting begun(long seq, Batch batch) {
        return new Waiting(seq, "alert-" + seq, TEN.minusSeconds(90), TEN, Severity.WARNING, "short-call", batch, false);
    }

    private static Pace.Plan next(List<Waiting> waiting, Instant now) {
        return PACE.next(waiting, new Pace.Moment(now, false, null, 0, 0, Instant.EPOCH, false), true);
    }

    private static Waiting waiting(long seq, Instant queued) {
        return new Waiting(seq, "alert-" + seq, queued, queued, Severity.WARNING, "short-call", null, false);
    }
}
