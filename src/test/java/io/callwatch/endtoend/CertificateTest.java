package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Pass;
import io.callwatch.app.Prepared;
import io.callwatch.config.Faults;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.sandbox.Asked;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.KeyPairOfKeytool;
import io.callwatch.sandbox.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A certificate in place of a client secret. */
class CertificateTest extends AtAWorkplace {
    private Path pem;

    @BeforeEach
    void aCertificate() {
        at.onlyShortCalls("archive").without("callwatch.graph.client-secret");
        pem = folder.resolve("callwatch.pem");
        at.set("callwatch.graph.client-certificate", pem.toString());
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @Test
    void itIsAsGoodAsASecretAndMayBeReplacedBesideARun() throws Exception {
        KeyPairOfKeytool first = KeyPairOfKeytool.make(folder, "first");
        Files.writeString(pem, first.pem());
        at.tenant.publicKey(first.certificate().getPublicKey());
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON)); LogLines log = new LogLines("app.PageRetry")) {
            assertThat(watching.begin("all").get(60, TimeUnit.SECONDS).unread()).isEmpty();
            KeyPairOfKeytool second = KeyPairOfKeytool.make(folder, "second");
            Files.writeString(pem, second.pem().substring(0, 200));
            at.tenant.publicKey(second.certificate().getPublicKey()).expireTokens();
            CompletableFuture<Pass> pass = watching.begin("all");
            await().atMost(Duration.ofSeconds(60)).until(() -> log.all().stream().anyMatch(
                    line -> line.contains("callwatch.graph.client-certificate: expected a block 'PRIVATE KEY'")));
            Files.writeString(pem, second.pem() + KeyPairOfKeytool.block("CERTIFICATE", first.certificate().getEncoded()));
            assertThat(pass.get(60, TimeUnit.SECONDS).unread()).isEmpty();
            watching.application.deliverOnce();
        }
        assertThat(at.archive()).hasSize(1);
        assertThat(at.tenant.tokenRequests()).isEqualTo(2);
    }

    /** As openssl wrote it before its version 3, and {@code openssl rsa -traditional} does. */
    @Test
    void itsKeyMayBeInPkcs1() throws Exception {
        KeyPairOfKeytool pair = KeyPairOfKeytool.make(folder, "old");
        byte[] inPkcs8 = pair.key().getEncoded();
        Files.writeString(pem, KeyPairOfKeytool.block("CERTIFICATE", pair.certificate().getEncoded())
                + KeyPairOfKeytool.block("RSA PRIVATE KEY", Arrays.copyOfRange(inPkcs8, 26, inPkcs8.length)));
        at.tenant.publicKey(pair.certificate().getPublicKey());
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    /** As {@code openssl pkcs12} writes the name of a certificate. */
    @Test
    void whatStandsBesideItsBlocksMayBeInAnyEncoding() throws Exception {
        KeyPairOfKeytool pair = KeyPairOfKeytool.make(folder, "named");
        Files.writeString(pem, "Bag Attributes\n    friendlyName: Büro\n" + pair.pem(), StandardCharsets.ISO_8859_1);
        at.tenant.publicKey(pair.certificate().getPublicKey());
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void itsEndIsSaidAMonthBeforeButNotWithEachToken() throws Exception {
        KeyPairOfKeytool pair = KeyPairOfKeytool.make(folder, "old");
        Files.writeString(pem, pair.pem());
        at.tenant.publicKey(pair.certificate().getPublicKey());
        try (LogLines log = new LogLines("app.TokenRequests")) {
            assertThat(at.runOnceAt(NOON)).isZero();
            assertThat(log.all()).isEmpty();
        }
        assertThat(at.output("check") + at.output("status")).contains("newest call").doesNotContain("the certificate of");
        Instant end = ((X509Certificate) pair.certificate()).getNotAfter().toInstant();
        assertThat(ClientAssertion.ending(pem, end.minus(Duration.ofDays(30)).minusSeconds(1))).isEmpty();
        String said = "the certificate of callwatch.graph.client-certificate ";
        assertThat(ClientAssertion.ending(pem, end.minus(Duration.ofDays(30))).orElseThrow()).startsWith(said + "ends at " + end + ": add a new one");
        assertThat(ClientAssertion.ending(pem, end.plusSeconds(1)).orElseThrow()).startsWith(said + "ended at " + end + ": add a new one");
        KeyPairOfKeytool brief = KeyPairOfKeytool.makeForDays(29, folder, "brief");
        Files.writeString(pem, brief.pem());
        at.tenant.publicKey(brief.certificate().getPublicKey());
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON)); LogLines log = new LogLines("app.TokenRequests")) {
            watching.begin("all").get(60, TimeUnit.SECONDS);
            at.tenant.expireTokens();
            watching.begin("all").get(60, TimeUnit.SECONDS);
            assertThat(at.tenant.requests(Kind.TOKEN)).extracting(Asked::status).containsExactly(200, 200, 200);
            assertThat(log.all()).singleElement().asString().startsWith(said + "ends at ");
        }
        assertThat(List.of(at.output("check"), at.output("status"))).allSatisfy(printed -> assertThat(printed).contains(said + "ends at "));
        assertThat(at.output("status", "--json")).doesNotContain("the certificate of");
    }

    @Test
    void whatIsWrongWithItIsSaidAtTheStart() throws Exception {
        KeyPairOfKeytool first = KeyPairOfKeytool.make(folder, "first");
        KeyPairOfKeytool second = KeyPairOfKeytool.make(folder, "second");
        at.set("callwatch.graph.client-certificate", folder.toString());
        assertThat(at.errors("check")).contains("callwatch.graph.client-certificate=" + folder
                + ": expected a PEM file that can be read (Is a directory)\n");
        at.set("callwatch.graph.client-certificate", pem.toString());
        assertThat(at.errors("check")).contains("callwatch.graph.client-certificate=" + pem
                + ": expected a PEM file that can be read (no such file or folder)\n");
        assertRefused("", "a block 'PRIVATE KEY' or 'RSA PRIVATE KEY'");
        assertRefused(first.pem().replace("PRIVATE", "EC PRIVATE"), "another kind of key: of an RSA key 'openssl pkcs8 -topk8 -nocrypt' makes one");
        assertRefused(first.pem().replace("PRIVATE", "RSA PRIVATE"), "an RSA key and its certificate in PEM");
        assertRefused(KeyPairOfKeytool.block("PRIVATE KEY", new byte[40]), "an RSA key and its certificate in PEM");
        assertRefused(first.pem().replace("KEY-----\nM", "KEY-----\n=M"), "an RSA key and its certificate in PEM");
        assertRefused(first.pem().replace("CATE-----\nM", "CATE-----\n=M"), "an RSA key and its certificate in PEM");
        assertRefused(KeyPairOfKeytool.block("PRIVATE KEY", first.key().getEncoded()), "a block 'CERTIFICATE' that belongs to its key");
        assertRefused(new KeyPairOfKeytool(null, first.key(), second.certificate()).pem(), "a block 'CERTIFICATE' that belongs to its key");
        assertThat(at.tenant.tokenRequests()).isZero();
    }

    private void assertRefused(String content, String expected) throws Exception {
        Files.writeString(pem, content);
        Faults faults = new Faults();
        Prepared.of(at.values(), folder, faults);
        assertThat(faults.all()).singleElement().asString()
                .startsWith("callwatch.graph.client-certificate=" + pem + ": expected ").contains(expected);
        assertThat(at.runOnceAt(NOON)).isEqualTo(2);
    }
}
