package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callwatch.config.ConfigurationException;
import io.callwatch.ledger.LedgerException;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.WaitForTaskToComplete;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations that are any Camel endpoint: what makes an event delivered there, and what does not. */
class CamelEndpointsTest extends AtAWorkplace {
    private static final String ROUTE = """
            - route:
                from:
                  uri: "%s"
                  steps:
                    - %s
            """;

    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("archive,topic");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @Test
    void aUriWithAQueryIsPostedToLikeAnyOther() throws Exception {
        topic(at.receiver.url());
        at.set("callwatch.rules.short-call.severity", "critical");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).singleElement().satisfies(received -> {
            assertThat(received.request().method()).isEqualTo("POST");
            assertThat(received.request().query()).isEqualTo("key=in-the-url");
            assertThat(received.json().path("type").asText()).isEqualTo("call.matched");
            assertThat(received.header("content-type")).isEqualTo("application/json");
            assertThat(List.of("id", "type", "severity", "rule")).extracting(name -> received.header("callwatch." + name)).containsExactly(
                    received.json().path("id").asText(), "call.matched", "critical", "short-call");
            assertThat(received.request().headers().keySet()).filteredOn(name -> name.startsWith("callwatch.")).hasSize(4)
                    .allSatisfy(name -> assertThat(Path.of("README.md")).content().contains("`" + name + "`"));
        });
    }

    @Test
    void aStartThatAnEndpointStopsHoldsNothingAfterwards() throws Exception {
        topic("nope:alerts");
        assertThat(at.runOnceAt(NOON)).isEqualTo(2);
        topic(at.receiver.url());
        assertThat(at.runOnceAt(NOON)).isZero();
    }

    @Test
    void aMethodOfOnesOwnIsKept() throws Exception {
        topic(at.receiver.url() + "&httpMethod=PUT");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).singleElement().satisfies(received -> assertThat(received.request().method()).isEqualTo("PUT"));
    }

    @Test
    void whatIsBrokenOffKeepsNoOtherFromBeingTried() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700)).lasting(Duration.ofSeconds(2)));
        route("direct:slow", "to: file:" + folder + "?fileName=begun&fileExist=Append&appendChars=\\n", "delay: {constant: 3600000}");
        topic("direct:slow");
        assertThat(failures()).first().isEqualTo("no answer in time");
        assertThat(folder.resolve("begun")).content().hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:slow", "seda:slow"})
    void aRouteThatDoesNotEndIsNoAnswerInTime(String uri) throws Exception {
        route(uri, "delay: {constant: 3600000}");
        topic(uri);
        assertThat(failures()).containsExactly("no answer in time");
        assertThat(at.archive()).as("the others have theirs").hasSize(1);
    }

    /** One whose bytes drip in is not silent either. */
    @Test
    void anEndpointThatDoesNotAnswerIsNoAnswerInTime() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700)).lasting(Duration.ofSeconds(2)));
        at.receiver.next(Answer.text(200, "x".repeat(100_000)).over(Wire.drip(Duration.ofMillis(200))));
        at.receiver.always(Answer.status(200).over(Wire.HANG));
        topic(at.receiver.url());
        assertThat(failures()).first().isEqualTo("no answer in time");
        assertThat(at.receiver.received()).hasSize(2);
        assertThat(at.archive()).as("the others have theirs").hasSize(2);
    }

    @Test
    void whatAStopBreaksOffIsSentByTheNextStart() throws Exception {
        route("direct:slow", "to: file:" + folder + "?fileName=begun", "delay: {constant: 3600000}");
        topic("direct:slow");
        at.destination("topic", Map.of("timeout", "1h")).sweep("all", "* * * * * ?", "3h").set("camel.main.shutdownTimeout", "2");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        LogLines log = new LogLines("app.CamelSetup");
        try (log; Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("begun")));
        }
        assertThat(log.all()).singleElement().asString().contains("did not end within 2 s");
        assertThat(at.listed()).hasSize(1);
    }

    /** Such as one that reads what is in a ledger, or one of ours behind it: the event may not even have been looked at. */
    @Test
    void aLedgerThatFailsInARouteBehindTheEndpointHasTakenNothing() throws Exception {
        route("direct:reads", "bean: {beanType: " + NoLedger.class.getName() + "}");
        topic("direct:reads");
        assertThat(failures()).containsExactly("it failed with LedgerException");
        assertThat(at.run("deliveries")).isEqualTo(1);
    }

    public static final class NoLedger {
        public void read() {
            throw new LedgerException("it is away", null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:nobody", "seda:nobody"})
    void thatNoRouteTakesFromAnEndpointIsSaidAndNotWaitedFor(String uri) throws Exception {
        topic(uri);
        assertThat(failures()).containsExactly("no route takes from its endpoint");
    }

    @Test
    void whatAComponentsClassesLackIsSaid() throws Exception {
        topic("unfit:later");
        assertThat(failures()).containsExactly("it failed with NoClassDefFoundError");
        topic("unfit:now");
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic.uri=unfit:now: expected an endpoint, but a jar is missing on the classpath, or one does not"
                        + " fit the others (NoClassDefFoundError, org/broker/Client)");
    }

    /** Camel takes one at the head of a file for the whole context's. */
    @Test
    void anErrorHandlerOfAnOperatorsFileIsNoneOfOurs() throws Exception {
        route("direct:mine", "log: mine");
        Path mine = folder.resolve("routes/mine.camel.yaml");
        Files.writeString(mine, "- errorHandler:\n    noErrorHandler: {}\n" + Files.readString(mine));
        topic("direct:nobody");
        assertThat(failures()).containsExactly("no route takes from its endpoint");
    }

    @Test
    void aFileThatCannotBeWrittenIsNoConnection() throws Exception {
        Files.createDirectories(folder.resolve("out/taken"));
        topic("file:" + folder.resolve("out") + "?fileName=taken&fileExist=Append");
        assertThat(failures()).containsExactly("a file failed: Is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"markRollbackOnly", "markRollbackOnlyLast"})
    void aRouteThatRollsBackHasNotTakenIt(String how) throws Exception {
        route("direct:back", "rollback: {" + how + ": true}");
        topic("direct:back");
        assertThat(failures()).containsExactly("it failed with RollbackExchangeException");
    }

    /** Of one attempt at each delivery, within a second. */
    private List<String> failures() throws Exception {
        at.destination("topic", Map.of("timeout", "1s"));
        try (LogLines log = new LogLines("app.DeliveryLog"); Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            watching.application.sweepOnce();
            watching.application.deliverOnce();
            return log.all().stream().map(line -> line.replaceFirst(".* attempt 1: (.*); the next run .*", "$1")).toList();
        }
    }

    @Test
    void whatAnHttpEndpointAnswersIsHeededAsAWebhooksIs() throws Exception {
        topic(at.receiver.url());
        at.destination("topic", Map.of("retry-for", "1h"));
        at.receiver.next(Answer.status(503).header("Retry-After", "400000"), Answer.status(410));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).satisfiesExactly(
                    first -> assertThat(first).contains("the other side answered 503; the next run tries it again"),
                    second -> assertThat(second).contains("destination topic is stopped: the other side answered 410: it wants no more of these"),
                    third -> assertThat(third).contains("is dead at attempt 2"));
        }
        assertThat(at.output("deliveries")).contains("dead");
        assertThat(at.receiver.received()).hasSize(2);
    }

    @Test
    void whatAnEndpointOfOursWaitsForNobodyElseDoes() throws Exception {
        route("seda:q", "to: file:" + folder + "?fileName=taken&fileExist=Append&appendChars=\\n");
        at.onlyShortCalls("topic,other").destination("topic", Map.of("type", "camel", "uri", "seda:q", "timeout", "2s"))
                .destination("other", Map.of("type", "camel", "uri", "seda:q", "timeout", "45s"))
                .destination("third", Map.of("type", "camel", "uri", "direct:q", "timeout", "25s"));
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            watching.application.sweepOnce();
            watching.application.deliverOnce();
            SedaEndpoint seda = watching.application.context().getEndpoint("seda:q", SedaEndpoint.class);
            assertThat(seda.getWaitForTaskToComplete()).isEqualTo(WaitForTaskToComplete.IfReplyExpected);
            assertThat(seda.getTimeout()).isEqualTo(30_000);
            assertThat(watching.application.context().getEndpoint("direct:q", DirectEndpoint.class).getTimeout()).isEqualTo(30_000);
            assertThat(watching.application.context().getEndpoints()).filteredOn(endpoint -> endpoint.getEndpointUri().startsWith("direct://q?"))
                    .singleElement().satisfies(endpoint -> assertThat(((DirectEndpoint) endpoint).isBlock()).isFalse());
            assertThat(watching.application.context().getEndpoints()).filteredOn(SedaEndpoint.class::isInstance)
                    .extracting(endpoint -> ((SedaEndpoint) endpoint).getTimeout()).as("longer than its own too").contains(2_000L, 45_000L);
        }
        assertThat(folder.resolve("taken")).content().hasLineCount(2);
        assertThat(at.run("deliveries")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://u:s3cr3t@127.0.0.1:1,                   smtp://…@127.0.0.1:1",
        "smtp://u:s3/cr3t@127.0.0.1:1,                  smtp://…@127.0.0.1:1",
        "smtp:u:s3cr3t@127.0.0.1:1,                     smtp:…@127.0.0.1:1",
        "http://u:s3cr3t@127.0.0.1:1/s3cr3t?a=s3cr3t,   http://…",
        "https:hooks.example.com/s3cr3t,                https:hooks.example.com/…",
        "kafka:alerts,                                  kafka:alerts"})
    void anEndpointIsShownWithoutUserOptionsAndThePathOfHttp(String uri, String shown) throws Exception {
        topic(uri);
        assertThat(at.output("check") + at.errors("check")).as("in the plan or as a fault").contains(shown).doesNotContain("cr3t");
        topic(uri + (uri.contains("?") ? "&" : "?") + "httpMethod=s3cr3t");
        assertThatThrownBy(() -> Watching.byHand(at, InstantSource.fixed(NOON)).close()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic.uri=" + shown).hasMessageNotContaining("cr3t");
    }

    private void topic(String uri) {
        at.destination("topic", Map.of("type", "camel", "uri", uri));
    }

    private void route(String from, String... steps) throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(routes.resolve("mine.camel.yaml"), ROUTE.formatted(from, String.join("\n        - ", steps)));
    }
}
