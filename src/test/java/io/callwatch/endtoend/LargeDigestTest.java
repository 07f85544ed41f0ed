package io.callwatch.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many a server takes a body of a megabyte at most, some of a tenth of that; what a digest has to say arrives there all the same. */
class LargeDigestTest extends AtItsPace {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answer TOO_LARGE = Answer.status(413);

    @Test
    void whatIsTooLargeForItsReceiverGoesInHalves() throws Exception {
        refuseAsTooLarge(5);
        at.receiver.next(TOO_LARGE);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).as("the first half is still too large").isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        List<Integer> counts = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (var request : at.receiver.accepted()) {
            JsonNode digest = JSON.readTree(request.body());
            assertThat(digest.path("id").asText()).isEqualTo(request.header("webhook-id")).startsWith("digest-");
            assertThat(digest.at("/data/reason").asText()).isEqualTo("grouped");
            counts.add(digest.at("/data/count").asInt());
            digest.at("/data/events").forEach(event -> events.add(event.path("id").asText()));
        }
        assertThat(counts).containsExactly(2, 2, 1);
        assertThat(events).hasSize(5).doesNotHaveDuplicates();
        assertThat(at.receiver.received()).extracting(r -> r.header("webhook-id")).as("each is another message").doesNotHaveDuplicates();
    }

    /** Else a half may go without what follows an event of the other, and come again with it under another id. */
    @Test
    void whatIsToldOfOneAlertStaysTogether() throws Exception {
        hook("quiet", "11:00-13:00 UTC").hook("group", "sweep");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        at.runOnceAt(NOON);
        shortCalls(NOON, 2);
        at.runOnceAt(NOON.plusSeconds(60));
        at.tenant.publish(call.later().lasting(Duration.ofSeconds(3)));
        at.runOnceAt(NOON.plusSeconds(120));
        at.receiver.next(TOO_LARGE);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_600))).isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_660))).isZero();
        List<List<String>> types = new ArrayList<>();
        for (var request : at.receiver.accepted()) {
            types.add(JSON.readTree(request.body()).findValuesAsText("type").stream().filter(type -> type.startsWith("call.")).toList());
        }
        assertThat(types).hasSize(2).anySatisfy(each -> assertThat(each).as("its match, another one, and its correction")
                .containsExactlyInAnyOrder("call.matched", "call.matched", "call.corrected"));
    }

    /** As after a night in which all calls were told with their first version and corrected by their second. */
    @Test
    void whatCorrectsEachOfItGoesInHalvesToo() throws Exception {
        hook("quiet", "11:00-13:00 UTC").hook("group", "sweep");
        List<CallJson> calls = List.of(2, 3).stream()
                .map(minutes -> CallJson.call().start(NOON.minusSeconds(60L * minutes)).lasting(Duration.ofSeconds(2))).toList();
        calls.forEach(at.tenant::publish);
        at.runOnceAt(NOON);
        calls.forEach(call -> at.tenant.publish(call.later().lasting(Duration.ofSeconds(3))));
        at.runOnceAt(NOON.plusSeconds(60));
        at.receiver.next(TOO_LARGE);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_600))).isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_660))).isZero();
        List<Integer> counts = new ArrayList<>();
        for (var request : at.receiver.accepted()) {
            counts.add(JSON.readTree(request.body()).at("/data/count").asInt());
        }
        assertThat(counts).containsExactly(2, 2);
    }

    /** As by what is written in Go: it says so at once, and cuts the connection in the middle of the body. */
    @Test
    void whatIsTooLargeForAReceiverThatReadsNoMoreIsKnownAsThat() throws Exception {
        for (int i = 0; i < 100; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(60 + i)).lasting(Duration.ofSeconds(2))
                    .with("joinWebUrl", "\"https://teams.example.com/" + "a".repeat(160_000) + "\""));
        }
        try (ServerSocket receiver = new ServerSocket()) {
            receiver.setReceiveBufferSize(65_536);
            receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            at.destination("hook", Map.of("group", "sweep", "url", "http://127.0.0.1:" + receiver.getLocalPort() + "/"));
            Thread answers = new Thread(() -> refuse(receiver));
            answers.start();
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            answers.join();
        }
        assertThat(at.output("deliveries")).contains(" answered 413: that is too large for it");
    }

    private static void refuse(ServerSocket receiver) {
        try (Socket request = receiver.accept()) {
            request.getOutputStream().write("HTTP/1.1 413 -\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            request.getInputStream().readNBytes(8_000_000); // more than lies between the two, and half of what is sent
        } catch (IOException e) {
            // whoever sends has heard enough
        }
    }

    @Test
    void whatIsOneEventStaysOne() throws Exception {
        refuseAsTooLarge(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        List<String> ids = at.receiver.received().stream().map(r -> r.header("webhook-id")).toList();
        assertThat(ids).hasSize(2).containsOnly(ids.get(0));
    }

    /** A card has a few of them and counts the rest: of fewer it would be as large. */
    @Test
    void aCardIsNotTakenApart() throws Exception {
        hook("format", "teams");
        refuseAsTooLarge(4);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.receiver.received()).hasSize(2);
    }

    private void refuseAsTooLarge(int calls) throws Exception {
        hook("group", "sweep");
        at.receiver.next(TOO_LARGE);
        shortCalls(NOON, calls);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
    }
}
