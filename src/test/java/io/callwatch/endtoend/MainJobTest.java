package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.Received;
import io.callwatch.sandbox.TurnedClock;
import io.callwatch.sandbox.WebhookReceiver;
import io.callwatch.sandbox.Fault;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in, alerts out: over real HTTP, SMTP, files and SQLite. */
class MainJobTest extends AtAWorkplace {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theTwoRecordsOfTheDocumentationGiveExactlyThreeEventsEverywhere() throws Exception {
        at.tenant.clock(new TurnedClock(Workplace.DOCUMENTATION_AT)).publishSaved("/graph/documentation-page.json");
        assertThat(at.runOnceAt(Workplace.DOCUMENTATION_AT)).isZero();
        assertThat(at.archive()).hasSize(3);
        Set<String> ids = ids();
        assertThat(ids).hasSize(3);
        assertThat(at.archive()).extracting(line -> JSON.readTree(line).at("/data/rule").asText() + " "
                        + JSON.readTree(line).at("/data/call/id").asText().substring(0, 8))
                .containsExactlyInAnyOrder("short-call 3cf3bbc8", "short-call c3ad8c4b", "external-phone c3ad8c4b");
        assertThat(at.receiver.accepted()).hasSize(3).allMatch(Received::verified)
                .extracting(call -> call.header("webhook-id")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(at.mails()).hasSize(3);
        for (MimeMessage mail : at.mails()) {
            assertThat(ids).contains(mail.getMessageID().replaceAll("<|@.*", ""));
        }

        assertThat(at.runOnceAt(Workplace.DOCUMENTATION_AT)).isZero();
        assertThat(at.archive()).hasSize(3);
        assertThat(at.receiver.received()).hasSize(3);
        assertThat(at.mails()).hasSize(3);
    }

    @Test
    void theEventIsTheSameOnEveryChannelAndKeepsTheRecordAsSent() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2))
                .with("somethingNew", "{\"x\": [1, 2.50]}"));
        assertThat(at.runOnceAt(NOON)).isZero();
        JsonNode inFile = JSON.readTree(at.archive().get(0));
        JsonNode inCall = at.receiver.received().get(0).json();
        assertThat(inCall).isEqualTo(inFile);
        assertThat(inFile.path("type").asText()).isEqualTo("call.matched");
        assertThat(at.archive().get(0)).contains("\"somethingNew\":{\"x\":[1,2.50]}");
        Received call = at.receiver.received().get(0);
        assertThat(call.header("content-type")).startsWith("application/json");
        assertThat(call.request().headers().keySet()).isSubsetOf("host", "connection", "content-type", "content-length",
                "user-agent", "accept-encoding", "webhook-id", "webhook-timestamp", "webhook-signature");
    }

    /** As a route of an operator's has them that asks for what is due. */
    @Test
    void whatStandsOnTheMessageReachesNeitherMailNorWebhook() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            watching.application.sweepOnce();
            for (String destination : List.of("hook", "ops-mail")) {
                watching.application.context().createProducerTemplate().requestBodyAndHeaders("direct:deliver-" + destination, null, Map.of(
                        "To", "evil@example.com", "Cc", "evil@example.com", "Authorization", "s3cret", "CamelHttpQuery", "evil=1"));
            }
        }
        assertThat(at.mails()).singleElement().satisfies(mail ->
                assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ops@example.com"));
        assertThat(at.receiver.accepted()).singleElement().satisfies(call -> {
            assertThat(call.request().headers()).doesNotContainKeys("authorization", "to", "cc");
            assertThat(call.request().query()).isEqualTo("key=in-the-url");
        });
    }

    @Test
    void pageSizesMakeNoDifference() throws Exception {
        List<CallJson> calls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            CallJson call = CallJson.call().start(NOON.minusSeconds(40_000 + i * 31L)).lasting(Duration.ofSeconds(1 + i % 40));
            calls.add(i % 9 == 0 ? call.phone("+4930" + (100000 + i)) : call);
        }
        at.tenant.publish(calls.toArray(CallJson[]::new));
        onlyToTheFile(at).set("callwatch.graph.page-size", "60");
        assertThat(at.runOnceAt(NOON)).isZero();
        Set<String> first = ids();
        Path other = folder.resolve("other");
        try (Workplace second = new Workplace(other)) {
            onlyToTheFile(second).set("callwatch.graph.url", at.tenant.graphUrl()).set("callwatch.graph.authority", at.tenant.authority())
                    .set("callwatch.graph.page-size", "7");
            assertThat(second.runOnceAt(NOON)).isZero();
            Set<String> ids = new TreeSet<>();
            for (String line : second.archive()) {
                ids.add(JSON.readTree(line).path("id").asText());
            }
            assertThat(ids).isEqualTo(first).hasSize(100 + 112);
        }
        assertThat(at.tenant.requests(Kind.NEXT_PAGE)).hasSizeGreaterThan(140).allMatch(asked -> asked.status() == 200);
    }

    /** Two hundred mails would take half a minute. */
    private static Workplace onlyToTheFile(Workplace place) {
        return place.set("callwatch.rules.short-call.notify", "archive").set("callwatch.rules.external-phone.notify", "archive");
    }

    @Test
    void aLinkToAnotherHostIsRefusedAndNeverSeesTheToken() throws Exception {
        try (WebhookReceiver elsewhere = new WebhookReceiver()) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
            at.set("callwatch.graph.concurrency", "1").tenant.faults().always(Kind.FIRST_PAGE, Fault.linkTo(elsewhere.url()));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(elsewhere.received()).isEmpty();
            assertThat(at.tenant.requests(Kind.FIRST_PAGE)).as("one window's failure keeps no other from being read, until three fail")
                    .hasSize(3);
        }
    }

    /** A 307 or 308 would take the whole request there, with the token or the secret. */
    @ParameterizedTest
    @CsvSource({"FIRST_PAGE,302", "FIRST_PAGE,307", "TOKEN,302", "TOKEN,308"})
    void nobodyIsSentToAnotherHost(Kind asked, int status) throws Exception {
        try (WebhookReceiver elsewhere = new WebhookReceiver()) {
            at.tenant.faults().always(asked, Fault.answer(Answer.status(status).header("Location", elsewhere.url())));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void recordsThatCannotBeReadAreSetAsideAndTheirNeighboursGoOn() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        at.tenant.publishRaw("null", NOON.minusSeconds(500), Instant.MIN);
        at.tenant.publishRaw("{\"version\":1}", NOON.minusSeconds(400), Instant.MIN);
        String wrong = CallJson.call().start(NOON.minusSeconds(300)).with("joinWebUrl", "{}").json();
        at.tenant.publishRaw(wrong, NOON.minusSeconds(300), Instant.MIN);
        at.tenant.publishRaw("\"some text\"", NOON.minusSeconds(200), Instant.MIN);
        assertThat(at.runOnceAt(NOON)).as("a quarantined record makes it incomplete").isEqualTo(1);
        assertThat(at.archive()).hasSize(1);
        assertThat(at.output("quarantine", "--json")).contains("\\\"some text\\\"");
        assertThat(at.output("quarantine", "retry")).startsWith("4 judged again, 4 still in quarantine");
        assertThat(at.output("explain", JSON.readTree(wrong).path("id").asText())).containsPattern("short-call +none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{{callwatch.graph.client-id}}"})
    void hostileTextInARecordStaysText(String name) throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2))
                .user("u", name + " ${sys.user.home} <script>alert(1)</script>\r\nBcc: evil@example.com"));
        assertThat(at.runOnceAt(NOON)).isZero();
        MimeMessage mail = at.mails().get(0);
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).contains("${sys.user.home}").doesNotContain("\n");
    }

    private Set<String> ids() throws Exception {
        Set<String> ids = new HashSet<>();
        for (String line : at.archive()) {
            ids.add(JSON.readTree(line).path("id").asText());
        }
        return ids;
    }
}
