package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.ledger.Ledger;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bursts by event time: told once, grown in silence, taken back when newer versions leave too few. */
class BurstTest extends AtAWorkplace {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<CallJson> calls = new ArrayList<>();

    @BeforeEach
    void fourCallsOfOneNumber() {
        at.withoutRules()
                .rule("phone-burst", "call.organizer.kind == 'phone' && call.duration < duration('10s')", "archive,hook")
                .set("callwatch.rules.phone-burst.per", "call.organizer.phone")
                .set("callwatch.rules.phone-burst.count", "5").set("callwatch.rules.phone-burst.within", "10m");
        for (int i = 0; i < 4; i++) {
            calls.add(call(i));
        }
        at.tenant.publish(calls.toArray(CallJson[]::new));
    }

    @Test
    void theFifthCallMakesItAndTheSixthIsNoSecondAlert() throws Exception {
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).isEmpty();
        assertThat(at.output("explain", calls.get(0).id()))
                .contains("phone-burst told nobody: of the call's group fewer than 5 calls matched within 10 min.");
        at.ledger().change("INSERT INTO burst_changes (tenant, rule, group_value) SELECT tenant, rule, group_value FROM burst_calls "
                + "WHERE call_id = '" + calls.get(0).id() + "'");
        assertThat(at.output("explain", calls.get(0).id())).as("before its pass is over").doesNotContain("nobody");
        at.tenant.publish(call(4));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        JsonNode event = JSON.readTree(at.archive().get(0));
        assertThat(event.path("type").asText()).isEqualTo("calls.matched");
        assertThat(event.at("/data/group").asText()).isEqualTo("+4930123456");
        assertThat(event.at("/data/calls")).hasSize(5);
        assertThat(event.at("/data/call").isMissingNode()).isTrue();
        CallJson sixth = call(5);
        at.tenant.publish(sixth);
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.output("explain", sixth.id())).as("it is in the burst").contains("calls.matched", "phone-burst").doesNotContain("nobody");
    }

    @Test
    void newerVersionsThatLeaveFewerTakeItBackAndItMayComeAgain() throws Exception {
        CallJson fifth = call(4);
        for (UnaryOperator<CallJson> version : List.<UnaryOperator<CallJson>>of(call -> call, call -> call.lasting(Duration.ofMinutes(5)),
                call -> call.lasting(Duration.ofSeconds(3)), call -> call.phone("+4989111222"), call -> call.phone("+4930123456"),
                call -> call.start(NOON.minusSeconds(40_000)).lasting(Duration.ofSeconds(3)))) {
            fifth = version.apply(fifth).later();
            at.tenant.publish(fifth);
            assertThat(at.runOnceAt(NOON)).isZero();
        }
        List<JsonNode> events = new ArrayList<>();
        for (String line : at.archive()) {
            events.add(JSON.readTree(line));
        }
        assertThat(events).extracting(event -> event.path("type").asText()).containsExactly("calls.matched", "calls.withdrawn",
                "calls.matched", "calls.withdrawn", "calls.matched", "calls.withdrawn");
        assertThat(List.of(1, 3, 5)).allMatch(i -> events.get(i).at("/data/calls").equals(events.get(i - 1).at("/data/calls")), "told last");
        assertThat(at.output("explain", calls.get(0).id())).as("what was told of it stays, though no burst is left")
                .contains("calls.matched", "calls.withdrawn");
        assertThat(events).extracting(event -> event.path("id").asText()).doesNotHaveDuplicates();
    }

    @Test
    void twoThatGrowTogetherAreBothTakenBack() throws Exception {
        at.set("callwatch.rules.phone-burst.count", "3");
        List<CallJson> all = new ArrayList<>();
        for (int minute : new int[] {0, 2, 4, 14, 16, 18}) {
            all.add(callAt(NOON.minusSeconds(36_000).plus(Duration.ofMinutes(minute))));
        }
        at.tenant.publish(all.toArray(CallJson[]::new));
        assertThat(at.runOnceAt(NOON)).isZero();
        CallJson between = callAt(NOON.minusSeconds(36_000).plus(Duration.ofMinutes(9)));
        all.add(between);
        at.tenant.publish(between);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        all.forEach(call -> at.tenant.publish(call.later().lasting(Duration.ofMinutes(5))));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        List<String> told = at.archive().stream().filter(line -> !line.contains(calls.get(0).id())).toList();
        assertThat(told.stream().filter(line -> line.contains("\"calls.matched\""))).hasSize(2);
        assertThat(told.stream().filter(line -> line.contains("\"calls.withdrawn\""))).hasSize(2);
    }

    /** Two that have grown together are two alerts of one burst; that one goes on does not keep the other. */
    @ParameterizedTest
    @ValueSource(ints = {7, 6})
    void ofTwoThatGrewTogetherTheOneThatNewerVersionsTakeIsTakenBack(int gone) throws Exception {
        at.set("callwatch.rules.phone-burst.count", "3").set("callwatch.rules.phone-burst.within", "4m");
        List<CallJson> all = new ArrayList<>();
        for (int minute = 0; minute < 20; minute += 2) {
            all.add(callAt(NOON.minusSeconds(36_000).plus(Duration.ofMinutes(minute))));
        }
        at.tenant.publish(all.subList(0, 3).toArray(CallJson[]::new));
        at.tenant.publish(all.subList(7, 10).toArray(CallJson[]::new));
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(all.subList(3, 7).toArray(CallJson[]::new));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).as("the four at eleven, and the two").hasSize(3);
        all.subList(0, gone).forEach(call -> at.tenant.publish(call.later().lasting(Duration.ofMinutes(5))));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.archive()).hasSize(4);
        assertThat(at.archive().get(3)).contains("calls.withdrawn", all.get(0).id()).doesNotContain(all.get(7).id());
    }

    /** Of a burst of five at least four are left, or it is another one: in one pass as in two. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHasTooFewCallsInCommonWithWhatWasToldIsAnother(boolean inOnePass) throws Exception {
        calls.add(call(4));
        at.tenant.publish(calls.get(4));
        at.set("callwatch.rules.phone-burst.within", "8m");
        assertThat(at.runOnceAt(NOON)).isZero();
        calls.subList(0, 3).forEach(call -> at.tenant.publish(call.later().lasting(Duration.ofMinutes(5))));
        if (!inOnePass) {
            assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        }
        at.tenant.publish(call(5), call(6), call(7));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.archive()).hasSize(3);
        assertThat(at.archive().get(1)).contains("calls.withdrawn", calls.get(0).id());
        assertThat(at.archive().get(2)).contains("calls.matched", calls.get(3).id(), calls.get(4).id()).doesNotContain(calls.get(2).id());
    }

    @Test
    void aBurstThatLosesACallAndWinsOthersInOnePassGoesOnInSilence() throws Exception {
        at.tenant.publish(call(4));
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(calls.get(0).later().lasting(Duration.ofMinutes(5)), call(5), call(6));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).singleElement().asString().contains("calls.matched");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call.type", "'from ' + call.organizer.phone", "call.organizer.phone"})
    void whatIsLeftOfABurstWhenOneOfItsCallersIsForgottenKeepsNothingElseFromItsTurn(String per) throws Exception {
        at.rule("threes", "call.organizer.kind == 'phone'", "archive").set("callwatch.rules.threes.per", per)
                .set("callwatch.rules.threes.count", "3").set("callwatch.rules.threes.within", "10m")
                .rule("sevens", "call.organizer.phone == '+4930777777'", "archive");
        CallJson other = call(5).phone("+49301234567");
        at.tenant.publish(other);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.run("forget", "--person", "+4930123456")).isZero();
        at.tenant.publish(other.later().with("type", "\"groupCall\""), CallJson.call().phone("+4930777777").start(NOON.minusSeconds(60)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).last().asString().contains("+4930777777");
        try (Ledger ledger = at.ledger().open()) {
            List<String> kept = ledger.read(sql -> sql.list("SELECT group_value || '\"' FROM bursts UNION ALL SELECT raw FROM burst_calls "
                    + "UNION ALL SELECT calls FROM events", row -> row.getString(1)));
            assertThat(kept).noneMatch(text -> text.contains("+4930123456\""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {39, 10})
    void whatHasOnlyGrownOldIsNotTakenBack(int otherCall) throws Exception {
        at.tenant.publish(call(4));
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(callAt(NOON.plus(Duration.ofDays(otherCall))));
        at.runOnceAt(NOON.plus(Duration.ofDays(40)));
        at.tenant.publish(callAt(NOON.plus(Duration.ofDays(44))));
        at.runOnceAt(NOON.plus(Duration.ofDays(45)));
        at.runOnceAt(NOON.plus(Duration.ofDays(85)));
        assertThat(at.archive()).singleElement().asString().contains("calls.matched");
        try (Ledger ledger = at.ledger().open()) {
            long kept = ledger.read(sql -> sql.number("SELECT COUNT(*) FROM bursts"));
            assertThat(kept).as("it is not kept for ever").isZero();
        }
    }

    @Test
    void callsOfOtherNumbersOrTooFarApartMakeNone() throws Exception {
        at.tenant.publish(call(4).phone("+4930999999"), CallJson.call().phone("+4930123456")
                .start(NOON.minusSeconds(3_600).plus(Duration.ofMinutes(11))).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).isEmpty();
    }

    @Test
    void theSlicingMakesNoDifference() throws Exception {
        at.tenant.publish(call(4), call(5));
        at.set("callwatch.graph.page-size", "1");
        assertThat(at.runOnceAt(NOON)).isZero();
        String sliced = JSON.readTree(at.archive().get(0)).path("id").asText();
        try (Workplace other = new Workplace(folder.resolve("other"))) {
            other.withoutRules().rule("phone-burst", "call.organizer.kind == 'phone' && call.duration < duration('10s')", "archive")
                    .set("callwatch.rules.phone-burst.per", "call.organizer.phone").set("callwatch.rules.phone-burst.count", "5")
                    .set("callwatch.rules.phone-burst.within", "10m").set("callwatch.graph.url", at.tenant.graphUrl())
                    .set("callwatch.graph.authority", at.tenant.authority());
            assertThat(other.runOnceAt(NOON)).isZero();
            assertThat(JSON.readTree(other.archive().get(0)).path("id").asText()).isEqualTo(sliced);
            assertThat(at.archive()).hasSize(1);
        }
    }

    /** At minutes 0, 1, 19, 30 and 31: no three in a row around the one at 19 lie within twenty minutes. */
    @Test
    void twoBurstsThatShareACallAreTwoAlertsWhicheverIsReadFirst() throws Exception {
        at.set("callwatch.rules.phone-burst.count", "3").set("callwatch.rules.phone-burst.within", "20m");
        Instant first = NOON.minus(Duration.ofHours(3));
        List<CallJson> early = List.of(callAt(first), callAt(first.plusSeconds(60)));
        List<CallJson> late = List.of(callAt(first.plusSeconds(19 * 60)), callAt(first.plusSeconds(30 * 60)), callAt(first.plusSeconds(31 * 60)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).as("the four at noon").hasSize(1);
        at.tenant.publish(late.toArray(CallJson[]::new));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).hasSize(2);
        at.tenant.publish(early.toArray(CallJson[]::new));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.archive()).hasSize(3);
        assertThat(at.archive().get(2)).contains(early.get(0).id(), early.get(1).id(), late.get(0).id()).doesNotContain(late.get(1).id());
        at.tenant.publish(early.get(1).later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON.plusSeconds(180))).isZero();
        assertThat(at.archive()).as("the early one has too few now, the late one is as it was").hasSize(4);
        assertThat(at.archive().get(3)).contains("calls.withdrawn", early.get(0).id()).doesNotContain(late.get(1).id());
    }

    @Test
    void theFirstCallEverFromANumberIsOneAlertAlsoWithinOnePage() throws Exception {
        at.withoutRules().rule("newcomer", "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))", "archive");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).as("four calls of one number").singleElement().asString().contains(calls.get(0).id());
    }

    private static CallJson call(int number) {
        return callAt(NOON.minusSeconds(3_600).plus(Duration.ofMinutes(2L * number)));
    }

    private static CallJson callAt(Instant start) {
        return CallJson.call().phone("+4930123456").start(start).lasting(Duration.ofSeconds(2));
    }
}
