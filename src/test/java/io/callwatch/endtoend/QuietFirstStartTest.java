package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that ended long before the first start: nobody is told of them but by a backfill, and what that told holds as ever. */
class QuietFirstStartTest extends AtAWorkplace {
    /** As where {@code run} made the ledger six hours after these calls had ended. */
    @BeforeEach
    void firstStart() throws Exception {
        at.onlyShortCalls("archive");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        at.ledger().change("INSERT INTO notes (name, value) VALUES ('alerts-from', '" + NOON.minus(Duration.ofHours(6)) + "')");
    }

    @Test
    void thatNobodyWasToldIsSaidOfWhatMatchesAlone() throws Exception {
        CallJson longer = CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofMinutes(1));
        at.tenant.publish(longer);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("explain", longer.id())).contains("no-match").doesNotContain("told nobody");
    }

    @Test
    void whatABackfillToldAfterAQuietFirstStartIsCorrectedAndTakenBack() throws Exception {
        CallJson gone = CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofSeconds(2));
        CallJson longer = CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofSeconds(2));
        at.tenant.publish(gone, longer);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(at.run("audit", "--repair", "--at", NOON.toString())).as("nothing was missed").isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(at.output("explain", gone.id())).contains("\nshort-call told nobody: the call ended before 2026-11-20T06:00:00Z, ");
        assertThat(at.run("backfill", "--from", NOON.minus(Duration.ofHours(11)).toString(), "--to", NOON.toString())).isZero();
        assertThat(at.archive()).hasSize(3);
        assertThat(at.output("explain", gone.id())).contains("call.matched").doesNotContain("told nobody");
        at.tenant.publish(gone.later().lasting(Duration.ofMinutes(1)), longer.later().lasting(Duration.ofSeconds(4)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).hasSize(5).anyMatch(line -> line.contains("call.withdrawn") && line.contains(gone.id()))
                .anyMatch(line -> line.contains("call.corrected") && line.contains(longer.id()));
    }

    @Test
    void aBurstThatABackfillToldAfterAQuietFirstStartIsTakenBackToo() throws Exception {
        at.set("callwatch.rules.short-call.count", "2").set("callwatch.rules.short-call.within", "10m");
        CallJson one = CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofSeconds(2));
        CallJson other = CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofSeconds(2));
        at.tenant.publish(one, other);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("explain", one.id())).contains("\nshort-call told nobody: the call ended before 2026-11-20T06:00:00Z, ");
        assertThat(at.archive()).filteredOn(line -> line.contains("calls.matched")).isEmpty();
        assertThat(at.run("backfill", "--from", NOON.minus(Duration.ofHours(11)).toString(), "--to", NOON.toString())).isZero();
        assertThat(at.archive()).filteredOn(line -> line.contains("calls.matched")).hasSize(1);
        assertThat(at.output("explain", one.id())).contains("calls.matched").doesNotContain("told nobody");
        at.tenant.publish(one.later().start(NOON.minus(Duration.ofHours(9))));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).filteredOn(line -> line.contains("calls.withdrawn")).hasSize(1);
    }

    @Test
    void whatEndsWhenAlertsBeginIsToldAndAnEarlierPresentMovesThatNot() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minus(Duration.ofHours(6)).minusSeconds(2)).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.runOnceAt(NOON.minus(Duration.ofHours(8)))).isZero();
        at.tenant.publish(CallJson.call().start(NOON.minus(Duration.ofHours(7))).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).hasSize(2);
    }

    @Test
    void aRuleThatFailsOnACallBeforeAQuietFirstStartKeepsItInQuarantine() throws Exception {
        at.rule("odd", "1 / (call.version - 1) >= 0", "archive");
        CallJson call = CallJson.call().start(NOON.minus(Duration.ofHours(10)));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("quarantine")).contains(call.id());
    }

    /** Who adds a rule would else hear of thirty days at the next audit, and of rules that have read all of it in silence. */
    @Test
    void anAuditTellsNobodyOfCallsBeforeAQuietFirstStart() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        at.rule("brief", "call.duration < duration('9s')", "archive");
        assertThat(at.run("audit", "--repair", "--at", NOON.toString())).isZero();
        assertThat(at.archive()).as("the call that was told already, of the new rule").hasSize(2);
    }

    @Test
    void whatIsJudgedAgainTellsNobodyOfCallsBeforeAQuietFirstStart() throws Exception {
        at.rule("odd", "1 / (call.version - 1) >= 0", "archive");
        CallJson call = CallJson.call().start(NOON.minus(Duration.ofHours(10))).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.rule("odd", "call.version == 1", "archive");
        assertThat(at.run("quarantine", "retry")).isZero();
        assertThat(at.archive()).noneMatch(line -> line.contains(call.id()));
        assertThat(at.run("backfill", "--from", NOON.minus(Duration.ofHours(11)).toString(), "--to", NOON.toString())).isZero();
        assertThat(at.archive()).filteredOn(line -> line.contains(call.id())).as("of both rules").hasSize(2);
    }
}
