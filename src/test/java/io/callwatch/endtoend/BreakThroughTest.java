package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What breaks through quiet hours as part of a digest, when that has failed before. */
class BreakThroughTest extends AtItsPace {
    private static final Instant NIGHT = Instant.parse("2026-11-20T23:00:00Z");

    @BeforeEach
    void theCriticalBreaksThrough() {
        hook("group", "sweep").hook("quiet", "22:00-06:00").hook("quiet-except", "critical");
    }

    @Test
    void aDigestOfCriticalOnesThatFailedInQuietHoursIsTriedAgainInThem() throws Exception {
        longCall(NIGHT);
        longCall(NIGHT.minusSeconds(60));
        at.receiver.next(Answer.status(503));
        assertThat(at.runOnceAt(NIGHT)).isEqualTo(1);
        shortCalls(NIGHT, 1);
        assertThat(at.runOnceAt(NIGHT.plusSeconds(60))).as("the short one waits").isEqualTo(1);
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(ids()).hasSize(2).allMatch(id -> id.equals(ids().get(0)));
    }

    @Test
    void aDigestOfCriticalOnesThatFailedBeforeQuietHoursIsTriedAgainInThem() throws Exception {
        Instant evening = Instant.parse("2026-11-20T21:59:00Z");
        longCall(evening);
        longCall(evening.minusSeconds(60));
        at.receiver.next(Answer.status(503));
        assertThat(at.runOnceAt(evening)).isEqualTo(1);
        assertThat(at.runOnceAt(evening.plusSeconds(120))).isZero();
        assertThat(ids()).hasSize(2).allMatch(id -> id.equals(ids().get(0)));
    }

    @Test
    void aDigestThatHoldsOthersTooWaitsForTheEndOfQuietHoursAndComesAsItWas() throws Exception {
        Instant evening = Instant.parse("2026-11-20T21:59:00Z");
        longCall(evening);
        shortCalls(evening, 1);
        at.receiver.next(Answer.status(503));
        assertThat(at.runOnceAt(evening)).isEqualTo(1);
        assertThat(at.runOnceAt(NIGHT)).as("held").isEqualTo(1);
        assertThat(ids()).hasSize(1);
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T06:01:00Z"))).isZero();
        assertThat(ids()).hasSize(2).allMatch(id -> id.equals(ids().get(0)));
    }

    @Test
    void aDigestOfAMatchAndItsCorrectionIsTriedAgainAsItWas() throws Exception {
        Instant evening = Instant.parse("2026-11-20T20:50:00Z");
        hook("max-per-hour", "1");
        longCall(evening);
        assertThat(at.runOnceAt(evening)).isZero();
        CallJson call = CallJson.call().start(evening.minus(Duration.ofHours(10))).lasting(Duration.ofHours(9));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(evening.plusSeconds(60))).as("over the limit").isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(550)));
        assertThat(at.runOnceAt(evening.plusSeconds(120))).isEqualTo(1);
        at.receiver.next(Answer.status(503));
        assertThat(at.runOnceAt(evening.plusSeconds(4_000))).isEqualTo(1);
        assertThat(at.runOnceAt(NIGHT)).as("in quiet hours").isZero();
        assertThat(ids()).hasSize(3).last().isEqualTo(ids().get(1)).asString().startsWith("digest-");
    }

    private List<String> ids() {
        return at.receiver.received().stream().map(got -> got.header("webhook-id")).toList();
    }
}
