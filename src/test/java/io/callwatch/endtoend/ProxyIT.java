package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.ConnectProxy;
import io.callwatch.sandbox.KeyPairOfKeytool;
import io.callwatch.sandbox.Kind;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a network that nothing leaves but by a proxy, and that knows no name of the world outside. */
class ProxyIT extends InAnEmptyFolder {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private ConnectProxy proxy;
    private List<String> java;

    @BeforeEach
    void aClosedNetwork() throws Exception {
        KeyPairOfKeytool certificate = KeyPairOfKeytool.make(temporary, "world", "graph.test", "login.test", "hooks.test");
        proxy = new ConnectProxy("callwatch", "wayout", certificate, Map.of("graph.test:443", at.tenant.graphUrl(),
                "login.test:443", at.tenant.authority(), "hooks.test:443", at.receiver.url()));
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 localhost inside.test\n");
        java = List.of("-Djavax.net.ssl.trustStore=" + temporary.resolve("world.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + KeyPairOfKeytool.PASSWORD, "-Djdk.net.hosts.file=" + hosts);
        at.tenant.resource("https://graph.test").clock(InstantSource.fixed(NOON));
        at.onlyShortCalls("hook,archive,ops-mail").sweep("all", Workplace.NEVER, "3h")
                .set("callwatch.graph.url", "https://graph.test/v1.0").set("callwatch.graph.authority", "https://login.test")
                .destination("hook", Map.of("url", "https://hooks.test" + URI.create(at.receiver.url()).getRawPath() + "?key=in-the-url"))
                .set("callwatch.proxy.url", proxy.url()).set("callwatch.proxy.username", "callwatch").set("callwatch.proxy.password", "wayout");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @AfterEach
    void shut() {
        proxy.close();
    }

    @Test
    void serviceTokensAndWebhooksAreReachedByTheProxy() throws Exception {
        try (Jar jar = start("run", "--once", "--at", NOON.toString())) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).isNotEmpty();
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.mails()).hasSize(1);
        assertThat(proxy.asked()).contains("graph.test:443", "login.test:443", "hooks.test:443");
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).as(jar.out() + jar.err()).isZero();
            assertThat(jar.out()).contains("proxy    " + proxy.url() + ", login callwatch").doesNotContain("wayout");
        }
    }

    @Test
    void aProxyThatRefusesIsNamed() throws Exception {
        at.set("callwatch.proxy.password", "wrong").set("callwatch.graph.timeout", "2s");
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out()).contains("hook", "AUTH, the token endpoint: the proxy wants another login").doesNotContain("wrong");
            assertThat(jar.out().lines().filter(line -> line.contains("the proxy wants another login (407): check callwatch.proxy.username"))).hasSize(2);
        }
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void aProxyThatAsksForALoginAndShutsTheConnectionIsAskedOnceMore() throws Exception {
        proxy.leaves();
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).as(jar.out() + jar.err()).isZero();
        }
        try (Jar jar = start("run", "--once", "--at", NOON.toString())) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.receiver.accepted()).hasSize(1);
        at.set("callwatch.proxy.password", "wrong");
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out().lines().filter(line -> line.contains("the proxy wants another login (407)"))).hasSize(2);
        }
    }

    @Test
    void aProxyThatTurnsAWrongLoginAwayWantsAnother() throws Exception {
        proxy.turnsAway();
        at.set("callwatch.proxy.password", "wrong");
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out()).contains("AUTH, the token endpoint: the proxy wants another login (401): check callwatch.proxy.username");
            assertThat(jar.out().lines().filter(line -> line.contains("the proxy wants another login (401)"))).hasSize(2);
        }
    }

    @Test
    void aProxyThatDoesNotAnswerIsNamed() throws Exception {
        proxy.keepsSilent();
        at.set("callwatch.graph.timeout", "2s").destination("hook", Map.of("timeout", "2s"));
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out().lines().filter(line -> line.contains("the proxy: no answer in time"))).as(jar.out()).hasSize(2);
        }
    }

    @Test
    void whatItDoesNotLetThroughIsNoAnswerOfTheOtherSide() throws Exception {
        at.set("callwatch.graph.authority", "https://elsewhere.test")
                .destination("hook", Map.of("url", "https://elsewhere.test/hook"));
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out().lines().filter(line -> line.contains("the proxy answered 403 and lets nothing through to there"))).hasSize(2);
            assertThat(jar.out()).as("it may be mended").contains("NETWORK, the token endpoint: the proxy answered 403");
        }
        at.set("callwatch.graph.authority", "https://login.test");
        try (Jar jar = start("run", "--once", "--at", NOON.toString())) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.err()).contains("hook", "the proxy answered 403 and lets nothing through to there");
        }
    }

    @Test
    void aProxyThatLooksIntoItsTunnelsMayWantALoginWithinThem() throws Exception {
        at.receiver.always(Answer.status(407).header("Proxy-Authenticate", "Basic realm=\"within\""));
        try (Jar jar = start("run", "--once", "--at", NOON.toString())) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.err()).contains("to hook failed, attempt 1: the proxy wants another login (407)");
        }
    }

    @Test
    void nobodyElseWhoWantsALoginIsShownThatOfTheProxy() throws Exception {
        at.receiver.always(Answer.status(401).header("WWW-Authenticate", "Basic realm=\"way out\""));
        try (Jar jar = start("run", "--once", "--at", NOON.toString())) {
            assertThat(jar.exitCode()).isEqualTo(1);
        }
        assertThat(at.receiver.received()).singleElement().satisfies(asked ->
                assertThat(asked.header("Authorization") + asked.header("Proxy-Authorization")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"keep-alive, 1", "close, 2"})
    void aConnectionIsUsedAgainUnlessTheOtherSideEndsIt(String connection, int times) throws Exception {
        at.receiver.always(Answer.status(204).header("Connection", connection));
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(500)).lasting(Duration.ofSeconds(3)));
        try (Jar jar = start("run", "--once", "--at", NOON.toString())) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.receiver.accepted()).hasSize(2);
        assertThat(proxy.asked()).filteredOn("hooks.test:443"::equals).hasSize(times);
    }

    /** The proxy knows nobody inside. */
    @Test
    void aWebhookThatMayHaveAPrivateAddressIsReachedWithoutIt() throws Exception {
        try (Socket nobody = Troublesome.nobody()) {
            at.destination("hook", Map.of("url", "https://inside.test:" + nobody.getLocalPort() + "/hook", "allow-private", "true"));
            try (Jar jar = start("check", "--online")) {
                assertThat(jar.exitCode()).isEqualTo(1);
                assertThat(jar.out()).containsPattern("\nhook +the connection was refused");
            }
        }
    }

    @Test
    void aProxyThatIsDownIsNamed() throws Exception {
        proxy.close();
        try (Jar jar = start("check", "--online")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out().lines().filter(line -> line.contains("the proxy: the connection was refused"))).hasSize(2);
            assertThat(jar.out()).contains("NETWORK, the token endpoint: the proxy");
        }
    }

    private Jar start(String... command) throws Exception {
        String[] all = new String[command.length + 2];
        all[0] = "--config";
        all[1] = at.config().toString();
        System.arraycopy(command, 0, all, 2, command.length);
        return Jar.start(empty, java, all);
    }
}
