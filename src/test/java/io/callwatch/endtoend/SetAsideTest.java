package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that cannot be read, judged or kept is set aside, and costs none of its neighbours. */
class SetAsideTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.rule("long-call", "call.duration > duration('8h')", "archive").sweep("all", NEVER, "3h");
    }

    @Test
    void aNameThatNoDatabaseTakesCostsNobodyItsAlert() throws Exception {
        at.rule("named", "call.organizer.displayName.startsWith('Evil')", "archive");
        at.tenant.publish(CallJson.call().user("u-1", "Evil\0Name").start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        shortCall(NOON.minusSeconds(601));
        assertThat(runAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(3);
    }

    @Test
    void aQuarantinedRecordIsJudgedAgainWhenTheRuleIsMended() throws Exception {
        at.rule("odd", "1 / (call.version - 1) >= 0", "archive");
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.archive()).as("other rules go on").hasSize(1);
        assertThat(at.run("quarantine")).isEqualTo(1);
        assertThat(at.output("audit")).as("why its exit code is 1").contains("1 record in quarantine: see 'callwatch quarantine'.");
        assertThat(at.run("quarantine", "retry")).as("the rule is as it was").isEqualTo(1);
        at.rule("odd", "call.version == 1", "archive");
        assertThat(at.run("quarantine", "retry")).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.run("quarantine")).isZero();
    }

    /** Read before it by another reader, from another start, and judged after it. */
    @Test
    void anOlderVersionThanOneThatIsSetAsideTakesNothingBack() throws Exception {
        at.rule("odd", "call.duration < duration('5s') && 1 / (call.version - 3) <= 0", "archive");
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(runAt(NOON)).isZero();
        CallJson older = call.later().start(NOON.minusSeconds(960)).lasting(Duration.ofMinutes(5));
        at.tenant.publish(older.later().start(NOON.minusSeconds(1_020)).lasting(Duration.ofSeconds(2)));
        assertThat(runAt(NOON)).as("it is in quarantine").isEqualTo(1);
        at.tenant.publish(Publication.raw(call.id(), 99, older.json(), NOON.minusSeconds(960), Instant.MIN));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.archive()).filteredOn(line -> line.contains("\"odd\"")).singleElement().asString().contains("call.matched");
    }

    /** Of records that are judged well now somebody is still to be told. */
    @Test
    void whatIsJudgedAgainAndNotDeliveredIsIncomplete() throws Exception {
        at.withoutRules().rule("odd", "1 / (call.version - 1) >= 0", "hook");
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isEqualTo(1);
        at.rule("odd", "call.version == 1", "hook");
        at.receiver.next(Answer.status(503), Answer.status(410));
        assertThat(at.output("quarantine", "retry")).isEqualTo("1 judged again, 0 still in quarantine\n"
                + "deliveries: 1 pending, 0 dead; see 'callwatch deliveries'\n");
        assertThat(at.output("quarantine", "retry", "--json")).isEqualTo("{\"judged\":0,\"left\":0,\"pending\":0,\"dead\":1}\n");
        assertThat(at.run("quarantine", "retry")).isEqualTo(1);
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(at.run("quarantine", "retry")).isZero();
    }

    @Test
    void aBurstOfWhatIsJudgedAgainIsTold() throws Exception {
        at.withoutRules().rule("odd", "1 / (call.version - 1) >= 0", "archive")
                .set("callwatch.rules.odd.count", "2").set("callwatch.rules.odd.within", "10m");
        shortCall(NOON.minusSeconds(600));
        shortCall(NOON.minusSeconds(700));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(statusAt(NOON)).contains("\nQuarantine: see 'callwatch quarantine'");
        at.rule("odd", "call.version == 1", "archive");
        assertThat(at.run("quarantine", "retry")).isZero();
        assertThat(statusAt(NOON)).doesNotContain("Quarantine: ");
        assertThat(at.archive()).singleElement().asString().contains("\"calls.matched\"");
    }

    /** A rule may fail on every record: what is set aside is listed and judged again bit by bit. */
    @Test
    void aRuleThatFailsOnEveryRecordIsMendedAsOneThatFailsOnOne() throws Exception {
        at.withoutRules().rule("odd", "1 / (call.version - 1) >= 0", "archive");
        at.tenant.publish(Stream.generate(() -> CallJson.call().start(NOON.minusSeconds(600))).limit(1_050).toArray(CallJson[]::new));
        try (LogLines log = new LogLines("app.Sweeps")) {
            assertThat(runAt(NOON)).isEqualTo(1);
            assertThat(log.all()).as("whoever reads nothing but the log").singleElement().asString().endsWith(", 0 matches, 1050 set aside");
        }
        assertThat(at.output("quarantine")).contains("\n50 more are not shown; '--json' lists all of them.\n");
        assertThat(new ObjectMapper().readTree(at.output("quarantine", "--json")).path("quarantine").findValuesAsText("callId"))
                .doesNotHaveDuplicates().hasSize(1_050);
        assertThat(at.output("quarantine", "retry")).as("the rule is as it was").isEqualTo("1050 judged again, 1050 still in quarantine\n");
        at.rule("odd", "call.version == 1", "archive");
        assertThat(at.output("quarantine", "retry")).isEqualTo("1050 judged again, 0 still in quarantine\n");
        assertThat(at.archive()).hasSize(1_050);
    }

    @ParameterizedTest
    @ValueSource(ints = {800, 20_000})
    void whatIsTooLongForAKeyKeepsNoNeighbourBack(int length) throws Exception {
        String text = new Random(1).ints(length, 0x4E00, 0x9FA5) // of three bytes each, and nothing to compress
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        at.rule("new", "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))", "archive")
                .rule("pair", "call.duration < duration('5s')", "archive").set("callwatch.rules.pair.per", "call.organizer.displayName")
                .set("callwatch.rules.pair.count", "2").set("callwatch.rules.pair.within", "10m");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call.later().id(text), call.later().id("a").phone(text), call.later().id("b").user("u", text), call);
        assertThat(runAt(NOON)).as("three are in quarantine, or none").isEqualTo(length == 800 ? 0 : 1);
        assertThat(at.output("quarantine").lines().filter(line -> line.contains("800 characters"))).hasSize(length == 800 ? 0 : 3);
        assertThat(at.archive()).as("short calls").filteredOn(line -> line.contains("\"short-call\"")).hasSize(length == 800 ? 4 : 2);
    }

    @Test
    void whatIsDismissedDoesNotComeBackThoughItIsReadAgain() throws Exception {
        at.tenant.publishRaw("{\"version\":1}", NOON.minusSeconds(600), Instant.MIN);
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.output("quarantine", "dismiss", "1", "7")).isEqualTo("1: dismissed\n7: no such number\n");
        assertThat(runAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.run("quarantine")).isZero();
        assertThat(at.run("quarantine", "dismiss", "7")).as("no such number").isEqualTo(1);
    }

    /** It is read by each pass that looks back so far, for a month by some. */
    @Test
    void whatIsKnownIsNotSetAsideOnceMoreInTheLog() throws Exception {
        at.rule("odd", "1 / (call.version - 1) >= 0", "archive");
        shortCall(NOON.minusSeconds(600));
        at.tenant.publishRaw("{\"version\":1}", NOON.minusSeconds(600), Instant.MIN);
        try (LogLines log = new LogLines("app.Sweeps")) {
            runAt(NOON);
            at.tenant.publishRaw("{\"version\":2}", NOON.minusSeconds(600), Instant.MIN);
            runAt(NOON.plusSeconds(60));
            at.run("quarantine", "dismiss");
            runAt(NOON.plusSeconds(120));
            assertThat(log.all()).extracting(line -> line.replaceFirst(".* match(es)?", ""))
                    .containsExactly(", 2 set aside", ", 1 set aside", "");
        }
    }

    /** As the contract has it, and as the words of 'status' say. */
    @Test
    void whereNoNumberIsNamedAllIsDismissed() throws Exception {
        at.tenant.publishRaw("{\"version\":1}", NOON.minusSeconds(600), Instant.MIN);
        at.tenant.publishRaw("{\"version\":2}", NOON.minusSeconds(600), Instant.MIN);
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.output("quarantine", "dismiss")).isEqualTo("2 records off the list\n");
        assertThat(at.run("quarantine")).isZero();
        assertThat(at.output("quarantine", "dismiss", "--json")).isEqualTo("{\"quarantine\":[]}\n");
        assertThat(runAt(NOON.plusSeconds(60))).isZero();
    }

    @Test
    void whatIsDoneToTheQuarantineIsToldInJson() throws Exception {
        at.rule("odd", "1 / (call.version - 1) >= 0", "archive");
        shortCall(NOON.minusSeconds(600));
        at.tenant.publishRaw("{\"version\":1}", NOON.minusSeconds(600), Instant.MIN);
        assertThat(runAt(NOON)).isEqualTo(1);
        at.rule("odd", "call.version == 1", "archive");
        assertThat(at.output("quarantine", "retry", "--json")).isEqualTo("{\"judged\":2,\"left\":1,\"pending\":0,\"dead\":0}\n");
        long left = new ObjectMapper().readTree(at.output("quarantine", "--json")).at("/quarantine/0/number").asLong();
        assertThat(at.output("quarantine", "dismiss", Long.toString(left), "70", "--json")).isEqualTo("{\"quarantine\":[{\"number\":" + left
                + ",\"dismissed\":true},{\"number\":70,\"dismissed\":false}]}\n");
        assertThat(at.run("quarantine", "--json")).isZero();
    }
}
