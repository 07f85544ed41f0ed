package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Received;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of destinations, through the production path. */
class FormatsTest extends AtAWorkplace {
    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("archive,hook");
        at.tenant.publish(CallJson.call().user("u-1", "Abbie Wilkins").start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({"cloudevents,application/cloudevents+json,specversion", "teams,application/json,attachments",
        "slack,application/json,blocks"})
    void eachFormatArrivesSignedAsWhatItIs(String format, String contentType, String member) throws Exception {
        at.destination("hook", Map.of("format", format, "headers.X-Token", "t0ken"));
        assertThat(at.runOnceAt(NOON)).isZero();
        Received call = at.receiver.accepted().get(0);
        assertThat(call.verified()).isTrue();
        assertThat(call.header("content-type")).startsWith(contentType);
        assertThat(call.header("x-token")).isEqualTo("t0ken");
        assertThat(call.json().has(member)).isTrue();
    }

    @Test
    void aWebhookIsCalledByTheLettersOfItsUrl() throws Exception {
        String target = "/~hooks/x%7E?key=~";
        at.destination("hook", Map.of("url", URI.create(at.receiver.url()).resolve(target).toString(),
                "headers.callwatch-target", "/elsewhere"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).extracting(call -> call.request().target()).containsExactly(target);
    }

    @Test
    void headersOfEveryCallArriveAsTheyAreSet() throws Exception {
        List<String> names = List.of("Cache-Control", "Via", "Date", "Warning", "Pragma", "User-Agent", "Accept", "Accept-Encoding",
                "Content-Language", "Authorization", "X-Team", "breadcrumbId");
        names.forEach(name -> at.destination("hook", Map.of("headers." + name, "as it is")));
        assertThat(at.runOnceAt(NOON)).isZero();
        Received call = at.receiver.accepted().get(0);
        assertThat(call.verified()).isTrue();
        assertThat(call.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(names).allSatisfy(name -> assertThat(call.header(name.toLowerCase(Locale.ROOT))).isEqualTo("as it is"));
    }

    @Test
    void pagerDutyGetsItsRoutingKeyInTheBody() throws Exception {
        at.destination("hook", Map.of("format", "pagerduty", "secret", "r0utingkey"));
        assertThat(at.runOnceAt(NOON)).isZero();
        Received call = at.receiver.accepted().get(0);
        assertThat(call.json().path("routing_key").asText()).isEqualTo("r0utingkey");
        assertThat(call.json().path("event_action").asText()).isEqualTo("trigger");
        assertThat(call.request().headers()).doesNotContainKey("webhook-signature");
        assertThat(at.output("preview", "hook")).as("a secret").contains("\"routing_key\":\"***\"");
    }

    @Test
    void aFailureInTheTextOfATeamsAnswerIsOne() throws Exception {
        at.destination("hook", Map.of("format", "teams"));
        at.receiver.next(Answer.text(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isZero();
    }

    @Test
    void aPrivateAddressIsRefusedBeforeAnythingIsSent() throws Exception {
        at.destination("hook", Map.of("url", "https://10.1.2.3/hook", "timeout", "2s"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("a private address; allow-private=true lets it pass\n");
        assertThat(at.output("check", "--online")).contains("a private address\n");
        assertThat(at.output("check")).contains("a private address; allow-private=true lets it pass");
        assertThat(at.destination("hook", Map.of("allow-private", "true")).output("check")).contains("webhook at https://10.1.2.3")
                .doesNotContain("private");
    }

    /** The proxy is asked for names alone; this machine, on which the service and the file's neighbours are here, is reached without it. */
    @ParameterizedTest
    @CsvSource({"10.1.2.3, a private address", "[fd00::1], a unique-local address", "[FD00::1], a unique-local address"})
    void aPrivateAddressIsRefusedBeforeAProxyIsAskedForIt(String host, String kind) throws Exception {
        try (Socket nobody = Troublesome.nobody()) {
            at.set("callwatch.proxy.url", "http://127.0.0.1:" + nobody.getLocalPort())
                    .destination("hook", Map.of("url", "https://" + host + "/hook"));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.archive()).hasSize(1);
            assertThat(at.output("deliveries")).contains(kind + "; allow-private=true lets it pass\n");
            assertThat(at.output("check", "--online")).contains(kind + "\n");
        }
    }

    @Test
    void aDestinationGetsWhatIsSevereEnoughAndShowsAsMuchAsItMay() throws Exception {
        at.destination("archive", Map.of("privacy", "masked")).destination("hook", Map.of("min-severity", "critical"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.received()).isEmpty();
        assertThat(at.archive()).singleElement().asString().doesNotContain("Abbie", "Wilkins", "u-1");
    }

    @Test
    void aTitleOfOnesOwnIsFilledInWithWhatMayBeShown() throws Exception {
        at.set("callwatch.rules.short-call.title", "VIP ${call.organizer.name} (${call.organizer.id}) called ${call.duration}");
        at.destination("archive", Map.of("privacy", "masked"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).singleElement().asString().contains("\"title\":\"VIP A. W. (***) called 2 s\"");
        assertThat(at.receiver.accepted().get(0).json().at("/data/title").asText()).isEqualTo("VIP Abbie Wilkins (u-1) called 2 s");
    }

    @Test
    void anEndpointThatLogsItsExchangeShowsNoMoreThanItMay() throws Exception {
        at.rule("short-call", "call.duration < duration('5s')", "topic")
                .destination("topic", Map.of("type", "camel", "uri", "log:io.callwatch.seen?showAll=true", "privacy", "masked"));
        try (LogLines log = new LogLines("seen")) {
            assertThat(at.runOnceAt(NOON)).isZero();
            assertThat(log.all()).singleElement().asString().contains("call.matched", "A. W.")
                    .doesNotContain("Abbie", "Wilkins");
        }
        assertThat(at.output("preview", "topic")).contains("call.matched").doesNotContain("123456");
    }

    @Test
    void aFileThatIsFullIsRotatedAndHoldsEachIdOnce() throws Exception {
        at.destination("archive", Map.of("rotate", "1kB"));
        for (int i = 0; i < 20; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700 + i)).lasting(Duration.ofSeconds(2)));
            assertThat(at.runOnceAt(NOON.plusSeconds(i))).isZero();
        }
        try (var files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("alerts")).toList();
            assertThat(names).hasSizeGreaterThan(3).anyMatch(name -> name.endsWith(".gz"));
        }
    }
}
