package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.ScriptedSmtp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar where a host has several addresses, of which some lead to nobody. */
class SeveralAddressesIT extends InAnEmptyFolder {
    /** Of a host with several addresses the first may be down. */
    @Test
    void aServerIsReachedAtWhicheverAddressOfItsHostAnswers() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.9 localhost\n127.0.0.1 localhost\n");
        at.onlyShortCalls("hook,ops-mail").destination("ops-mail", Map.of("host", "localhost"))
                .destination("hook", Map.of("url", at.receiver.url().replace("127.0.0.1", "localhost")));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        for (String[] command : List.of(new String[] {"run", "--once"}, new String[] {"check", "--online"})) {
            try (Jar jar = Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), Stream.concat(
                    Stream.of("--config", at.config().toString()), Stream.of(command)).toArray(String[]::new))) {
                assertThat(jar.exitCode()).as(jar.out() + jar.err()).isZero();
            }
        }
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.mails()).hasSize(1);
    }

    /** Some of a large service's addresses may be closed to this network, which drops what goes there. */
    @Test
    void whatSpeaksHttpIsReachedThoughNobodyAnswersAtTheFirstTwoOfItsAddresses() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.8 localhost\n127.0.0.9 localhost\n127.0.0.1 localhost\n");
        String authority = at.tenant.authority().replace("127.0.0.1", "localhost");
        String hook = at.receiver.url().replace("127.0.0.1", "localhost");
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String endpoint = "http://localhost:" + server.getAddress().getPort();
        at.set("callwatch.graph.authority", authority).set("callwatch.graph.timeout", "9s").onlyShortCalls("hook,endpoint")
                .destination("hook", Map.of("url", hook, "timeout", "9s"))
                .destination("endpoint", Map.of("type", "camel", "uri", endpoint, "timeout", "9s"));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        List<AutoCloseable> full = new ArrayList<>();
        try {
            for (String url : List.of(authority, hook, endpoint)) {
                full.addAll(lettingNobodyIn("127.0.0.8", URI.create(url).getPort()));
                full.addAll(lettingNobodyIn("127.0.0.9", URI.create(url).getPort()));
            }
            try (Jar jar = Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), "--config", at.config().toString(), "run", "--once")) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
                assertThat(jar.err()).doesNotContain("no answer in time");
            }
        } finally {
            for (AutoCloseable each : full) {
                each.close();
            }
            server.stop(0);
        }
        assertThat(posted).containsExactly("POST");
        assertThat(at.receiver.accepted()).hasSize(1);
    }

    private static List<AutoCloseable> lettingNobodyIn(String address, int port) throws Exception {
        InetAddress there = InetAddress.getByName(address);
        return List.of(new ServerSocket(port, 1, there), new Socket(there, port), new Socket(there, port));
    }

    /** Nor is the first, which lets nobody in, waited for as long as there is time, though the second takes three seconds of it. */
    @ParameterizedTest
    @CsvSource({"10s, true", "4s, false"})
    void aMailServerIsReachedThoughNobodyAnswersAtTheFirstOfItsAddresses(String timeout, boolean inTime) throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.9 localhost\n127.0.0.1 localhost\n");
        InetAddress first = InetAddress.getByName("127.0.0.9");
        try (ScriptedSmtp smtp = new ScriptedSmtp().drippingAt("CONNECT"); ServerSocket full = new ServerSocket(smtp.port(), 1, first);
                Socket one = new Socket(first, smtp.port()); Socket two = new Socket(first, smtp.port());
                Jar jar = notifiesByMail(smtp, timeout, hosts)) {
            assertThat(jar.exitCode()).as(jar.out()).isEqualTo(inTime ? 0 : 1);
            assertThat(smtp.taken()).hasSize(inTime ? 1 : 0);
        }
    }

    @Test
    void aMailServerMayTakeItsTimeThoughItHasAnotherAddress() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.9 localhost\n");
        try (ScriptedSmtp smtp = new ScriptedSmtp().drippingAt("CONNECT"); Jar jar = notifiesByMail(smtp, "5s", hosts)) {
            assertThat(jar.exitCode()).as(jar.out()).isZero();
        }
    }

    private Jar notifiesByMail(ScriptedSmtp smtp, String timeout, Path hosts) throws Exception {
        at.destination("ops-mail", Map.of("host", "localhost", "port", Integer.toString(smtp.port()), "timeout", timeout));
        return Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), "--config", at.config().toString(), "notify-test", "ops-mail");
    }

    /** Else each address of a host would be waited for anew. */
    @Test
    void whoIsTooLateAtOneAddressIsNotSpokenToAtTheNext() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.9 localhost\n");
        List<Integer> heard = new CopyOnWriteArrayList<>();
        try (ServerSocket slow = Troublesome.answering(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), socket -> {
            for (byte each : new byte[] {22, 3, 3, 64, 0}) {
                socket.getOutputStream().write(each); // the head of a long record of TLS
            }
            while (true) {
                socket.getOutputStream().write(1);
                LockSupport.parkNanos(50_000_000);
            }
        }); ServerSocket next = Troublesome.answering(new ServerSocket(slow.getLocalPort(), 50, InetAddress.getByName("127.0.0.9")),
                socket -> heard.add(socket.getInputStream().read()))) {
            at.onlyShortCalls("hook").destination("hook", Map.of("url", "https://localhost:" + next.getLocalPort() + "/x", "timeout", "1s"));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            try (Jar jar = Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), "--config", at.config().toString(), "run", "--once")) {
                assertThat(jar.exitCode()).as(jar.err()).isEqualTo(1);
                assertThat(jar.err()).contains("to hook failed, attempt 1: no answer in time");
            }
        }
        assertThat(heard).as("no word, but the end").allMatch(word -> word == -1);
    }
}
