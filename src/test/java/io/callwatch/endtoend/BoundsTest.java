package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.ScriptedSmtp;
import io.callwatch.sandbox.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody on the other side takes the memory or the time: what has no end is not waited for, and not read to it. */
class BoundsTest extends AtAWorkplace {
    private static final String TOO_MUCH = "the other side answers with more than is read";
    private static final String LATE = "no answer in time";
    private static final int MANY = 64 << 20;

    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("hook,archive").set("callwatch.graph.timeout", "1s").destination("hook", Map.of("timeout", "1s"));
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({"200,delivered,hook", "302,pending,the other side answered 302: redirects are not followed",
        "410,dead,it wants no more", "500,pending,answered 500"})
    void anAnswerOfAWebhookIsNotReadToItsEnd(int status, String state, String words) throws Exception {
        at.destination("hook", Map.of("timeout", "60s"));
        AtomicLong sent = new AtomicLong();
        at.receiver.next(Answer.status(status).over(Wire.swollen(MANY, sent)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(status == 200 ? 0 : 1);
        assertThat(at.output("deliveries", "--state", state)).contains(words);
        assertThat(sent).as("bytes").hasValueLessThan(MANY / 2);
        assertThat(at.archive()).hasSize(1);
    }

    /** What follows where it breaks is of no use. */
    @ParameterizedTest
    @CsvSource({"200,delivered", "500,pending"})
    void anAnswerThatIsNotPackedAsItSaysIsNotReadToItsEnd(int status, String state) throws Exception {
        at.destination("hook", Map.of("timeout", "60s"));
        AtomicLong sent = new AtomicLong();
        at.receiver.next(Answer.status(status).header("Content-Encoding", "gzip").over(Wire.announced(MANY, sent)));
        at.runOnceAt(NOON);
        assertThat(at.output("deliveries", "--state", state)).contains("hook");
        assertThat(sent).as("bytes").hasValueLessThan(MANY / 2);
    }

    /** Camel would have all of it in memory first. */
    @Test
    void anAnswerOfACamelEndpointIsNotReadToItsEnd() throws Exception {
        AtomicLong sent = new AtomicLong();
        at.receiver.next(Answer.status(200).over(Wire.swollen(MANY, sent)));
        at.destination("topic", Map.of("type", "camel", "uri", at.receiver.url(), "timeout", "60s"))
                .set("callwatch.rules.short-call.notify", "topic,archive");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(sent).as("bytes").hasValueLessThan(MANY / 2);
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void anErrorOfTheServiceIsNotReadToItsEndEither() throws Exception {
        at.set("callwatch.graph.timeout", "60s");
        AtomicLong sent = new AtomicLong();
        for (Wire wire : List.of(Wire.swollen(MANY, sent), Wire.announced(MANY, sent))) {
            at.tenant.faults().next(Kind.FIRST_PAGE, Fault.answer(Answer.status(400).over(wire)));
            assertThat(at.output("check", "--online")).contains("the service answered 400");
            assertThat(sent).as("bytes").hasValueLessThan(MANY / 2);
        }
    }

    /** On the way it is a thousandth of that. */
    @Test
    void whatIsPackedIsMeasuredUnpacked() throws Exception {
        String blanks = " ".repeat(1 << 20);
        at.tenant.faults().next(Kind.FIRST_PAGE, Fault.answer(Answer.json(400, blanks + "{\"error\":{\"code\":\"farBehind\"}}")));
        assertThat(at.output("check", "--online")).contains("the service answered 400").doesNotContain("farBehind");
        at.tenant.faults().next(Kind.TOKEN, Fault.answer(Answer.json(200, "{\"access_token\":\"far\"" + blanks + "}")));
        assertThat(at.output("check", "--online")).contains("without an access_token");
    }

    @Test
    void aGoodPageIsReadToItsEndThoughItIsLargerThanWhatIsReadOfOthers() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700)).lasting(Duration.ofSeconds(2))
                .with("joinWebUrl", "\"https://example.com/" + "a".repeat(100_000) + "\""));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"5000,1", "1,100000"})
    void anAnswerWithMoreHeadThanAnybodyNeedsIsRefused(int headers, int letters) throws Exception {
        Wire wire = Wire.moreHeaders(headers, letters);
        at.receiver.always(Answer.status(204).over(wire));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains(TOO_MUCH);
        at.tenant.faults().next(Kind.FIRST_PAGE, scene -> scene.good().over(wire));
        assertThat(at.output("check", "--online")).contains(TOO_MUCH);
        at.tenant.faults().next(Kind.TOKEN, scene -> scene.good().over(wire));
        assertThat(at.output("check", "--online")).contains("the token endpoint: " + TOO_MUCH);
    }

    /** Each layer is a stream in a stream: thousands are more than a thread can read. */
    @Test
    void anAnswerThatIsPackedAgainAndAgainIsRefused() throws Exception {
        String codings = "gzip,".repeat(2_500) + "gzip";
        at.receiver.always(Answer.text(200, "{}").header("Content-Encoding", codings));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains(TOO_MUCH);
        at.tenant.faults().next(Kind.FIRST_PAGE, scene -> scene.good().header("Content-Encoding", codings));
        assertThat(at.output("check", "--online")).contains(TOO_MUCH);
    }

    @Test
    void aHandshakeOfTlsThatDripsIsNotWaitedFor() throws Exception {
        try (ServerSocket server = dripping("\u0016\u0003\u0003\u0040\u0000\u0002\u0000\u003f\u00fc\u0003\u0003", "A")) {
            String url = "https://localhost:" + server.getLocalPort();
            at.destination("hook", Map.of("url", url + "/x"))
                    .destination("ops-mail", Map.of("host", "localhost", "port", url.replaceAll(".*:", ""), "tls", "smtps", "timeout", "1s"))
                    .set("callwatch.rules.short-call.notify", "hook,ops-mail");
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.output("deliveries").lines().filter(line -> line.contains(LATE))).as("hook and ops-mail").hasSize(2);
            assertThat(at.output("check", "--online").lines().filter(line -> line.contains(LATE))).as("hook and ops-mail").hasSize(2);
            at.set("callwatch.graph.authority", url);
            assertThat(at.output("check", "--online")).contains("the token endpoint: " + LATE);
        }
    }

    @Test
    void aProxyThatDripsIsNotWaitedFor() throws Exception {
        try (ServerSocket server = dripping("HTTP/1.1 200 Connected\r\n", "X: y\r\n")) {
            at.destination("hook", Map.of("url", "https://hooks.example.com/x"))
                    .set("callwatch.proxy.url", "http://127.0.0.1:" + server.getLocalPort());
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.output("deliveries")).contains(LATE);
            assertThat(at.output("check", "--online")).contains(LATE);
        }
    }

    /** It closes the connection on which it asks for the login, as some do, so that there is a second one. */
    @Test
    void aProxyThatDripsOnceItHasALoginIsNotWaitedFor() throws Exception {
        AtomicLong connections = new AtomicLong();
        try (ServerSocket server = Troublesome.answering(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), socket -> {
            if (connections.getAndIncrement() % 2 == 0) {
                socket.getOutputStream().write(("HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"way out\"\r\n"
                        + "Connection: close\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            } else {
                drip(socket, "HTTP/1.1 200 Connected\r\n", "X: y\r\n");
            }
        })) {
            at.destination("hook", Map.of("url", "https://hooks.example.com/x")).set("callwatch.proxy.username", "callwatch")
                    .set("callwatch.proxy.password", "wayout").set("callwatch.proxy.url", "http://127.0.0.1:" + server.getLocalPort());
            assertThat(at.output("check", "--online")).contains(LATE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "DATA"})
    void aMailServerThatDripsIsNotWaitedFor(String command) throws Exception {
        try (ScriptedSmtp smtp = mailServer().drippingAt(command)) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.output("deliveries")).contains(LATE);
            if (!command.equals("DATA")) {
                assertThat(at.output("check", "--online")).contains(LATE);
            }
            assertThat(at.archive()).hasSize(1);
        }
    }

    /** It has not refused it. */
    @Test
    void aMailServerThatDripsAtALoginIsNotWaitedFor() throws Exception {
        try (ScriptedSmtp smtp = mailServer().login("callwatch", "sm7p-secret").drippingAt("AUTH")) {
            at.destination("ops-mail", Map.of("username", "callwatch", "password", "sm7p-secret"));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.output("deliveries")).contains(LATE);
            assertThat(at.output("check", "--online")).contains(LATE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 ", "220-\r\n"})
    void aMailServerThatDoesNotStopIsLeft(String piece) throws Exception {
        try (ScriptedSmtp smtp = mailServer().greeting(piece.repeat(1 << 20) + "220 ready")) {
            at.destination("ops-mail", Map.of("timeout", "60s"));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(at.output("deliveries")).contains(TOO_MUCH);
            assertThat(at.output("check", "--online")).contains(TOO_MUCH);
        }
    }

    /** This mail server greets nobody before somebody else has come. */
    @Test
    void destinationsAreTriedSideBySide() throws Exception {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (ServerSocket server = Troublesome.answering(door, first -> {
            try (Socket second = door.accept()) {
                for (String answer : List.of("220 ready\r\n", "250 at your service\r\n", "221 bye\r\n")) {
                    for (Socket socket : List.of(first, second)) {
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        socket.getInputStream().read(new byte[1_024]);
                    }
                }
            }
        })) {
            String port = Integer.toString(server.getLocalPort());
            at.destination("ops-mail", Map.of("port", port, "timeout", "5s")).destination("second", Map.of("type", "email",
                    "to", "ops@example.com", "from", "callwatch@example.com", "host", "127.0.0.1", "port", port, "tls", "none", "timeout", "5s"));
            assertThat(at.output("check", "--online").lines().filter(line -> line.matches("(ops-mail|second) +good"))).hasSize(2);
        }
    }

    private ScriptedSmtp mailServer() throws Exception {
        ScriptedSmtp smtp = new ScriptedSmtp();
        at.set("callwatch.rules.short-call.notify", "archive,ops-mail")
                .destination("ops-mail", Map.of("port", Integer.toString(smtp.port()), "timeout", "1s"));
        return smtp;
    }

    /** For some seconds, each read of which brings something. */
    private static ServerSocket dripping(String first, String piece) throws Exception {
        return Troublesome.answering(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), socket -> drip(socket, first, piece));
    }

    private static void drip(Socket socket, String first, String piece) throws IOException {
        socket.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 60; i++) {
            socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
            LockSupport.parkNanos(50_000_000);
        }
    }
}
