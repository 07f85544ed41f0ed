package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationReaderTest extends WithAConfiguration {
    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-type", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "TE", "Trailer",
        "Proxy-Authorization", "Upgrade", "Webhook-Id", "webhook-timestamp", "webhook-signature", "CamelHttpUri"})
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
    void twoHeadersThatDifferInCaseAloneAreAFault() {
        Map<String, String> values = least();
        values.put("callwatch.destinations.hook.type", "webhook");
        values.put("callwatch.destinations.hook.url", "https://hooks.example.com/");
        values.put("callwatch.destinations.hook.headers.X-Team", "voice");
        values.put("callwatch.destinations.hook.headers.x-team", "s3cr3t");
        read(values);
        assertThat(faults.all()).containsExactly(new Fault("callwatch.destinations.hook.headers.x-team", null,
                "another header: that one is set already, in other case"));
    }

    @ParameterizedTest
    @CsvSource({"none, false, 9223372036854775807", "daily, true, 9223372036854775807", "5kB, false, 5120"})
    void aFileIsRotatedNeverEachDayOrAtASize(String rotate, boolean daily, long maxBytes) {
        Map<String, String> values = least();
        values.put("callwatch.destinations.out.rotate", rotate);
        assertThat(read(values).destinations()).singleElement().isInstanceOfSatisfying(DestinationSettings.File.class, file -> {
            assertThat(file.daily()).isEqualTo(daily);
            assertThat(file.maxBytes()).isEqualTo(maxBytes);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hook.headers.X-Team | voice\u007F | a value on one line",
        "hook.headers.X-Team | voice\u0001x | a value on one line",
        "hook.fallback-after | 2h | callwatch.destinations.hook.fallback beside it",
        "hook.group-by | rule | callwatch.destinations.hook.group beside it: without it each event goes alone",
        "hook.quiet-except | critical | callwatch.destinations.hook.quiet beside it",
        "out.rotate | 0MB | none, daily or a size such as 100MB",
        "out.rotate | 1.5GB | none, daily or a size such as 100MB",
        "out.group | sweep | no such key here: a destination of type file takes each event for itself, so there are no digests",
        "out.group-by | rule | no such key here: a destination of type file takes each event for itself, so there are no digests",
        "out.max-age | 1h | no such key here: a destination of type file takes each event for itself, so there are no digests",
        "hook.secret | MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | whsec_ and a key in Base64, best of 24 to 64 bytes; several are separated by commas",
        "hook.url | http://localhost:65536/x | a port from 1 to 65535",
        "hook.secret | , | whsec_ and a key in Base64, best of 24 to 64 bytes; several are separated by commas",
        "hook.secret | whsec_no Base64! | whsec_ and a key in Base64, best of 24 to 64 bytes; several are separated by commas",
        "hook.headers. | voice | a known key; there are NAME, NAME-file",
        "hook.secret | whsec_ | whsec_ and a key in Base64, best of 24 to 64 bytes; several are separated by commas",
        "hook.fallback | hook | the name of another destination; known are hook, out"})
    void saysWhatIsWrongWithAValue(String key, String value, String expected) {
        Map<String, String> values = least();
        values.put("callwatch.destinations.hook.type", "webhook");
        values.put("callwatch.destinations.hook.url", "https://hooks.example.com/");
        values.put("callwatch.destinations." + key, value);
        read(values);
        assertThat(faults.all()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("callwatch.destinations." + key);
            assertThat(fault.expected()).isEqualTo(expected);
        });
    }

    @Test
    void pagerDutyTakesOneKeyAndEachEventForItself() {
        Map<String, String> values = least();
        String hook = "callwatch.destinations.hook.";
        values.putAll(Map.of(hook + "type", "webhook", hook + "url", "https://events.pagerduty.com/v2/enqueue", hook + "format", "pagerduty",
                hook + "secret", "one,two", hook + "group", "15m"));
        assertThat(faultsOf(values)).containsExactlyInAnyOrder(new Fault(hook + "secret", null, "PagerDuty's routing key, one"),
                new Fault(hook + "group", "15m", "no such key here: pagerduty takes each event for itself, so there are no digests"));
    }

    @Test
    void ofAValueThatCannotBeUsedNothingElseIsSaid() {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.out.group", "15x", "callwatch.destinations.out.max-per-hour", "5"));
        assertThat(faultsOf(values)).extracting(Fault::key)
                .containsExactlyInAnyOrder("callwatch.destinations.out.group", "callwatch.destinations.out.max-per-hour");
    }

    @Test
    void whatBelongsTogetherIsNoFaultAndAFileMaySayThatEachEventGoesAlone() {
        Map<String, String> values = least();
        String hook = "callwatch.destinations.hook.";
        values.putAll(Map.of(hook + "type", "webhook", hook + "url", "https://hooks.example.com/", hook + "group", "15m", hook + "group-by", "rule",
                hook + "quiet", "22:00-06:00", hook + "quiet-except", "critical", "callwatch.destinations.out.group", "each", "mine", "1"));
        assertThat(faultsOf(values)).isEmpty();
    }

    @Test
    void aCamelEndpointTakesEachEventForItself() {
        Map<String, String> values = least();
        String topic = "callwatch.destinations.topic.";
        values.putAll(Map.of(topic + "type", "camel", topic + "uri", "seda:alerts", topic + "max-per-hour", "5"));
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly(topic + "max-per-hour");
        values.remove(topic + "uri");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactlyInAnyOrder(topic + "max-per-hour", topic + "uri");
    }

    /** The HTTP client refuses each request to such a URL, and that read as a fault of the other side. */
    @ParameterizedTest
    @CsvSource({"http://u:s3cr3t@127.0.0.1:8080/x, http://…", "HTTPS:u@hooks.example.com, HTTPS:…"})
    void anEndpointOfHttpHasNoUserBeforeItsHost(String uri, String shown) {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.topic.type", "camel", "callwatch.destinations.topic.uri", uri));
        assertThat(faultsOf(values)).containsExactly(new Fault("callwatch.destinations.topic.uri", shown, "a URL without a user before its "
                + "host, which the HTTP client refuses: its options authMethod=Basic, authUsername and authPassword log in"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com/ops@example.com?to=a@b", "smtp://u@mail.example.com?to=ops@example.com"})
    void anEndpointMayHaveAnAtElsewhere(String uri) {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.topic.type", "camel", "callwatch.destinations.topic.uri", uri));
        assertThat(faultsOf(values)).isEmpty();
    }

    @Test
    void aWebhooksHeaderMayComeFromAFileAndItsSecretsWithBlanks() throws Exception {
        Map<String, String> values = least();
        String hook = "callwatch.destinations.hook.";
        values.putAll(Map.of(hook + "type", "webhook", hook + "url", "https://hooks.example.com:65535/",
                hook + "secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                hook + "headers.X-Team", "voice team", hook + "headers.X-Token-file", Files.writeString(folder.resolve("token"), "t0ken\n").toString()));
        DestinationSettings.Webhook webhook = (DestinationSettings.Webhook) read(values).destinations().get(0);
        assertThat(faults.all()).isEmpty();
        assertThat(webhook.headers()).isEqualTo(Map.of("X-Team", new Secret("voice team"), "X-Token", new Secret("t0ken")));
        assertThat(webhook.secrets()).extracting(Secret::value).allMatch(secret -> secret.startsWith("whsec_")).hasSize(2);
    }

    @Test
    void aPortThatIsGivenCountsBesideSmtps() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.port", "587");
        assertThat(((DestinationSettings.Email) read(values).destinations().get(0)).port()).isEqualTo(587);
    }

    @Test
    void refusesAKeyThatBelongsToAnotherTypeOfDestination() {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.out.host", "smtp.example.com", "callwatch.destinations.out.password", "s3cr3t"));
        read(values);
        String expected = ": expected no such key for a destination of type file; it belongs to email";
        assertThat(faults.all()).extracting(Fault::toString).containsExactly(
                "callwatch.destinations.out.host=smtp.example.com" + expected, "callwatch.destinations.out.password" + expected);
    }

    @Test
    void aTypeThatIsWrongHidesNoOtherFault() {
        Map<String, String> values = least();
        String mail = "callwatch.destinations.ops-mail.";
        String hook = "callwatch.destinations.hook.";
        String what = "callwatch.destinations.what.";
        values.putAll(Map.of(mail + "type", "mail", mail + "port", "abc", mail + "to", "x y", mail + "retry-for", "never"));
        values.putAll(Map.of(hook + "type", "Webhook", hook + "url", "ftp://x", hook + "fallback", "nobody"));
        values.putAll(Map.of(what + "format", "csv", what + "privacy", "none", what + "max-per-hour", "0"));
        read(values);
        assertThat(faults.all()).extracting(Fault::key).containsExactlyInAnyOrder(mail + "type", mail + "port", mail + "to",
                mail + "from", mail + "host", mail + "retry-for", hook + "type", hook + "url", hook + "fallback", what + "type",
                what + "privacy", what + "max-per-hour");
    }

    @Test
    void mailWithoutEncryptionGoesToALoopbackHostOnly() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.tls", "none");
        assertThat(faultsOf(values)).singleElement().extracting(Fault::key).isEqualTo("callwatch.destinations.mail.tls");
        values.put("callwatch.destinations.mail.allow-plain", "true");
        assertThat(faultsOf(values)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x.jsonl, x.jsonl", "x.jsonl, ./x.jsonl", "x.jsonl, some/../x.jsonl", "in/x.jsonl, link/../x.jsonl", "x.jsonl, link/../../x.jsonl"})
    void noTwoDestinationsWriteToOneFile(String out, String path) throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(folder.resolve("in/it")));
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.out.path", out, "callwatch.destinations.same.type", "file", "callwatch.destinations.same.path", path));
        assertThat(faultsOf(values)).singleElement().isEqualTo(new Fault("callwatch.destinations.same.path", folder.resolve(path).toString(),
                "a file of its own, but out writes to it"));
        values.putAll(Map.of("callwatch.destinations.out.path", "x.jsonl", "callwatch.destinations.same.path", "link/../x.jsonl"));
        assertThat(faultsOf(values)).as("which is in/x.jsonl").isEmpty();
    }

    @Test
    void theRootOfAllFoldersIsNoFileBesideAnother() {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.root.type", "file", "callwatch.destinations.root.path", "/"));
        assertThat(faultsOf(values)).singleElement().extracting(Fault::expected).isEqualTo("a file that can be written, but / is a folder");
    }

    @Test
    void aFolderIsNoFileOfAlerts() {
        Map<String, String> values = least();
        values.put("callwatch.destinations.out.path", folder.toString());
        assertThat(faultsOf(values)).containsExactly(new Fault("callwatch.destinations.out.path", folder.toString(),
                "a file that can be written, but " + folder + " is a folder"));
    }

    @Test
    void aPseudonymsKeyHasSixteenBytes() throws Exception {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.out.privacy", "pseudonym", "callwatch.destinations.out.privacy-key", "fifteen-bytes-1"));
        read(values);
        assertThat(faults.all()).containsExactly(new Fault("callwatch.destinations.out.privacy-key", null, "a key of at least 16 bytes"));
        values.put("callwatch.destinations.out.privacy-key", "sixteen-bytes-16");
        assertThat(faultsOf(values)).isEmpty();
        values.remove("callwatch.destinations.out.privacy");
        assertThat(faultsOf(values)).as("else all would go out").containsExactly(new Fault("callwatch.destinations.out.privacy-key", null,
                "callwatch.destinations.out.privacy=pseudonym beside it"));
        values.put("callwatch.destinations.out.privacy", "pseudonym");
        values.remove("callwatch.destinations.out.privacy-key");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.privacy");
        values.put("callwatch.destinations.out.privacy-key-file", "nowhere");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.privacy-key-file");
        values.put("callwatch.destinations.out.privacy-key-file", Files.writeString(folder.resolve("key"), "short\n").toString());
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.privacy-key-file");
    }
}
