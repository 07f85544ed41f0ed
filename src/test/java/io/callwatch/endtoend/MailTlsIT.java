package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.KeyPairOfKeytool;
import io.callwatch.sandbox.ScriptedSmtp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail over TLS, with the packaged jar, which trusts the certificate that the test has made. */
class MailTlsIT extends InAnEmptyFolder {
    @ParameterizedTest
    @CsvSource({"smtps, localhost", "starttls, localhost", "smtps, elsewhere.test", "starttls, elsewhere.test"})
    void goesToAServerAloneWhoseCertificateIsForItsHost(String tls, String host) throws Exception {
        KeyPairOfKeytool certificate = KeyPairOfKeytool.make(temporary, "mail", host);
        boolean isItsOwn = host.equals("localhost");
        try (ScriptedSmtp smtp = tls.equals("smtps") ? new ScriptedSmtp(certificate.context().getServerSocketFactory())
                : new ScriptedSmtp().startingTls(certificate)) {
            at.destination("ops-mail", Map.of("host", "localhost", "port", Integer.toString(smtp.port()), "tls", tls));
            try (Jar jar = Jar.start(empty, List.of("-Djavax.net.ssl.trustStore=" + temporary.resolve("mail.p12"),
                    "-Djavax.net.ssl.trustStorePassword=" + KeyPairOfKeytool.PASSWORD),
                    "--config", at.config().toString(), "notify-test", "ops-mail")) {
                assertThat(jar.exitCode()).as(jar.out() + jar.err()).isEqualTo(isItsOwn ? 0 : 1);
                assertThat(jar.out()).startsWith(isItsOwn ? "delivered: "
                        : "not delivered: the certificate of the other side is not for this host");
            }
            assertThat(smtp.taken()).hasSize(isItsOwn ? 1 : 0);
        }
    }

    /** Java itself says nothing of it, and then trusts nobody. */
    @Test
    void aStoreOfTrustedCertificatesThatCannotBeReadStopsTheStart() throws Exception {
        KeyPairOfKeytool.make(temporary, "mail", "localhost");
        String store = "-Djavax.net.ssl.trustStore=";
        String password = "-Djavax.net.ssl.trustStorePassword=";
        Path locked = temporary.resolve("mail.p12");
        Path none = Files.writeString(temporary.resolve("mail.pem"), "-----BEGIN CERTIFICATE-----");
        for (List<String> options : List.of(List.of(store + locked), List.of(store + locked, password + "wrong"), List.of(store + none),
                List.of(store + temporary.resolve("nowhere.p12")), List.of(store + temporary))) {
            try (Jar jar = Jar.start(empty, options, "--config", at.config().toString(), "check")) {
                assertThat(jar.exitCode()).as(jar.out()).isEqualTo(2);
                assertThat(jar.err()).contains("\n  " + options.get(0) + ": expected a key store of trusted certificates, and "
                        + "-Djavax.net.ssl.trustStorePassword if it has one\n");
            }
        }
        try (Jar jar = Jar.start(empty, List.of(store + locked, password + KeyPairOfKeytool.PASSWORD),
                "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
    }
}
