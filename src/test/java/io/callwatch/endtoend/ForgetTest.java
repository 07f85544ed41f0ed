package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person is taken out of the ledger, and nobody else. */
class ForgetTest extends AtAWorkplace {
    @Test
    void forgetTakesAPersonOutAndTheCallIsNotToldAgain() throws Exception {
        forgetOneOfTwo();
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).hasSize(2);
    }

    @Test
    void aCallOfAForgottenPersonThatMatchesAgainIsToldAgain() throws Exception {
        CallJson call = forgetOneOfTwo();
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        at.tenant.publish(call.later().later().lasting(Duration.ofSeconds(1)));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.archive()).hasSize(4);
        assertThat(at.archive().get(2)).contains("\"call.withdrawn\"");
        assertThat(at.archive().get(3)).contains("\"call.matched\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"formatted(call.organizer.phone)", "call.organizer.displayName", "call.type"})
    void aBurstsGroupThatNamesAForgottenPersonInOtherWordsIsForgottenToo(String per) throws Exception {
        at.withoutRules().rule("pair", "call.duration < duration('5s')", "archive").set("callwatch.rules.pair.per", per)
                .set("callwatch.rules.pair.count", "2").set("callwatch.rules.pair.within", "10m");
        CallJson call = CallJson.call().organizer("phone", "+49301234567", "Abbie Wilkins", null).start(NOON.minusSeconds(600))
                .lasting(Duration.ofSeconds(2));
        at.tenant.publish(call, call.later().id("another"), call.later().id("other").phone("+49305555555"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.run("forget", "--person", "+49301234567")).isZero();
        try (Ledger ledger = at.ledger().open()) {
            List<String> groups = ledger.read(sql -> sql.list("SELECT group_value FROM bursts", row -> row.getString(1)));
            assertThat(groups).as("a group of others stays known").isEqualTo(per.equals("call.type") ? List.of("groupCall") : List.of());
        }
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBurstOfAForgottenPersonIsNotToldAgainForAnEditedRuleOrANewerVersion(boolean edited) throws Exception {
        at.withoutRules().rule("pair", "call.duration < duration('5s')", "hook").set("callwatch.rules.pair.per", "call.organizer.phone")
                .set("callwatch.rules.pair.count", "2").set("callwatch.rules.pair.within", "10m");
        CallJson call = CallJson.call().phone("+49301234567").start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        CallJson another = call.later().id("another");
        at.tenant.publish(call, another);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.run("forget", "--person", "+49301234567")).isZero();
        if (edited) {
            at.rule("other", "call.duration > duration('1h')", "hook");
        } else {
            at.tenant.publish(call.later(), another.later());
        }
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.receiver.accepted()).singleElement().satisfies(burst -> assertThat(burst.body()).contains("calls.matched"));
        at.tenant.publish(call.later().later().lasting(Duration.ofHours(1)));
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        at.tenant.publish(call.later().later().later(), another.later().id("third"));
        assertThat(at.runOnceAt(NOON.plusSeconds(180))).isZero();
        assertThat(at.receiver.accepted()).as("one that matches again and a new one").hasSize(2);
    }

    @Test
    void whatIsInQuarantineIsForgottenToo() throws Exception {
        at.withoutRules().rule("odd", "1 / (call.version - 1) >= 0", "archive");
        at.tenant.publish(CallJson.call().user("u-1", "Abbie Wilkins").start(NOON.minusSeconds(600)),
                CallJson.call().user("u-2", "Somebody Else").start(NOON.minusSeconds(600)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("forget", "--person", "Abbie Wilkins"))
                .startsWith("0 events with 0 deliveries, 1 quarantined record and 0 other rows");
        assertThat(at.output("quarantine", "--json")).contains("Somebody Else").doesNotContain("Abbie Wilkins");
    }

    @Test
    @Tag("file-ledger")
    void whatIsForgottenIsNotOnTheDiskEither() throws Exception {
        forgetOneOfTwo();
        assertThat(Files.readString(folder.resolve(LedgerPlace.FILE), StandardCharsets.ISO_8859_1))
                .doesNotContain("Abbie Wilkins", "person_1%").contains("Somebody Else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4930123456", "4930123456", "+49 30 123456"})
    void aNumberIsForgottenInWhateverFormItIsGivenAlsoWhereOnlyFirstCallsAreRemembered(String given) throws Exception {
        at.withoutRules().rule("new", "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))", "archive");
        at.tenant.publish(CallJson.call().phone("+4930123456").start(NOON.minusSeconds(600)),
                CallJson.call().phone("+49301234567").start(NOON.minusSeconds(600)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("forget", "--person", given)).startsWith("1 event with 1 delivery, 0 quarantined records and 1 other row are forgotten");
        try (Ledger ledger = at.ledger().open()) {
            assertThat(ledger.<List<String>>read(sql -> sql.list("SELECT value FROM origins ORDER BY value",
                    row -> row.getString(1)))).containsExactly("+49301234567", "DE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "1", "0", "audio", "groupCall", "4000", "default", "user", "id", "DE", "teams", "contoso.com"})
    void whatNamesNobodyTakesNobodyOut(String nobody) throws Exception {
        at.withoutRules().rule("any", "call.version == 1", "archive")
                .rule("new", "firstFrom(call.organizer.phone, call.startDateTime, duration('1h'))", "archive");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).with("participants_v2", """
                [{"id":"2026-4000","identity":{"endpointType":"default","user":{"id":"bo@contoso.com","displayName":null}}}]""");
        at.tenant.publish(call.with("joinWebUrl", "\"https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0?context=%7b%7d\""),
                CallJson.call().phone("+4930123456").start(NOON.minusSeconds(500)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("forget", "--person", nobody))
                .startsWith("0 events with 0 deliveries, 0 quarantined records and 0 other rows");
    }

    @Test
    @Tag("file-ledger")
    void whatIsForgottenBesideARunIsInNoneOfItsFiles() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive");
        at.tenant.publish(CallJson.call().user("person-one", "Abbie Wilkins").start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        try (Ledger run = at.ledger().open()) {
            assertThat(run.<Integer>write(sql -> sql.update("UPDATE events SET calls = calls || ' '"))).isOne();
            assertThat(at.output("forget", "--person", "person-one")).startsWith("1 event with 1 delivery");
            try (Stream<Path> files = Files.list(folder.resolve(LedgerPlace.FILE).getParent())) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(text.contains("person-one") || text.contains("Abbie")).as("%s", file).isFalse();
                }
            }
        }
    }

    /** Nobody has to see to it any more, whatever became of it. */
    @Test
    void whatIsForgottenWhileItIsTriedAgainIsNothingLeftUndone() throws Exception {
        at.onlyShortCalls("hook").tenant.publish(CallJson.call().user("u-1", "Abbie Wilkins").start(NOON.minusSeconds(600))
                .lasting(Duration.ofSeconds(2)));
        at.receiver.next(Answer.status(410), Answer.status(503).over((line, head, body) -> at.run("forget", "--person", "u-1") == 0
                && Wire.WHOLE.send(line, head, body)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(at.receiver.received()).hasSize(2);
    }

    /** What goes one by one is planned together, for as many messages as the hour has room for. */
    @Test
    void whatIsForgottenWhileOthersWaitForTheirTurnKeepsNoneOfThemBack() throws Exception {
        at.onlyShortCalls("hook").destination("hook", Map.of("max-per-hour", "20"));
        for (int i = 0; i < 12; i++) {
            at.tenant.publish(CallJson.call().user(i < 2 || i >= 10 ? "u-2" : "u-1", "Abbie Wilkins").start(NOON.minusSeconds(600 - i))
                    .lasting(Duration.ofSeconds(2)));
        }
        at.receiver.next(Answer.status(200).over((line, head, body) -> at.run("forget", "--person", "u-1") == 0
                && Wire.WHOLE.send(line, head, body)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.accepted()).filteredOn(received -> received.json().toString().contains("u-2")).hasSize(4);
    }

    @Test
    void whatIsForgottenIsCountedInJsonByItsKind() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook")
                .rule("odd", "1 / (call.version - 1) >= 0", "archive");
        CallJson call = CallJson.call().user("u-1", "Abbie Wilkins").start(NOON.minusSeconds(600)).lasting(Duration.ofMinutes(5));
        at.tenant.publish(call, call.later().id("another").version(1), call.later().id("third").version(1).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("forget", "--person", "u-1", "--json"))
                .isEqualTo("{\"events\":1,\"deliveries\":2,\"quarantined\":3,\"others\":0}\n");
    }

    private CallJson forgetOneOfTwo() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive");
        CallJson call = CallJson.call().user("person_1%", "Abbie Wilkins").start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call, CallJson.call().user("personX1y", "Somebody Else").start(NOON.minusSeconds(600))
                .lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("forget", "--person", "person_1%")).startsWith("1 event with 1 delivery");
        return call;
    }
}
