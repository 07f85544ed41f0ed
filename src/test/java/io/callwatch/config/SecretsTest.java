package io.callwatch.config;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where secrets come from, and that they go nowhere. */
class SecretsTest extends WithAConfiguration {
    @Test
    void aFaultShowsNoUserOfAUrl() {
        assertThat(new Fault("callwatch.graph.url", "http://user:pw@graph.example.com/v1.0", "an https URL"))
                .hasToString("callwatch.graph.url=…@graph.example.com/v1.0: expected an https URL");
    }

    @Test
    void aFaultShowsNoKeyThatWasPastedWhereItsFileIsToBeNamed() {
        Map<String, String> values = least();
        values.put("callwatch.graph.client-secret-file", "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA==\n-----END EC PRIVATE KEY-----");
        assertThat(faultsOf(values)).extracting(Fault::toString)
                .anyMatch(fault -> fault.startsWith("callwatch.graph.client-secret-file: expected a file that can be read"))
                .noneMatch(fault -> fault.contains("MHcC"));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', '\n'", "'', '\r\n'", "'\uFEFF', '\r\n'"})
    void readsASecretFromItsFileWithoutByteOrderMarkAndFinalNewline(String begin, String end) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), begin + " s3 cr3t\t" + end);
        Map<String, String> values = least();
        values.remove("callwatch.graph.client-secret");
        values.put("callwatch.graph.client-secret-file", file.toString());
        assertThat(read(values).graph().clientSecret().value()).isEqualTo(" s3 cr3t\t");
    }

    @Test
    void refusesASecretFileThatIsEmptyOrNotThereAndTwoSecretsForOne() throws Exception {
        Map<String, String> values = least();
        values.put("callwatch.graph.client-secret-file", "nowhere");
        read(values);
        assertThat(faults.all()).extracting(Fault::expected).contains("a file that can be read (no such file or folder)",
                "only one of callwatch.graph.client-secret and callwatch.graph.client-secret-file");
        values.remove("callwatch.graph.client-secret");
        values.put("callwatch.graph.client-secret-file", Files.writeString(folder.resolve("empty"), "\n").toString());
        assertThat(faultsOf(values)).extracting(Fault::expected).containsExactly("a file that holds the secret, saw an empty one");
        values.put("callwatch.graph.client-secret-file", Files.writeString(folder.resolve("odd"), "s3cr3t\n", UTF_16).toString());
        assertThat(faultsOf(values)).extracting(Fault::expected).containsExactly("a file that can be read (not in UTF-8)");
    }

    @Test
    void aHeadersFileThatIsNotThereIsAFaultOfItsKey() {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.hook.type", "webhook", "callwatch.destinations.hook.url", "https://hooks.example.com/",
                "callwatch.destinations.hook.headers.X-Token-file", "nowhere"));
        assertThat(faultsOf(values)).singleElement().asString().startsWith("callwatch.destinations.hook.headers.X-Token-file=");
    }

    @Test
    void oneWayToProveTheApplicationIsWanted() {
        Map<String, String> values = least();
        values.put("callwatch.graph.client-certificate", "callwatch.pem");
        assertThat(faultsOf(values)).extracting(Fault::expected)
                .containsExactly("one of client-secret, client-secret-file and client-certificate, saw several");
        values.keySet().removeAll(List.of("callwatch.graph.client-certificate", "callwatch.graph.client-secret"));
        assertThat(faultsOf(values)).extracting(Fault::expected)
                .containsExactly("one of client-secret, client-secret-file and client-certificate, saw none");
    }

    @Test
    void nothingPrintsASecret() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.hook.type", "webhook");
        values.put("callwatch.destinations.hook.url", "https://hooks.example.com/T0/p4th?q=query");
        values.put("callwatch.destinations.hook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_bad!");
        values.put("callwatch.destinations.topic.type", "camel");
        values.put("callwatch.destinations.topic.uri", "kafka:alerts?saslPassword=query");
        values.put("callwatch.destinations.bad.type", "webhook");
        values.put("callwatch.destinations.bad.url", "http://hooks.example.com/T0/p4th?q=query");
        assertThat(faultsOf(values)).extracting(Fault::toString).contains("callwatch.destinations.bad.url=http://hooks.example.com/…: "
                + "expected an https URL, or http for a loopback host");
        String everything = read(values) + faults.all().stream().map(Fault::toString).collect(Collectors.joining("\n"));
        assertThat(everything).doesNotContain("pw,", "s3cr3t", "MfKQ9", "bad!", "p4th", "query").contains("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks.example.com/p4th", "https:/hooks.example.com/p4th", "https:hooks.example.com/p4th",
        "//hooks.example.com/p4th", "\"https://hooks.example.com/p4th\"", "<https://hooks.example.com/p4th>", "https+x://hooks.example.com/p4th",
        "https://hooks.example.com\\p4th", "https://u:p4th@hooks.example.com/", "https://u:x/p4th@hooks.example.com/", "https:// p4th"})
    void aWebhooksUrlThatIsMistypedKeepsItsPath(String url) {
        Map<String, String> values = least();
        values.put("callwatch.destinations.bad.type", "webhook");
        values.put("callwatch.destinations.bad.url", url);
        assertThat(faultsOf(values)).singleElement().asString().startsWith("callwatch.destinations.bad.url").doesNotContain("p4th");
    }

    @ParameterizedTest
    @ValueSource(strings = {"callwatch.ledger.url | jdbc:postgresql://usr:p4ss@localhost:1/db",
        "callwatch.ledger.url | jdbc:postgresql://usr:p4/ss@db/x",
        "callwatch.ledger.url | jdbc:postgresql://db/x;user=usr;password=p4ss", "callwatch.ledger.url | jdbc:postgresql://db/x&password=p4ss",
        "callwatch.ledger.url | jdbc:sqlite:data/x.db?password=p4ss",
        "callwatch.ledger.url | jdbc:h2:x;password=p4ss",
        "callwatch.graph.url | https://usr:p4ss@x@graph.microsoft.com", "callwatch.graph.url | https://usr:p4/ss@graph.microsoft.com",
        "callwatch.proxy.url | usr:p4ss@proxy.example.com:3128", "callwatch.proxy.url | http://usr:p4/ss@proxy.example.com:3128"})
    void aPasswordInAUrlIsRefusedAndNotShown(String line) {
        Map<String, String> values = least();
        String[] parts = line.split(" \\| ");
        values.put(parts[0], parts[1]);
        assertThat(faultsOf(values)).singleElement().asString().startsWith(parts[0] + "=").doesNotContain("p4", "ss@");
    }

    @Test
    void whatMayBeAWebhooksSecretIsNotShownWhereItBelongsToAnotherType() {
        Map<String, String> values = least();
        String hook = "callwatch.destinations.hook.";
        values.putAll(Map.of(hook + "type", "webhook", hook + "url", "https://hooks.example.com", hook + "path", "/T000/s3cr3t",
                "callwatch.destinations.topic.type", "camel", "callwatch.destinations.topic.uri", "seda:alerts",
                "callwatch.destinations.topic.path", "alerts.jsonl", "callwatch.destinations.out.headers.Authorization", "s3cr3t"));
        String expected = "no such key for a destination of type ";
        assertThat(faultsOf(values)).containsExactlyInAnyOrder(new Fault(hook + "path", null, expected + "webhook; it belongs to file"),
                new Fault("callwatch.destinations.topic.path", "alerts.jsonl", expected + "camel; it belongs to file"),
                new Fault("callwatch.destinations.out.headers.Authorization", null, expected + "file; it belongs to webhook"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callwatch.graph.client-secert", "callwatch.graph.client-secret-fil", "callwatch.graph.key",
        "callwatch.graph.client-pw", "callwatch.graph.client-se", "callwatch.proxy.pw",
        "callwatch.destinations.hook.secrets", "callwatch.destinations.hook.pass", "callwatch.destinations.hook.ulr",
        "callwatch.destinations.hook.header.Authorization", "callwatch.destinations.hook.token", "callwatch.ledger.usr", "callwatch.secret"})
    void whatMayBeASecretIsNotShownBesideAKeyThatIsNotKnown(String key) {
        Map<String, String> values = least();
        values.put(key, "s3cr3t");
        read(values);
        assertThat(faults.all()).filteredOn(Fault::key, key).singleElement().asString().doesNotContain("s3cr3t");
    }
}
