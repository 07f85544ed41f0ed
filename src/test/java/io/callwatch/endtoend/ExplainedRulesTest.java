package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of each rule about a call, beside others of another mind. */
class ExplainedRulesTest extends AtAWorkplace {
    private final CallJson call = CallJson.call().phone("+4930123456").start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(2));

    @BeforeEach
    void oneRule() {
        at.onlyShortCalls("archive");
        at.tenant.publish(call);
    }

    @Test
    void whatItsEventsSayIsNotAskedForOnceMore() throws Exception {
        assertThat(at.run("run", "--once")).isZero();
        int asked = at.tenant.requests().size();
        assertThat(at.output("explain", call.id())).contains("short-call saw:\n  call.duration = 2s\n");
        assertThat(at.tenant.requests()).hasSize(asked);
        at.rule("long", "call.duration > duration('1h')", "archive");
        assertThat(at.output("explain", call.id())).contains("long saw:\n  call.duration = 2s\n").doesNotContain("The service lists version");
    }

    @Test
    void whatABurstSawIsAskedForAndOneThatWasTakenBackToldSomebody() throws Exception {
        at.withoutRules().rule("burst", "call.duration < duration('5s')", "archive").set("callwatch.rules.burst.per", "call.organizer.phone")
                .set("callwatch.rules.burst.count", "2").set("callwatch.rules.burst.within", "10m");
        CallJson second = CallJson.call().phone("+4930123456").start(Instant.now().minusSeconds(500)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(second);
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("burst saw:\n  call.duration = 2s\n", "calls.matched");
        at.tenant.publish(second.later().lasting(Duration.ofSeconds(9)));
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("calls.withdrawn").doesNotContain("told nobody");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(at.output("explain", call.id())).contains("could not be read again (FORBIDDEN, ").doesNotContain("saw:");
    }

    @Test
    void oneThatFailsSaysNothingOfOthers() throws Exception {
        at.rule("odd", "1 / (call.version - 1) > 0", "archive").rule("long", "call.duration > duration('1h')", "archive");
        assertThat(at.run("run", "--once")).isEqualTo(1);
        assertThat(verdicts()).isEqualTo(Map.of("short-call", "match", "odd", "none", "long", "no-match"));
        at.rule("odd", "1 / call.version > 1", "archive");
        assertThat(verdicts()).as("it was not judged by that yet").containsEntry("odd", "none");
    }

    @Test
    void whatFailsOnANewerVersionIsAsItWasBefore() throws Exception {
        at.rule("odd", "1 / (2 - call.version) > 0", "archive");
        assertThat(at.run("run", "--once")).isZero();
        at.tenant.publish(call.later());
        assertThat(at.run("run", "--once")).isEqualTo(1);
        assertThat(verdicts()).isEqualTo(Map.of("short-call", "match", "odd", "match"));
    }

    /** Else it is read as the verdict of a rule that has not judged the call yet. */
    @Test
    void thatRulesHaveChangedSinceIsSaidUntilTheCallIsJudgedAnew() throws Exception {
        String said = "\nThe rules have changed since this call was judged: ";
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).doesNotContain(said);
        assertThat(at.output("explain", call.id(), "--json")).contains("\"seen\":true,\"rulesChanged\":false,");
        at.rule("any", "call.version > 0", "archive");
        assertThat(at.output("explain", call.id())).contains("any         no-match", said);
        assertThat(at.output("explain", call.id(), "--json")).contains("\"rulesChanged\":true,");
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("any         match").doesNotContain(said);
        at.set("callwatch.time-zone", "Europe/Berlin");
        assertThat(at.output("explain", call.id())).as("what they know beside the call").contains(said);
    }

    /** Else the next pass also judged that version anew, by lists of today. */
    @Test
    void toRetryAnOlderVersionChangesNothingOfTheNewerOne() throws Exception {
        at.rule("odd", "1 / (call.version - 1) > 0", "archive");
        assertThat(at.run("run", "--once")).isEqualTo(1);
        at.tenant.publish(call.later());
        assertThat(at.run("run", "--once")).as("the first version is in quarantine").isEqualTo(1);
        assertThat(at.run("quarantine", "retry")).isZero();
        assertThat(at.output("explain", call.id(), "--json")).contains("\"rulesChanged\":false,");
    }

    @Test
    void theLastEventSaysWhetherAConditionIsAnEarlierOne() throws Exception {
        assertThat(at.run("run", "--once")).isZero();
        at.onlyShortCalls("archive").rule("short-call", "call.duration < duration('4s')", "archive");
        assertThat(at.output("explain", call.id())).contains("short-call saw, under an earlier condition:\n");
        at.tenant.publish(call.later().lasting(Duration.ofSeconds(3)));
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", call.id())).contains("call.corrected", "short-call saw:\n  call.duration = 3s\n");
    }

    private Map<String, String> verdicts() throws Exception {
        Map<String, String> verdicts = new TreeMap<>();
        for (JsonNode rule : new ObjectMapper().readTree(at.output("explain", "--json", call.id())).path("verdicts")) {
            verdicts.put(rule.path("rule").asText(), rule.path("verdict").asText());
        }
        return verdicts;
    }
}
