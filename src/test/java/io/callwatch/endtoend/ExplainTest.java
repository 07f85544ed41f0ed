package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a call did or did not alert. */
class ExplainTest extends AtAWorkplace {
    @Test
    void explainHasTheSameMembersForACallThatWasNeverSeen() throws Exception {
        assertThat(at.runOnceAt(NOON)).isZero();
        JsonNode unseen = new ObjectMapper().readTree(at.output("explain", "--json", "never-seen"));
        assertThat(unseen.path("seen").asBoolean()).isFalse();
        assertThat(unseen.fieldNames()).toIterable().containsExactlyInAnyOrder("callId", "seen", "rulesChanged", "versions", "verdicts",
                "listedVersion", "unread", "deliveries", "quarantined");
        assertThat(unseen.path("rulesChanged").asBoolean()).as("no rule has judged it").isFalse();
        assertThat(unseen.path("unread").isNull()).as("nobody asked for it").isTrue();
        assertThat(unseen.path("verdicts").findValuesAsText("verdict")).containsOnly("none");
        assertThat(at.output("explain", "never-seen").strip()).isEqualTo("The call never-seen was never seen, or is forgotten: "
                + "a record comes up to 150 minutes after its call has ended, and the ledger knows a call for 31 days after its start.");
        assertThat(at.run("explain", "never-seen")).isEqualTo(1);
    }

    /** In quarantine is an older version: what is said of the call is the verdict on the last one. */
    @Test
    void aRuleThatFailedOnAnOlderVersionHasItsVerdictOnTheNewerOne() throws Exception {
        at.withoutRules().rule("odd", "call.duration < duration('5s') && 1 / (call.version - 1) > 0", "archive");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(verdict(call)).isEqualTo("none");
        assertThat(at.output("explain", call.id())).contains("\nIn quarantine for odd: ");
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(verdict(call)).isEqualTo("no-match");
    }

    /** Whoever asks why it did not alert is not told that it was judged, or never seen. */
    @Test
    void whatIsDismissedFromQuarantineIsStillTheReason() throws Exception {
        at.withoutRules().rule("odd", "1 / (call.version - 1) > 0", "archive");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600));
        at.tenant.publish(call);
        at.tenant.publishRaw("{\"id\":\"garbled\",\"version\":\"x\"}", NOON.minusSeconds(600), Instant.MIN);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.run("quarantine", "dismiss")).isZero();
        assertThat(verdict(call)).isEqualTo("none");
        assertThat(at.output("explain", call.id())).contains("\nDismissed from quarantine for odd: ");
        assertThat(at.output("explain", "garbled")).contains("\nDismissed from quarantine: ");
        assertThat(at.output("explain", "garbled", "--json")).contains("\"seen\":true", "\"dismissed\":true}]");
        at.withoutRules().rule("odd", "1 / call.version > 1", "archive");
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(verdict(call)).as("by the condition of now").isEqualTo("no-match");
    }

    @Test
    void whatWasToldUnderAnEarlierConditionIsSaidToBe() throws Exception {
        at.onlyShortCalls("archive");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(4));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("explain", call.id())).contains("short-call saw:\n");
        at.withoutRules().rule("short-call", "call.duration < duration('3s')", "archive");
        assertThat(at.output("explain", call.id())).contains("short-call saw, under an earlier condition:\n");
    }

    /** Delivered events are kept for a day alone; the month before a call is asked for all the same. */
    @Test
    void aNumberOfTheMonthBeforeIsNoNewcomerThoughEventsAreSoonForgotten() throws Exception {
        at.withoutRules().rule("new", "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))", "archive");
        at.set("callwatch.ledger.keep", "1d");
        CallJson now = CallJson.call().phone("+4930123456").start(NOON.minusSeconds(600)).publishedAt(NOON);
        at.tenant.publish(CallJson.call().phone("+4930123456").start(NOON.minus(Duration.ofDays(2))), now);
        at.tenant.clock(InstantSource.fixed(NOON.minusSeconds(60)));
        assertThat(at.runOnceAt(NOON.minusSeconds(60))).isZero();
        at.tenant.clock(InstantSource.fixed(NOON));
        assertThat(at.sweep("all", NEVER, "1h").runOnceAt(NOON)).isZero();
        assertThat(verdict(now)).isEqualTo("no-match");
    }

    /** Of several that began in one moment, and of one that cannot be had. */
    @Test
    void whyARuleWasSilentIsToldFromTheCallItselfAsItIsListedNow() throws Exception {
        at.onlyShortCalls("archive");
        Instant start = Instant.now().minusSeconds(600);
        CallJson call = CallJson.call().start(start).lasting(Duration.ofSeconds(6));
        at.tenant.publish(call, CallJson.call().start(start).lasting(Duration.ofSeconds(9)).later());
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("short-call saw:\n  call.duration = 6s\n");
        at.tenant.publish(call.later().lasting(Duration.ofSeconds(7)));
        assertThat(at.output("explain", call.id())).contains("  call.duration = 7s\n",
                "\nThe service lists version 2 by now, which is not judged yet; the values are its.\n");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(at.output("explain", call.id())).doesNotContain("saw:").contains("\nThe values of rules that did not match are not shown: "
                + "the call could not be read again (FORBIDDEN, ");
    }

    @Test
    void ofACallThatIsListedInTwoVersionsTheHigherIsShownAndOneWithoutAStartIsNotAskedFor() throws Exception {
        at.onlyShortCalls("archive");
        Instant start = Instant.now().minusSeconds(600);
        CallJson call = CallJson.call().start(start).lasting(Duration.ofSeconds(6));
        CallJson anyTime = CallJson.call().start(start).lasting(Duration.ofSeconds(6)).without("startDateTime");
        for (CallJson each : List.of(call.later().lasting(Duration.ofSeconds(7)), call, anyTime)) {
            at.tenant.publishRaw(each.json(), start, Instant.MIN);
        }
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("short-call saw:\n  call.duration = 7s\n");
        assertThat(at.output("explain", anyTime.id())).contains("could not be read again (its start time is not known).");
    }

    /** From match to undecided nobody is told anything. */
    @Test
    void whatAnUndecidedRuleSawIsNotWhatItToldBefore() throws Exception {
        at.withoutRules().rule("outside", "call.organizer.external", "archive");
        CallJson call = CallJson.call().phone("+4930123456").start(Instant.now().minusSeconds(600));
        at.tenant.publish(call);
        assertThat(at.run("run", "--once")).isZero();
        at.tenant.publish(call.later().without("organizer_v2"));
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("undecided, waits for call.organizer",
                "outside saw:\n  call.organizer.external = not there yet\n");
        at.rule("outside", "call.organizer.external && call.version > 0", "archive");
        assertThat(at.output("explain", call.id())).as("by its condition of today").contains("outside saw:\n");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(at.output("explain", call.id())).doesNotContain("saw:").contains("the call could not be read again (FORBIDDEN, ");
    }

    /** After a withdrawal nobody is told of one version more that does not match. */
    @Test
    void whatARuleSawOfALaterVersionIsNotWhatItToldBefore() throws Exception {
        at.onlyShortCalls("archive");
        CallJson call = CallJson.call().start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(4));
        for (int seconds : new int[] {4, 6, 7}) {
            call = seconds == 4 ? call : call.later().lasting(Duration.ofSeconds(seconds));
            at.tenant.publish(call);
            assertThat(at.run("run", "--once")).isZero();
        }
        assertThat(at.output("explain", call.id())).contains("no-match", "short-call saw:\n  call.duration = 7s\n");
    }

    @Test
    void whatARuleAsksOfEarlierCallsIsAnsweredByTheLedger() throws Exception {
        at.withoutRules().rule("new", "firstFrom(call.organizer.phone, call.startDateTime, duration('1h'))", "archive");
        CallJson again = CallJson.call().phone("+4930123456").start(Instant.now().minusSeconds(600));
        at.tenant.publish(CallJson.call().phone("+4930123456").start(Instant.now().minusSeconds(1_800)), again);
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", again.id()))
                .contains("\n  firstFrom(call.organizer.phone, call.startDateTime, duration('1h')) = false\n");
    }

    @Test
    void aCallThatTheServiceHasNoMoreIsNotAskedFor() throws Exception {
        at.tenant.clock(InstantSource.fixed(Workplace.DOCUMENTATION_AT));
        CallJson call = CallJson.call().start(Workplace.DOCUMENTATION_AT.minusSeconds(600)).lasting(Duration.ofSeconds(6));
        at.onlyShortCalls("archive").tenant.publish(call);
        assertThat(at.runOnceAt(Workplace.DOCUMENTATION_AT)).isZero();
        int asked = at.tenant.requests().size();
        assertThat(at.output("explain", call.id())).contains("could not be read again (the service lists the last 30 days alone).");
        assertThat(at.run("explain", call.id())).isZero();
        assertThat(at.tenant.requests()).hasSize(asked);
    }

    /** Events stay for three months, all else of a call as long as the service lists it. */
    @Test
    void ofACallThatTheServiceHasNoMoreItIsKnownWhatWasTold() throws Exception {
        at.withoutRules().rule("short", "call.duration < duration('5s')", "archive")
                .rule("burst", "call.duration < duration('5s')", "archive")
                .set("callwatch.rules.burst.count", "2").set("callwatch.rules.burst.within", "10m");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(4));
        CallJson second = CallJson.call().start(NOON.minusSeconds(500)).lasting(Duration.ofSeconds(3));
        at.tenant.publish(call, second);
        at.tenant.clock(InstantSource.fixed(NOON));
        assertThat(at.runOnceAt(NOON)).isZero();
        Instant later = NOON.plus(Duration.ofDays(40));
        at.tenant.clock(InstantSource.fixed(later));
        assertThat(at.runOnceAt(later)).as("ten days have left the service unread").isEqualTo(1);
        int asked = at.tenant.requests().size();
        assertThat(at.run("explain", call.id())).isZero();
        assertThat(at.output("explain", call.id())).doesNotContain("never seen", "no-match", "could not be read again")
                .contains("The service lists the last 30 days alone", "short saw:\n  call.duration = 4s\n", "call.matched", "delivered");
        JsonNode known = new ObjectMapper().readTree(at.output("explain", "--json", call.id()));
        assertThat(known.path("seen").asBoolean()).isTrue();
        assertThat(known.path("verdicts").findValuesAsText("verdict")).containsOnly("none");
        assertThat(at.tenant.requests()).hasSize(asked);
        assertThat(at.run("explain", "audio")).as("a word of what was told").isEqualTo(1);
    }

    private String verdict(CallJson call) throws Exception {
        return new ObjectMapper().readTree(at.output("explain", "--json", call.id())).path("verdicts").get(0).path("verdict").asText();
    }
}
