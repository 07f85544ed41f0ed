package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a delivery is tried: what held it before its first attempt takes nothing of that. */
class TriedForTest extends AtItsPace {
    private static final Instant NIGHT = Instant.parse("2026-11-20T23:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void whatQuietHoursHaveHeldForLongerThanItIsTriedIsNotDeadAtItsFirstAttempt() throws Exception {
        at.onlyShortCalls("hook");
        hook("quiet", "22:00-06:00").hook("retry-for", "3h");
        shortCalls(NIGHT, 1);
        assertThat(at.runOnceAt(NIGHT)).isEqualTo(1);
        at.receiver.always(Answer.status(503));
        at.runOnceAt(MORNING);
        at.runOnceAt(MORNING.plus(Duration.ofMinutes(179)));
        assertThat(at.output("deliveries", "--json")).contains("\"state\":\"pending\"").doesNotContain("dead");
        at.runOnceAt(MORNING.plus(Duration.ofHours(3)));
        assertThat(at.output("deliveries", "--json")).contains("\"state\":\"dead\"");
        at.run("deliveries", "retry", "--all");
        assertThat(at.output("deliveries", "--json")).as("tried anew").contains("\"state\":\"pending\"");
    }

    @Test
    void whatTheHourlyLimitHeldAtDifferentTimesIsOneDigestToTheEnd() throws Exception {
        at.onlyShortCalls("hook");
        hook("max-per-hour", "1").hook("retry-for", "50m");
        for (int minute = 0; minute < 60; minute += 15) {
            shortCalls(NOON.plusSeconds(60L * minute), 1);
            at.runOnceAt(NOON.plusSeconds(60L * minute));
        }
        at.receiver.always(Answer.status(503));
        for (int minute = 61; minute < 111; minute += 10) {
            at.runOnceAt(NOON.plusSeconds(60L * minute));
        }
        at.receiver.always(Answer.status(204));
        assertThat(at.runOnceAt(NOON.plusSeconds(6_600))).isZero();
        List<String> ids = at.receiver.received().stream().map(got -> got.header("webhook-id")).toList();
        assertThat(ids.subList(1, ids.size())).hasSize(6).allMatch(id -> id.equals(ids.get(1)) && id.startsWith("digest-"));
    }

    @Test
    void afterAStopOfDaysAFirstFailureIsNotTheLast() throws Exception {
        at.onlyShortCalls("hook");
        shortCalls(NOON, 1);
        hook("quiet", "11:00-13:00");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.receiver.next(Answer.status(503));
        Instant later = NOON.plus(Duration.ofDays(4)).plus(Duration.ofHours(2));
        assertThat(at.runOnceAt(later)).isEqualTo(1);
        assertThat(at.runOnceAt(later.plusSeconds(60))).isZero();
    }

    /** Which knows since when each of its events waits, and of none since when it is tried. */
    @Test
    void aDigestThatAnOlderVersionBeganIsOneToTheEnd() throws Exception {
        at.onlyShortCalls("hook");
        hook("quiet", "22:00-06:00").hook("retry-for", "10h");
        for (int hour = 0; hour < 6; hour += 2) {
            shortCalls(NIGHT.plus(Duration.ofHours(hour)), 1);
            at.runOnceAt(NIGHT.plus(Duration.ofHours(hour)));
        }
        at.receiver.always(Answer.status(503));
        at.runOnceAt(MORNING);
        at.ledger().change("UPDATE deliveries SET tried_ms = queued_ms"); // as it is brought up to date
        for (int hour = 1; hour < 7; hour++) {
            at.runOnceAt(MORNING.plus(Duration.ofHours(hour)));
        }
        at.receiver.always(Answer.status(204));
        assertThat(at.runOnceAt(MORNING.plus(Duration.ofHours(7)).minusSeconds(1))).isZero();
        List<String> ids = at.receiver.received().stream().map(got -> got.header("webhook-id")).toList();
        assertThat(ids).hasSize(8).allMatch(id -> id.equals(ids.get(0)) && id.startsWith("digest-"));
    }
}
