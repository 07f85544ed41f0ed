package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A burst's rule is edited: what was told holds until newer versions of its calls say otherwise, and is not told again. */
class EditedBurstTest extends AtAWorkplace {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CallJson first = call(0);
    private final CallJson second = call(2);
    private Instant now = NOON;

    @BeforeEach
    void aRule() {
        at.withoutRules().rule("pair", "call.duration < duration('10s')", "archive");
    }

    @ParameterizedTest
    @CsvSource({"count,3", "within,30s", "when,call.duration < duration('4s')", "per,formatted(call.organizer.phone)",
        "per,call.organizer.phone + call.id", "per,call.type"})
    void whatWasToldHoldsUntilNewerVersionsLeaveTooFew(String key, String value) throws Exception {
        tellThePair();
        at.set("callwatch.rules.pair." + key, value);
        pass();
        at.tenant.publish(second.later().lasting(Duration.ofSeconds(3)),
                CallJson.call().phone("+4930999999").start(NOON.minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        pass();
        pass();
        assertThat(types()).as("a version that changes nothing").containsExactly("calls.matched");
        at.tenant.publish(second.later().later().lasting(Duration.ofMinutes(5)));
        pass();
        assertThat(types()).containsExactly("calls.matched", "calls.withdrawn");
        assertThat(at.archive().get(1)).contains(first.id(), second.id(), "\"group\":\"+4930123456\"");
    }

    @Test
    void whatAStricterRuleFindsAfterwardsIsToldAndWhatALooserOneFindsAgainIsNot() throws Exception {
        tellThePair();
        at.rule("pair", "call.duration < duration('4s')", "archive");
        CallJson third = call(3).lasting(Duration.ofSeconds(2));
        CallJson fourth = call(4).lasting(Duration.ofSeconds(2));
        at.tenant.publish(third, fourth);
        pass();
        assertThat(types()).containsExactly("calls.matched", "calls.matched");
        assertThat(at.archive().get(1)).contains(third.id(), fourth.id()).doesNotContain(first.id());
        at.rule("pair", "call.duration < duration('10s')", "archive");
        pass();
        assertThat(types()).hasSize(2);
    }

    @Test
    void whatALooserRuleFindsAgainCountsAsBefore() throws Exception {
        makeItABurst(3);
        at.tenant.publish(first, second);
        pass();
        at.rule("pair", "call.duration < duration('4s')", "archive");
        pass();
        at.rule("pair", "call.duration < duration('10s')", "archive");
        at.tenant.publish(call(4));
        pass();
        assertThat(types()).containsExactly("calls.matched");
    }

    @Test
    void whatStandsThoughACallHasLeftItIsNotTakenBackByALargerCount() throws Exception {
        makeItABurst(2);
        CallJson third = call(4);
        at.tenant.publish(first, second, third);
        pass();
        at.tenant.publish(third.later().lasting(Duration.ofMinutes(5)));
        pass();
        makeItABurst(3);
        pass();
        assertThat(types()).containsExactly("calls.matched");
    }

    @Test
    void aBurstToldUnderASmallerCountIsTheOneThatALargerCountFinds() throws Exception {
        tellThePair();
        at.set("callwatch.rules.pair.count", "4");
        at.tenant.publish(call(-1), call(3), call(4));
        pass();
        assertThat(types()).containsExactly("calls.matched");
    }

    @Test
    void callsThatWereToldSinglyCountForTheBurstThatTheirRuleBecomes() throws Exception {
        at.tenant.publish(first, second);
        pass();
        assertThat(types()).containsExactly("call.matched", "call.matched");
        makeItABurst(3);
        at.tenant.publish(call(4));
        pass();
        assertThat(types()).containsExactly("call.matched", "call.matched", "calls.matched");
        at.tenant.publish(second.later().lasting(Duration.ofMinutes(5)));
        pass();
        assertThat(types().subList(3, 5)).as("its own match is taken back too")
                .containsExactlyInAnyOrder("call.withdrawn", "calls.withdrawn");
    }

    @Test
    void whatLeavesTheBurstOfOneRuleStaysInThatOfAnother() throws Exception {
        tellThePair();
        at.rule("any", "call.organizer.kind == 'phone'", "archive");
        makeItABurst("any", 2);
        pass();
        makeItABurst("any", 3);
        pass();
        at.tenant.publish(second.later().lasting(Duration.ofMinutes(5)));
        pass();
        assertThat(types()).containsExactly("calls.matched", "calls.matched", "calls.withdrawn");
        assertThat(at.archive().get(2)).contains("\"rule\":\"pair\"");
    }

    /** No rule is edited here: the calls of the other, and one between the two, are what it has grown into. */
    @Test
    void ofTwoThatGrewTogetherTheOneThatIsWholeIsNotTakenBackForACallBetweenThem() throws Exception {
        makeItABurst(3);
        at.tenant.publish(first, second, call(4), call(14), call(16), call(18));
        pass();
        assertThat(types()).containsExactly("calls.matched", "calls.matched");
        CallJson between = call(8);
        at.tenant.publish(between, call(10));
        pass();
        at.tenant.publish(between.later().lasting(Duration.ofMinutes(5)));
        pass();
        assertThat(types()).containsExactly("calls.matched", "calls.matched");
    }

    /** Its calls are forgotten then, what was told of them is not. */
    @Test
    void aBurstIsNotToldAgainWhereAClockWasAheadOfItsCalls() throws Exception {
        tellThePair();
        at.runOnceAt(now.plus(Duration.ofDays(40)));
        assertThat(at.output("run", "--once", "--at", now.toString())).as("read once more").contains("matches     0 new");
        assertThat(types()).containsExactly("calls.matched");
    }

    private void tellThePair() throws Exception {
        makeItABurst(2);
        at.tenant.publish(first, second);
        pass();
        assertThat(types()).containsExactly("calls.matched");
    }

    private void makeItABurst(int count) {
        makeItABurst("pair", count);
    }

    private void makeItABurst(String rule, int count) {
        at.set("callwatch.rules." + rule + ".per", "call.organizer.phone")
                .set("callwatch.rules." + rule + ".count", Integer.toString(count)).set("callwatch.rules." + rule + ".within", "10m");
    }

    private void pass() throws Exception {
        assertThat(at.runOnceAt(now)).isZero();
        now = now.plusSeconds(60);
    }

    private List<String> types() throws Exception {
        List<String> types = new ArrayList<>();
        for (String line : at.archive()) {
            JsonNode event = JSON.readTree(line);
            types.add(event.path("type").asText());
        }
        return types;
    }

    private static CallJson call(int minute) {
        return CallJson.call().phone("+4930123456").start(NOON.minusSeconds(3_600).plus(Duration.ofMinutes(minute)))
                .lasting(Duration.ofSeconds(7));
    }
}
