package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is wrong has a line that says what to do next, and what is well has none. */
class StatusTest extends WithTurnedClock {
    @Test
    void whereNoPassWasCompleteForTooLongItSaysWhereToLook() throws Exception {
        at.sweep("all", NEVER, "3h");
        assertThat(runAt(NOON)).isZero();
        assertThat(statusAt(NOON.plus(Duration.ofHours(2)))).startsWith("Data is flowing").endsWith("quarantined  0\n");
        assertThat(statusAt(NOON.plus(Duration.ofHours(3)))).endsWith("\nNo pass was complete in the last 2 h: see that 'callwatch run' "
                + "is running, and in its log what it could not read.\n");
    }

    @Test
    void ofVerdictsThatAreUndecidedForTooLongItNamesTheRuleTheFieldAndACall() throws Exception {
        at.withoutRules().rule("phone", "call.organizer.kind == 'phone'", "archive").rule("short", "call.duration < duration('5s')", "archive")
                .sweep("all", NEVER, "3h");
        CallJson nobody = CallJson.call().id("0a").start(NOON.minusSeconds(600)).without("organizer_v2");
        at.tenant.publish(nobody, CallJson.call().id("0b").start(NOON.minusSeconds(700)).without("organizer_v2").with("endDateTime", "null"));
        assertThat(runAt(NOON)).isZero();
        assertThat(statusAt(NOON.plus(Duration.ofHours(1)))).doesNotContain("Undecided");
        assertThat(statusAt(NOON.plus(Duration.ofHours(7)))).contains("\nUndecided for too long: rule phone waits for call.organizer in 2 "
                + "calls, such as 0a: see 'callwatch explain 0a'.\nUndecided for too long: rule short waits for call.duration in 1 call, 0b: see "
                + "'callwatch explain 0b'.");
    }

    @Test
    void ofARuleThatIsConfiguredNoMoreNothingIsUndecided() throws Exception {
        at.withoutRules().rule("phone", "call.organizer.kind == 'phone'", "archive").sweep("all", NEVER, "3h");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).without("organizer_v2"));
        assertThat(runAt(NOON)).isZero();
        Instant evening = NOON.plus(Duration.ofHours(7));
        at.withoutRules().rule("renamed", "call.duration < duration('5s')", "archive");
        assertThat(runAt(evening)).isZero();
        assertThat(at.run("status", "--at", evening.toString())).isZero();
        assertThat(statusAt(evening)).contains("undecided    0\n").doesNotContain("Undecided");
    }

    /** Which no pass would judge by what the rule reads now. */
    @Test
    void whereNoSweepLooksBackToWhatAnEditedRuleIsUndecidedOnABackfillIsNamedWhichDecidesIt() throws Exception {
        at.withoutRules().rule("phone", "call.organizer.kind == 'phone'", "archive").sweep("all", NEVER, "3h");
        at.tenant.publish(CallJson.call().id("0a").start(NOON.minusSeconds(600)).without("organizer_v2"));
        assertThat(runAt(NOON)).isZero();
        Instant evening = NOON.plus(Duration.ofHours(9));
        assertThat(runAt(evening)).isZero();
        at.rule("phone", "call.duration < duration('5s')", "archive");
        assertThat(runAt(evening.plusSeconds(60))).isZero();
        assertThat(at.run("status", "--at", evening.plusSeconds(60).toString())).isEqualTo(1);
        assertThat(at.output("explain", "0a")).contains("The next pass that reads the call judges it anew; where no sweep looks back so far, "
                + "'backfill --from INSTANT --to INSTANT' does.\n");
        assertThat(at.run("backfill", "--from", NOON.minusSeconds(1_200).toString(), "--to", NOON.toString())).isZero();
        assertThat(at.run("status", "--at", evening.plusSeconds(60).toString())).isZero();
    }
}
