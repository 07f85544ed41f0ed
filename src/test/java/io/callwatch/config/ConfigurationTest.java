package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final PaceSettings EACH_AT_ONCE = new PaceSettings("each", null, false, null, null, null, null);
    @TempDir
    private Path folder;
    private final Faults faults = new Faults();

    @Test
    void hasTheDefaultsOfTheContract() {
        Settings settings = read(least());
        assertThat(faults.all()).isEmpty();
        GraphSettings graph = settings.graph();
        assertThat(graph.url()).hasToString("https://graph.microsoft.com/v1.0");
        assertThat(graph.authority()).hasToString("https://login.microsoftonline.com");
        assertThat(graph.pageSize()).isNull();
        assertThat(graph.firstPageLimit()).isEqualTo(new RequestLimit(15, Duration.ofSeconds(20)));
        assertThat(graph.nextPageLimit()).isEqualTo(new RequestLimit(55, Duration.ofMinutes(5)));
        assertThat(graph.concurrency()).isEqualTo(4);
        assertThat(graph.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(graph.maxAnswer()).isEqualTo(16L << 20);
        assertThat(settings.sweeps()).extracting(SweepSettings::name).containsExactly("recent", "hourly", "nightly");
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.ledger().url()).isEqualTo("jdbc:sqlite:data/callwatch.db");
        assertThat(settings.rules().get(0).severity()).isEqualTo("warning");
        assertThat(settings.destinations().get(0).common())
                .isEqualTo(new DestinationSettings.Common("out", Duration.ofDays(3), Duration.ofSeconds(15), "info", "full", null, EACH_AT_ONCE, null, Duration.ofHours(1)));
    }

    @Test
    void mapsEveryKeyOfAMailDestination() {
        Map<String, String> values = least();
        values.putAll(mail());
        DestinationSettings.Email email = (DestinationSettings.Email) read(values).destinations().get(0);
        assertThat(faults.all()).isEmpty();
        assertThat(email).isEqualTo(new DestinationSettings.Email(
                new DestinationSettings.Common("mail", Duration.ofHours(1), Duration.ofSeconds(5), "info", "full", null, EACH_AT_ONCE, null, Duration.ofHours(1)),
                List.of("a@example.com", "b@example.com"), "c@example.com", "smtp.example.com", 465, "smtps", "user", new Secret("pw")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "callwatch.graph.url | http://graph.microsoft.com/v1.0 | an https URL, or http for a loopback host",
        "callwatch.graph.url | https://graph.microsoft.com/v1.0?x=1 | a URL without a query",
        "callwatch.graph.authority | ftp://x | an https URL, or http for a loopback host",
        "callwatch.graph.timeout | soon | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.graph.timeout | 0s | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.graph.timeout | 30s   # each | a duration such as 90s, 15m, 3h, 30d or PT15M; a comment stands on a line of its own",
        "callwatch.graph.page-size | 0 | a whole number from 1 to 100000",
        "callwatch.graph.first-page-limit | 15 | a number of requests in a time, such as 15/20s",
        "callwatch.graph.concurrency | many | a whole number from 1 to 32",
        "callwatch.graph.max-answer | 64 | a size such as 64MB",
        "callwatch.time-zone | Berlin | a time zone such as Europe/Berlin",
        "callwatch.internal-numbers | +49x | prefixes of numbers such as +1425555,+4930901",
        "callwatch.ledger.url | jdbc:h2:x | jdbc:sqlite:FILE or jdbc:postgresql://HOST/DB",
        "callwatch.rules.r.severity | loud | one of info, warning, critical",
        "callwatch.rules.r.notify | nobody | names of destinations, but nobody is none; known are out",
        "callwatch.destinations.out.type | carrier-pigeon | one of email, webhook, file, camel",
        "callwatch.destinations.out.format | xml | one of jsonl, csv",
        "callwatch.destinations.out.retry-for | never | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.sweeps.s.look-back | 31d | at most 30d: the service keeps records no longer"})
    void saysWhatIsWrongWithAValue(String key, String value, String expected) {
        Map<String, String> values = least();
        values.put("callwatch.sweeps.s.schedule", "0 0 * * * ?");
        values.put("callwatch.sweeps.s.look-back", "3h");
        values.put(key, value);
        read(values);
        assertThat(faults.all()).contains(new Fault(key, value, expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops@example.com.", "a..b@example.com", ".x@example.com", "a(b)@example.com", "ops", "a b@example.com", "<a@example.com>"})
    void anAddressThatNoMailCouldGoToIsAFault(String address) {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.mail.type", "email", "callwatch.destinations.mail.host", "localhost",
                "callwatch.destinations.mail.from", "callwatch@example.com", "callwatch.destinations.mail.to", "good@example.com," + address));
        read(values);
        assertThat(faults.all()).singleElement().satisfies(fault -> assertThat(fault.key()).isEqualTo("callwatch.destinations.mail.to"));
    }

    @Test
    void reportsAllFaultsAtOnce() {
        read(Map.of("callwatch.graph.tennant-id", "x", "callwatch.rules.r.when", "true"));
        assertThat(faults.all()).extracting(Fault::key).contains("callwatch.graph.tennant-id", "callwatch.graph.tenant-id",
                "callwatch.graph.client-id", "callwatch.graph.client-secret", "callwatch.rules.r.notify",
                "callwatch.destinations.NAME.type");
        assertThat(faults.all()).extracting(Fault::toString)
                .contains("callwatch.graph.tennant-id: expected a known key; did you mean callwatch.graph.tenant-id?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "callwatch.rules.r.notfy | ; did you mean callwatch.rules.r.notify?",
        "callwatch.destinations.out.ulr | ; did you mean callwatch.destinations.out.url?",
        "callwatch.rules.r.to | ; there are when, notify, severity, title, per, count, within",
        "callwatch.graph.token-url | ; there are url, authority, tenant-id, client-id, client-secret, client-secret-file, "
                + "client-certificate, page-size, first-page-limit, next-page-limit, concurrency, timeout, max-answer",
        "callwatch.graph-url | ; did you mean callwatch.graph.url?",
        "callwatch.timezone | ; did you mean callwatch.time-zone?",
        "callwatch.destinations.out.header.X-Team | ; did you mean callwatch.destinations.out.headers.X-Team?",
        "callwatch.colour | ''"})
    void helpsWithAKeyThatIsNotKnown(String key, String hint) {
        Map<String, String> values = least();
        values.put(key, "x");
        read(values);
        assertThat(faults.all()).extracting(Fault::toString).containsExactly(key + ": expected a known key" + hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-type", "Content-Length", "Transfer-Encoding", "Connection", "Trailer", "Upgrade", "Webhook-Id",
        "webhook-timestamp", "webhook-signature", "CamelHttpUri"})
    void refusesAHeaderThatCouldNotArriveAsItIsSet(String name) {
        Map<String, String> values = least();
        values.put("callwatch.destinations.hook.type", "webhook");
        values.put("callwatch.destinations.hook.url", "https://hooks.example.com/");
        values.put("callwatch.destinations.hook.headers.X-Team", "voice");
        values.put("callwatch.destinations.hook.headers." + name, "s3cr3t");
        read(values);
        assertThat(faults.all()).containsExactly(new Fault("callwatch.destinations.hook.headers." + name, null,
                "another header: this one is set by the call itself or belongs to the connection"));
    }

    @Test
    void refusesAKeyThatBelongsToAnotherTypeOfDestination() {
        Map<String, String> values = least();
        values.put("callwatch.destinations.out.host", "smtp.example.com");
        read(values);
        assertThat(faults.all()).extracting(Fault::toString).containsExactly(
                "callwatch.destinations.out.host: expected no such key for a destination of type file; it belongs to email");
    }

    @Test
    void readsASecretFromItsFileWithoutTheFinalNewline() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "s3 cr3t\n");
        Map<String, String> values = least();
        values.remove("callwatch.graph.client-secret");
        values.put("callwatch.graph.client-secret-file", file.toString());
        assertThat(read(values).graph().clientSecret().value()).isEqualTo("s3 cr3t");
    }

    @Test
    void refusesASecretFileThatIsNotThereAndTwoSecretsForOne() {
        Map<String, String> values = least();
        values.put("callwatch.graph.client-secret-file", "nowhere");
        read(values);
        assertThat(faults.all()).extracting(Fault::expected).contains("a file that can be read",
                "only one of callwatch.graph.client-secret and callwatch.graph.client-secret-file");
    }

    @Test
    void mailWithoutEncryptionGoesToALoopbackHostOnly() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.tls", "none");
        read(values);
        assertThat(faults.all()).singleElement().extracting(Fault::key).isEqualTo("callwatch.destinations.mail.tls");
        values.put("callwatch.destinations.mail.allow-plain", "true");
        assertThat(faultsOf(values)).isEmpty();
    }

    @Test
    void unwritablePathsAreFaultsToo() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "");
        Map<String, String> values = least();
        values.put("callwatch.destinations.out.path", plain + "/alerts.jsonl");
        values.put("callwatch.ledger.url", "jdbc:sqlite:" + folder);
        read(values);
        assertThat(faults.all()).extracting(Fault::key).containsExactly("callwatch.destinations.out.path", "callwatch.ledger.url");
    }

    @ParameterizedTest
    @CsvSource({"x.jsonl", "./x.jsonl", "some/../x.jsonl"})
    void noTwoDestinationsWriteToOneFile(String path) {
        Map<String, String> values = least();
        values.put("callwatch.destinations.same.type", "file");
        values.put("callwatch.destinations.same.path", path);
        read(values);
        assertThat(faults.all()).singleElement().isEqualTo(new Fault("callwatch.destinations.same.path", folder.resolve(path).toString(),
                "a file of its own, but out writes to it"));
    }

    @Test
    void aPseudonymsKeyHasSixteenBytes() throws Exception {
        Map<String, String> values = least();
        values.put("callwatch.destinations.out.privacy", "pseudonym");
        values.put("callwatch.destinations.out.privacy-key", "fifteen-bytes-1");
        read(values);
        assertThat(faults.all()).containsExactly(new Fault("callwatch.destinations.out.privacy-key", null, "a key of at least 16 bytes"));
        values.put("callwatch.destinations.out.privacy-key", "sixteen-bytes-16");
        assertThat(faultsOf(values)).isEmpty();
        values.remove("callwatch.destinations.out.privacy-key");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.privacy");
        values.put("callwatch.destinations.out.privacy-key-file", "nowhere");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.privacy-key-file");
        values.put("callwatch.destinations.out.privacy-key-file", Files.writeString(folder.resolve("key"), "short\n").toString());
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.privacy-key-file");
    }

    @Test
    void nothingPrintsASecret() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.hook.type", "webhook");
        values.put("callwatch.destinations.hook.url", "https://hooks.example.com/T0/p4th?q=query");
        values.put("callwatch.destinations.hook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_bad!");
        values.put("callwatch.destinations.bad.type", "webhook");
        values.put("callwatch.destinations.bad.url", "http://hooks.example.com/T0/p4th?q=query");
        String everything = read(values) + faults.all().stream().map(Fault::toString).collect(Collectors.joining("\n"));
        assertThat(everything).doesNotContain("pw,", "s3cr3t", "MfKQ9", "bad!", "p4th", "query").contains("***");
    }

    private Settings read(Map<String, String> values) {
        return Configuration.read(values, folder, faults);
    }

    private List<Fault> faultsOf(Map<String, String> values) {
        Faults found = new Faults();
        Configuration.read(values, folder, found);
        return found.all();
    }

    /** What a configuration has at least. */
    private static Map<String, String> least() {
        return new HashMap<>(Map.of(
                "callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s3cr3t",
                "callwatch.rules.r.when", "true", "callwatch.rules.r.notify", "out",
                "callwatch.destinations.out.type", "file", "callwatch.destinations.out.path", "x.jsonl"));
    }

    private static Map<String, String> mail() {
        String mail = "callwatch.destinations.mail.";
        return Map.of(mail + "type", "email", mail + "to", "a@example.com, b@example.com", mail + "from", "c@example.com",
                mail + "host", "smtp.example.com", mail + "tls", "smtps", mail + "username", "user", mail + "password", "pw",
                mail + "retry-for", "1h", mail + "timeout", "PT5S");
    }
}
