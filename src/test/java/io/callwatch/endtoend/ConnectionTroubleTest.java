package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.KeyPairOfKeytool;
import io.callwatch.sandbox.ScriptedSmtp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a connection came to nothing is said to an operator in words, wherever it shows. */
class ConnectionTroubleTest extends AtAWorkplace {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void nobodyListens(String scheme) throws Exception {
        try (Socket nobody = Troublesome.nobody()) {
            assertSaid(scheme, nobody.getLocalPort(), "the connection was refused, or the network is down");
        }
    }

    @Test
    void somebodyCloses() throws Exception {
        try (ServerSocket server = Troublesome.answering(new ServerSocket(0, 1, LOOPBACK), Socket::close)) {
            assertSaid("http", server.getLocalPort(), "the connection was closed without an answer", "the connection was cut");
        }
    }

    @Test
    void somebodySpeaksNoTls() throws Exception {
        try (ServerSocket server = Troublesome.answering(new ServerSocket(0, 1, LOOPBACK), socket -> {
            socket.getOutputStream().write("220 smtp.example.com ESMTP\r\n".getBytes());
            socket.close();
        })) {
            assertSaid("https", server.getLocalPort(), "no TLS connection could be made");
        }
    }

    /** It is not the proxy's fault. */
    @Test
    void somebodyBehindAProxySpeaksNoTls() throws Exception {
        try (ServerSocket proxy = Troublesome.answering(new ServerSocket(0, 1, LOOPBACK), socket -> {
            for (String answer : List.of("HTTP/1.1 200 Connected\r\n\r\n", "220 smtp.example.com ESMTP\r\n")) {
                socket.getInputStream().read(new byte[64 * 1024]);
                socket.getOutputStream().write(answer.getBytes());
            }
            socket.close();
        })) {
            at.onlyShortCalls("hook").destination("hook", Map.of("url", "https://hooks.example.com/x"))
                    .set("callwatch.proxy.url", "http://127.0.0.1:" + proxy.getLocalPort());
            assertThat(at.output("check", "--online")).contains("no TLS connection could be made").doesNotContain("the proxy");
        }
    }

    @Test
    void somebodySwitchesToAProtocolThatNobodyAskedFor() throws Exception {
        try (ServerSocket server = Troublesome.answering(new ServerSocket(0, 1, LOOPBACK), socket -> {
            socket.getInputStream().read(new byte[64 * 1024]);
            socket.getOutputStream().write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n".getBytes());
            socket.close();
        })) {
            assertSaid("http", server.getLocalPort(), "the other side does not keep to HTTP");
        }
    }

    @Test
    void nobodyKnowsTheCertificate() throws Exception {
        try (ServerSocket server = Troublesome.answering(KeyPairOfKeytool.make(folder, "localhost").context().getServerSocketFactory()
                .createServerSocket(0, 1, LOOPBACK), socket -> ((SSLSocket) socket).startHandshake())) {
            assertSaid("https", server.getLocalPort(), "the certificate of the other side is from nobody whom this Java trusts");
        }
    }

    /** A mail server of the same machine may offer TLS with such a one. */
    @Test
    void whoWantsNoTlsIsShownNoCertificate() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().startingTls(KeyPairOfKeytool.make(folder, "localhost"))) {
            at.destination("ops-mail", Map.of("port", Integer.toString(smtp.port()), "tls", "starttls"));
            assertThat(at.output("notify-test", "ops-mail"))
                    .contains("the certificate of the other side is from nobody whom this Java trusts");
            at.destination("ops-mail", Map.of("tls", "none"));
            assertThat(at.output("notify-test", "ops-mail")).startsWith("delivered: ");
            assertThat(smtp.taken()).hasSize(1);
        }
    }

    /** By a delivery, by a look from outside, and of the endpoint that issues tokens. */
    private void assertSaid(String scheme, int port, String... either) throws Exception {
        String url = scheme + "://localhost:" + port;
        at.onlyShortCalls("hook").destination("hook", Map.of("url", url + "/x"));
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).containsAnyOf(either);
        if (scheme.equals("https")) {
            assertThat(at.output("check", "--online")).containsAnyOf(either);
        }
        at.set("callwatch.graph.authority", url);
        assertThat(at.output("check", "--online")).containsAnyOf(either);
    }
}
