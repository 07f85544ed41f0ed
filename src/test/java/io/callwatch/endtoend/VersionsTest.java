package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Outbox;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Publication;
import io.callwatch.sandbox.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What newer versions of a call bring, in which order, and to whom. */
class VersionsTest extends AtAWorkplace {
    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("archive,hook,ops-mail");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @Test
    void laterVersionsCorrectAndTakeBackInOrderAndOnlyWhereTheMatchWent() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook");
        at.tenant.publish(call.later().lasting(Duration.ofSeconds(4)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        at.tenant.publish(call.later().later().lasting(Duration.ofSeconds(60)));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        at.tenant.publish(call.later().lasting(Duration.ofSeconds(4)));
        assertThat(at.runOnceAt(NOON.plusSeconds(180))).as("an older version changes nothing").isZero();
        List<String> types = at.receiver.received().stream().filter(r -> r.body().contains(call.id()))
                .map(r -> r.json().path("type").asText()).toList();
        assertThat(types).containsExactly("call.matched", "call.corrected", "call.withdrawn");
        assertThat(at.mails()).as("mail got the match, so it hears the rest").hasSize(4);
        assertThat(at.run("explain", call.id())).isZero();
        assertThat(at.run("explain", "never-seen")).isEqualTo(1);
    }

    @Test
    void aCallWhoseStartChangesIsCorrectedAndNotToldAnew() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        CallJson moved = call.later().start(NOON.minusSeconds(960)).lasting(Duration.ofSeconds(3));
        for (CallJson version : List.of(call, moved, call, moved)) {
            at.tenant.publish(version);
            assertThat(at.runOnceAt(NOON)).isZero();
        }
        assertThat(at.receiver.accepted().stream().filter(r -> r.body().contains(call.id()))
                .map(r -> r.json().path("type").asText())).containsExactly("call.matched", "call.corrected");
    }

    /** What a backtest prints: a call may change while it reads. */
    @Test
    void whatHoldsInTheEndIsTheLastThatWasSaidOfEachCall() throws Exception {
        CallJson corrected = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        CallJson withdrawn = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        at.tenant.publish(corrected, withdrawn);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(corrected.later().lasting(Duration.ofSeconds(4)), withdrawn.later().lasting(Duration.ofSeconds(60)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        try (Ledger ledger = at.ledger().open()) {
            List<Event> standing = new ArrayList<>();
            ledger.<Integer>read(sql -> Outbox.standing(sql, standing::add));
            assertThat(standing).hasSize(2).noneMatch(event -> event.calls().get(0).id().equals(withdrawn.id()))
                    .filteredOn(event -> event.calls().get(0).id().equals(corrected.id())).singleElement()
                    .matches(event -> event.calls().get(0).version() == 2);
        }
    }

    /** Read before it by another reader, and judged after it. */
    @Test
    void anOlderVersionWithAnotherStartTakesNothingBack() throws Exception {
        CallJson older = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofMinutes(5));
        CallJson newer = older.later().start(NOON.minusSeconds(960)).lasting(Duration.ofSeconds(3));
        readAndListOlder(newer, older, NOON.minusSeconds(900));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).filteredOn(line -> line.contains(older.id())).singleElement().asString().contains("call.matched");
    }

    @Test
    void anOlderVersionWithAnotherStartTellsNothingOfWhatDoesNotMatchAnyMore() throws Exception {
        CallJson older = CallJson.call().start(NOON.minusSeconds(6_000)).lasting(Duration.ofSeconds(2));
        CallJson newer = older.later().start(NOON.minusSeconds(300)).lasting(Duration.ofMinutes(1));
        readAndListOlder(newer, older, NOON.minusSeconds(6_000));
        assertThat(at.run("audit", "--at", NOON.toString())).as("a newer one was judged").isZero();
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).noneMatch(line -> line.contains(older.id()));
        assertThat(at.output("explain", older.id())).contains("no-match");
    }

    /** The older one is then listed in place of the newer. */
    private void readAndListOlder(CallJson newer, CallJson older, Instant start) throws Exception {
        at.tenant.publish(newer);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(Publication.raw(older.id(), 99, older.json(), start, Instant.MIN));
    }

    @Test
    void anOlderVersionInQuarantineTellsNothingOfWhatDoesNotMatchAnyMore() throws Exception {
        at.set("callwatch.rules.short-call.when", "call.duration < duration('5s') && 1 / (call.version - 1) >= 0");
        CallJson older = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        at.tenant.publish(older);
        assertThat(at.runOnceAt(NOON)).as("it is in quarantine").isEqualTo(1);
        at.tenant.publish(older.later().start(NOON.minusSeconds(960)).lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.onlyShortCalls("archive");
        assertThat(at.run("quarantine", "retry")).as("nothing is left there").isZero();
        assertThat(at.archive()).noneMatch(line -> line.contains(older.id()));
    }

    @Test
    void aVersionBelowZeroIsJudgedToo() throws Exception {
        CallJson call = CallJson.call().version(-5).start(NOON.minusSeconds(500)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).anyMatch(line -> line.contains(call.id()));
    }

    @Test
    void whatMatchesAgainGoesToAllWhomItsRuleNotifiesNow() throws Exception {
        at.set("callwatch.rules.short-call.notify", "hook");
        CallJson call = CallJson.call().start(NOON.minusSeconds(500)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        for (String id : at.listed()) {
            assertThat(at.run("deliveries", "dismiss", id)).isZero();
        }
        at.set("callwatch.rules.short-call.notify", "hook,archive");
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        at.runOnceAt(NOON.plusSeconds(60));
        at.tenant.publish(call.later().later().lasting(Duration.ofSeconds(1)));
        at.runOnceAt(NOON.plusSeconds(120));
        assertThat(at.archive()).singleElement().asString().contains("\"call.matched\"", call.id());
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(at.receiver.accepted()).singleElement().satisfies(got -> assertThat(got.body()).contains(call.id()));
    }

    @Test
    void whoeverGotTheLastMatchIsToldOfItsEndAndNobodyElse() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(500)).lasting(Duration.ofSeconds(2));
        List<CallJson> versions = new ArrayList<>(List.of(call));
        for (int version = 2; version <= 4; version++) {
            versions.add(versions.get(version - 2).later().lasting(Duration.ofSeconds(version % 2 == 0 ? 60 : 2)));
        }
        for (CallJson version : versions) {
            at.set("callwatch.rules.short-call.notify", version.json().contains("\"version\":1") ? "archive" : "hook");
            at.tenant.publish(version);
            assertThat(at.runOnceAt(NOON)).isZero();
        }
        assertThat(types(at.archive(), call)).containsExactly("call.matched", "call.withdrawn");
        assertThat(types(at.receiver.accepted().stream().map(Received::body).toList(), call)).containsExactly("call.matched", "call.withdrawn");
    }

    @Test
    void aMatchAfterADismissedOneIsTakenBackAsWell() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(2));
        at.onlyShortCalls("hook").tenant.publish(call);
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        for (String id : at.listed()) {
            assertThat(at.run("deliveries", "dismiss", id)).isZero();
        }
        at.ledger().change("DELETE FROM notes WHERE name = 'closed.hook'");
        for (int seconds : List.of(60, 2, 60)) {
            call = call.later().lasting(Duration.ofSeconds(seconds));
            at.tenant.publish(call);
            at.runOnceAt(NOON);
        }
        assertThat(types(at.receiver.accepted().stream().map(Received::body).toList(), call)).containsExactly("call.matched", "call.withdrawn");
    }

    /** Since data move between pages. */
    @Test
    void ofTheVersionsOfACallThatAreListedTogetherTheHighestCounts() throws Exception {
        Instant start = NOON.minusSeconds(900);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CallJson call = CallJson.call().start(start).lasting(Duration.ofSeconds(4));
            at.tenant.publishRaw(call.json(), start, Instant.MIN);
            at.tenant.publishRaw(call.later().lasting(Duration.ofMinutes(1)).json(), start, Instant.MIN);
            ids.add(call.id());
        }
        assertThat(at.onlyShortCalls("archive").runOnceAt(NOON)).isZero();
        assertThat(at.archive()).as("of others").isNotEmpty().noneMatch(line -> ids.stream().anyMatch(line::contains));
    }

    private static List<String> types(List<String> bodies, CallJson call) {
        return bodies.stream().filter(body -> body.contains(call.id()))
                .map(body -> body.replaceAll(".*?\"type\":\"([^\"]+)\".*", "$1")).toList();
    }

    @Test
    void aMatchAfterOneThatDiedAndWasTakenBackIsSent() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(2));
        at.onlyShortCalls("hook").destination("hook", Map.of("retry-for", "1m"));
        at.tenant.publish(call);
        at.receiver.always(Answer.status(500));
        at.runOnceAt(NOON);
        at.runOnceAt(NOON.plusSeconds(60));
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(1)));
        at.runOnceAt(NOON.plusSeconds(120));
        at.receiver.always(Answer.status(200));
        at.tenant.publish(call.later().later().lasting(Duration.ofSeconds(3)));
        at.runOnceAt(NOON.plusSeconds(180));
        assertThat(at.receiver.accepted()).filteredOn(taken -> taken.json().at("/data/call/id").asText().equals(call.id()))
                .extracting(taken -> taken.json().path("type").asText()).containsExactly("call.matched");
    }

    @Test
    void aDeadMatchThatIsSentAfterAllBringsItsWithdrawal() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        at.tenant.publish(call);
        at.receiver.always(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(3)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.receiver.always(Answer.status(204));
        String match = at.archive().stream().filter(line -> line.contains(call.id()) && line.contains("call.matched"))
                .map(line -> line.replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1")).findFirst().orElseThrow();
        assertThat(at.run("deliveries", "retry", match)).isZero();
        assertThat(at.receiver.accepted()).extracting(r -> r.body().contains("call.withdrawn")).containsExactly(false, true);
    }

    @Test
    void aWithdrawalWaitsForTheMatchThatIsStillPending() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(3));
        at.tenant.publish(call);
        at.receiver.always(Answer.status(503));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(1)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(at.receiver.received()).extracting(r -> r.json().path("type").asText()).containsOnly("call.matched");
        at.receiver.always(Answer.status(204));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.receiver.accepted().stream().filter(r -> r.body().contains(call.id()))
                .map(r -> r.json().path("type").asText())).containsExactly("call.matched", "call.withdrawn");
    }
}
