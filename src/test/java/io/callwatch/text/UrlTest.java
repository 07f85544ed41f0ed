package io.callwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTest {
    /** Whatever is secret in these is called p4ss. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "kafka:alerts | kafka:alerts", "kafka:alerts?saslPassword=p4ss | kafka:alerts?…",
        "smtp://user:p4ss@mail.example.com:25 | smtp://…@mail.example.com:25",
        "https://hooks.example.com/T0/p4ss | https://hooks.example.com/…",
        "HTTPS:hooks.example.com/p4ss?x=p4ss | HTTPS:hooks.example.com/…?…",
        "hooks.example.com:8443/T0/p4ss | hooks.example.com:8443/…", "sftp:mail.example.com:22/alerts | sftp:mail.example.com:22/alerts",
        "htps://hooks.example.com/T0/p4ss | htps://hooks.example.com/…", "file:///var/spool/alerts | file:///var/spool/alerts",
        "file://alerts/new | file://alerts/new",
        "https:\\\\hooks.example.com\\T0\\p4ss | https:\\\\hooks.example.com/…",
        "https://user:p4/ss@hooks.example.com/p4ss | https://…",
        "no route to http://hooks.example.com:8080/p4ss and kafka:alerts?a=p4ss | no route to http://hooks.example.com:8080/… and kafka:alerts?…"})
    void anEndpointIsShownWithoutWhatMayBeSecret(String text, String shown) {
        assertThat(Url.endpoints(text)).isEqualTo(shown);
    }

    @Test
    void anAddressIsNamedByItsHostAlone() {
        assertThat(Url.host(URI.create("https://user:pw@hooks.example.com:8443/secret?key=1#f"))).isEqualTo("https://hooks.example.com");
        assertThat(Url.host(URI.create("mailto:x@y"))).isEqualTo("mailto://(no host)");
    }
}
