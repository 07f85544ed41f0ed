package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is over {@code max-per-hour}, over a turned clock: held, never dropped, and in nobody's way for long. */
class HourlyLimitTest extends AtItsPace {
    @Test
    void whatIsOverTheHourlyLimitIsHeldAndGoesAsOneDigest() throws Exception {
        mail("max-per-hour", "3");
        shortCalls(NOON, 10);
        assertThat(at.runOnceAt(NOON)).as("seven are held").isEqualTo(1);
        assertThat(subjects()).hasSize(3).noneMatch(s -> s.contains("alerts"));
        assertThat(at.runOnceAt(NOON.plusSeconds(1_800))).isEqualTo(1);
        assertThat(subjects()).hasSize(3);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_601))).isZero();
        assertThat(subjects()).hasSize(4).last().asString().contains("7 alerts");
        assertThat(text(3)).contains("hourly limit");
        shortCalls(NOON.plusSeconds(3_700), 1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_700))).as("and then it is as before").isZero();
        assertThat(subjects()).hasSize(5).last().asString().doesNotContain("alerts");
    }

    /** Else the next two that come together would be told as over the limit, however much later. */
    @Test
    void onceWhatWasHeldIsSentByHandTheNextOnesAreSingleAgain() throws Exception {
        hook("max-per-hour", "2");
        shortCalls(NOON, 4);
        assertThat(at.runOnceAt(NOON)).as("two are held").isEqualTo(1);
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(at.receiver.accepted()).hasSize(4);
        shortCalls(NOON.plusSeconds(7_200), 2);
        assertThat(at.runOnceAt(NOON.plusSeconds(7_200))).isZero();
        assertThat(at.receiver.accepted()).extracting(taken -> taken.json().at("/type").asText()).hasSize(6).containsOnly("call.matched");
    }

    @Test
    void whatCouldNotBeSentCountsForTheHourlyLimitToo() throws Exception {
        hook("max-per-hour", "3");
        shortCalls(NOON, 10);
        at.receiver.always(Answer.status(503));
        for (int pass = 0; pass < 4; pass++) {
            assertThat(at.runOnceAt(NOON.plusSeconds(60L * pass))).isEqualTo(1);
        }
        assertThat(at.receiver.received().stream().map(r -> r.header("webhook-id")).distinct()).hasSize(3);
        at.receiver.always(Answer.status(200));
        assertThat(at.runOnceAt(NOON.plusSeconds(300))).isEqualTo(1);
        assertThat(at.receiver.accepted()).hasSize(3);
        assertThat(at.runOnceAt(NOON.plusSeconds(4_000))).isZero();
        assertThat(at.receiver.accepted()).as("and the rest is one digest").hasSize(4);
    }

    @Test
    void inAnOutageTheRestIsOneMoreMessageAnHourSoThatTheFallbackHasItToo() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "hook");
        hook("max-per-hour", "1").hook("fallback", "archive").hook("fallback-after", "1h");
        at.receiver.always(Answer.status(503));
        shortCalls(NOON, 4);
        for (int pass = 0; pass < 4; pass++) {
            at.runOnceAt(NOON.plusSeconds(3_610L * pass));
        }
        assertThat(at.archive()).hasSize(4);
        assertThat(at.receiver.received().stream().map(r -> r.header("webhook-id")).distinct()).hasSize(2);
        at.receiver.always(Answer.status(200));
        assertThat(at.runOnceAt(NOON.plusSeconds(15_000))).as("repeats keep to the limit as well").isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(18_700))).isZero();
        assertThat(at.receiver.accepted()).hasSize(2);
    }

    @Test
    void theCriticalBreaksThroughQuietHoursThoughOthersHaveFailedBefore() throws Exception {
        hook("max-per-hour", "2").hook("quiet", "22:00-06:00").hook("quiet-except", "critical");
        Instant evening = Instant.parse("2026-11-20T21:50:00Z");
        shortCalls(evening, 2);
        at.receiver.next(Answer.status(500), Answer.status(500));
        assertThat(at.runOnceAt(evening)).isEqualTo(1);
        longCall(evening.plusSeconds(4_800));
        assertThat(at.runOnceAt(evening.plusSeconds(4_800))).isEqualTo(1);
        assertThat(at.receiver.accepted()).singleElement()
                .satisfies(taken -> assertThat(taken.json().at("/data/severity").asText()).isEqualTo("critical"));
    }

    @Test
    void aClockThatWasAheadHoldsNothingBack() throws Exception {
        hook("max-per-hour", "2");
        at.tenant.clock(TurnedClock.at(NOON.plus(Duration.ofDays(1)).toString()));
        shortCalls(NOON.plus(Duration.ofHours(6)), 2);
        assertThat(at.runOnceAt(NOON.plus(Duration.ofHours(6)))).isZero();
        shortCalls(NOON, 1);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.accepted()).hasSize(3);
    }

    @Test
    void afterACatchUpOfAllThatWasHeldMessagesAreSingleAgain() throws Exception {
        hook("max-per-hour", "5").hook("max-age", "50m");
        at.tenant.clock(TurnedClock.at(NOON.plus(Duration.ofDays(1)).toString()));
        shortCalls(NOON, 9);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plus(Duration.ofHours(2)))).isZero();
        shortCalls(NOON.plus(Duration.ofHours(5)), 3);
        assertThat(at.runOnceAt(NOON.plus(Duration.ofHours(5)))).isZero();
        assertThat(at.receiver.accepted()).hasSize(5 + 1 + 3);
    }

    @Test
    void whatIsOldKeepsToTheHourlyLimitToo() throws Exception {
        hook("max-per-hour", "1").hook("max-age", "30m");
        for (int pass = 0; pass < 4; pass++) {
            shortCalls(NOON.minusSeconds(7_200 - 300L * pass), 1);
            at.runOnceAt(NOON.plusSeconds(300L * pass));
        }
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_700))).isZero();
        assertThat(at.receiver.accepted()).as("and the rest is one digest").hasSize(2);
    }

    @Test
    void whatTheHourlyLimitHeldBeforeQuietHoursIsOneDigestAfterThem() throws Exception {
        hook("max-per-hour", "3").hook("quiet", "22:00-06:00");
        shortCalls(Instant.parse("2026-11-20T21:50:00Z"), 9);
        at.runOnceAt(Instant.parse("2026-11-20T21:50:00Z"));
        at.runOnceAt(Instant.parse("2026-11-20T22:10:00Z"));
        assertThat(at.receiver.accepted()).hasSize(3);
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T06:05:00Z"))).isZero();
        assertThat(at.receiver.accepted()).hasSize(4);
    }
}
