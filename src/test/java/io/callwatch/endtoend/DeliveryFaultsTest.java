package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Wire;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What destinations do wrong: each for itself, nothing lost, nothing of the others changed. */
class DeliveryFaultsTest extends AtAWorkplace {
    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("archive,hook,ops-mail");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 302, 308, 401, 404, 429})
    void anAnswerThatIsNoSuccessIsTriedAgainWithTheSameId(int status) throws Exception {
        Answer elsewhere = Answer.status(status).header("Location", at.receiver.url()); // nobody goes there
        at.receiver.next(elsewhere, elsewhere, elsewhere);
        assertThat(at.runOnceAt(NOON)).as("a pending delivery").isEqualTo(1);
        assertThat(at.archive()).hasSize(1);
        assertThat(at.mails()).hasSize(1);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).hasSize(4).extracting(r -> r.header("webhook-id")).containsOnly(
                at.receiver.received().get(0).header("webhook-id"));
        assertThat(at.archive()).hasSize(1);
        assertThat(at.mails()).hasSize(1);
    }

    @Test
    void anAnswerInACharsetThatNobodyKnowsIsKnownByItsStatus() throws Exception {
        at.receiver.next(Answer.of(410, "text/plain; charset=unheard-of", "gone".getBytes()));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries", "--state", "dead")).contains("it wants no more");
    }

    @Test
    void whatFailsForOneReasonAndAnotherByTurnsIsTwoLinesForEach() throws Exception {
        twentyForTheHook();
        at.receiver.always(request -> Answer.status(at.receiver.received().size() % 2 == 0 ? 500 : 503));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).hasSize(4).filteredOn(line -> line.contains("9 more attempts to hook failed")).hasSize(2);
        }
    }

    @Test
    void manyThatFailAlikeAreTwoLinesInTheLog() throws Exception {
        twentyForTheHook();
        at.receiver.always(Answer.status(500));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).satisfiesExactly(
                    first -> assertThat(first).contains(" to hook failed, attempt 1: "),
                    second -> assertThat(second).contains("19 more attempts to hook failed for the same reason"));
        }
    }

    @Test
    void whatIsDeadIsSaidBesideWhatFailsForTheSameReason() throws Exception {
        at.onlyShortCalls("hook").destination("hook", Map.of("retry-for", "1h"));
        at.receiver.always(Answer.status(500));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.publish(CallJson.call().start(NOON).lasting(Duration.ofSeconds(2)));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(at.runOnceAt(NOON.plusSeconds(3_600))).isEqualTo(1);
            assertThat(log.all()).satisfiesExactlyInAnyOrder(dead -> assertThat(dead).contains(" to hook is dead at attempt 2: "),
                    failed -> assertThat(failed).contains(" to hook failed, attempt 1: "));
        }
    }

    private void twentyForTheHook() {
        at.onlyShortCalls("hook");
        for (int i = 1; i < 20; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
    }

    @Test
    void whatWaitsForADestinationThatIsNotConfiguredIsSaidAndCanBeTakenOffTheList() throws Exception {
        at.set("callwatch.rules.short-call.notify", "hook").receiver.always(Answer.status(500));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.without("callwatch.destinations.hook.type").without("callwatch.destinations.hook.url").without("callwatch.destinations.hook.secret")
                .set("callwatch.rules.short-call.notify", "archive");
        try (LogLines log = new LogLines("app.Deliveries")) {
            at.runOnceAt(NOON.plusSeconds(60));
            assertThat(log.all()).singleElement().asString()
                    .startsWith("1 delivery waits for the destination hook, which is not configured");
        }
        String id = at.listed().get(0);
        assertThat(at.output("deliveries")).containsPattern("  -  +call.matched  short-call  no destination of this name is configured\n")
                .contains("'deliveries dismiss EVENT\u2026' takes it off the list.");
        String waits = at.output("deliveries", "--json");
        assertThat(waits).as("nothing is sent at any time").contains("\"attempts\":1,\"next\":null,");
        assertThat(at.output("deliveries", "retry", id)).contains("no destination of this name is configured");
        assertThat(at.output("deliveries", "retry", "--all")).startsWith(id + " to hook: pending, no destination of this name is configured\n");
        assertThat(at.output("deliveries", "--json")).as("nothing is to be sent by hand later").isEqualTo(waits);
        assertThat(at.run("deliveries", "dismiss", id)).isZero();
        assertThat(at.run("deliveries")).isZero();
    }

    @Test
    void allThatIsDeadOrForNobodyIsTakenOffTheListAtOnce() throws Exception {
        at.destination("gone", Map.of("type", "webhook", "url", at.receiver.url())).destination("hook", Map.of("retry-for", "1s"))
                .set("callwatch.rules.short-call.notify", "hook,gone,ops-mail").destination("ops-mail", Map.of("port", "1"));
        at.receiver.always(Answer.status(500));
        at.runOnceAt(NOON);
        at.without("callwatch.destinations.gone.type").without("callwatch.destinations.gone.url")
                .set("callwatch.rules.short-call.notify", "hook,ops-mail").runOnceAt(NOON.plusSeconds(60));
        String id = at.listed().get(0);
        assertThat(at.output("deliveries", "dismiss", "--all")).isEqualTo("2 deliveries off the list\n");
        assertThat(at.output("deliveries")).contains(" ops-mail ").doesNotContain("hook", "gone");
        assertThat(at.output("deliveries", "dismiss", "--all", "--json")).isEqualTo("{\"deliveries\":[]}\n");
        assertThat(at.output("deliveries", "dismiss", id)).as("that one waits still").isEqualTo(id + ": no dead delivery\n");
    }

    @Test
    void whatFailedAlikeIsCountedWhenTheProcessStops() throws Exception {
        at.onlyShortCalls("hook").sweep("all", "* * * * * ?", "3h");
        for (int i = 0; i < 5; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.receiver.always(Answer.status(500));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            try (Watching watching = Watching.scheduled(at)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> at.receiver.received().size() >= 5);
            }
            assertThat(log.all()).hasSize(2).last().asString().contains(" more attempts to hook failed for the same reason");
        }
    }

    @Test
    void aWebhookThatWantsNoPauseIsNotHammered() throws Exception {
        at.onlyShortCalls("hook").sweep("all", "* * * * * ?", "3h");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        at.receiver.always(Answer.status(503).header("Retry-After", "0"));
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> at.receiver.received().size() >= 2);
        }
        assertThat(at.receiver.received()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aWaitBeyondTheTimeThatItIsTriedIsCutToThatAndNotTheEnd() throws Exception {
        at.onlyShortCalls("hook").destination("hook", Map.of("retry-for", "1h"));
        at.receiver.always(Answer.status(503).header("Retry-After", "400000"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("pending").doesNotContain("dead", "in 4 d", "ahead");
        assertThat(at.runOnceAt(NOON.plusSeconds(3_600))).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("dead");
        assertThat(at.receiver.received()).hasSize(2);
    }

    @Test
    void aDeliveryIsDeadWhenItsTimeIsOver() throws Exception {
        at.destination("hook", Map.of("retry-for", "1h"));
        at.receiver.always(Answer.status(500));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.run("deliveries", "--state", "dead")).isZero();
        at.runOnceAt(NOON.plus(Duration.ofHours(2)));
        assertThat(at.run("deliveries", "--state", "dead")).isEqualTo(1);
    }

    @Test
    void aResetAndSilencePass() throws Exception {
        at.destination("hook", Map.of("timeout", "1s"));
        at.receiver.next(Answer.status(200).over(Wire.RESET), Answer.status(200).over(Wire.HANG));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.accepted()).hasSize(1);
    }

    @Test
    void aWebhookThatIsDeadForTwoDaysGetsEverythingWhenItIsBack() throws Exception {
        at.receiver.always(Answer.status(503));
        for (int hours = 0; hours < 48; hours += 12) {
            Instant now = NOON.plus(Duration.ofHours(hours));
            at.tenant.publish(CallJson.call().start(now.minusSeconds(300)).lasting(Duration.ofSeconds(2)));
            assertThat(at.runOnceAt(now)).isEqualTo(1);
            assertThat(at.archive()).as("the file at once").hasSize(2 + hours / 12);
            assertThat(at.mails()).as("the mail at once").hasSize(2 + hours / 12);
        }
        assertThat(at.receiver.accepted()).isEmpty();
        at.receiver.always(Answer.status(204));
        assertThat(at.runOnceAt(NOON.plus(Duration.ofHours(48)))).isZero();
        assertThat(at.receiver.accepted()).hasSize(5);
    }

    @Test
    void aMailServerThatIsDownDelaysNobodyElse() throws Exception {
        try (Socket nobody = Troublesome.nobody()) {
            at.destination("ops-mail", Map.of("port", Integer.toString(nobody.getLocalPort())));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        }
        assertThat(at.archive()).hasSize(1);
        assertThat(at.receiver.accepted()).hasSize(1);
    }

    @Test
    void oneFailureKeepsNoOtherFromItsTurn() throws Exception {
        for (int i = 1; i <= 9; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.receiver.next(Answer.status(500), Answer.status(204), Answer.status(500));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.receiver.received()).as("one attempt for each").hasSize(10);
        assertThat(at.receiver.accepted()).hasSize(8);
    }
}
