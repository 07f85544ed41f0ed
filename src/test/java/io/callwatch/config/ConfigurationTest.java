package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest extends WithAConfiguration {
    @Test
    void hasTheDefaultsOfTheReference() {
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
        assertThat(settings.sweeps()).containsExactly(new SweepSettings("recent", "0 0/5 * * * ?", Duration.ofHours(3)),
                new SweepSettings("hourly", "0 17 * * * ?", Duration.ofHours(36)),
                new SweepSettings("nightly", "0 30 2 * * ?", Duration.ofDays(30)));
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.ledger().url()).isEqualTo("jdbc:sqlite:data/callwatch.db");
        assertThat(settings.rules().get(0).severity()).isEqualTo("warning");
        assertThat(settings.destinations().get(0).common())
                .isEqualTo(new DestinationSettings.Common("out", Duration.ofDays(3), Duration.ofSeconds(15), "info", "full", null, EACH_AT_ONCE, null, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "callwatch.graph.url | http://graph.microsoft.com/v1.0 | an https URL, or http for a loopback host",
        "callwatch.graph.url | https://graph.microsoft.com/v1.0?x=1 | a URL without a query",
        "callwatch.graph.url | https://graph microsoft.com | an https URL, or http for a loopback host, "
                + "without user, fragment and characters that no URL has, such as a space or ü",
        "callwatch.graph.url | https://user@graph.microsoft.com/v1.0 | an https URL, or http for a loopback host, "
                + "without user, fragment and characters that no URL has, such as a space or ü",
        "callwatch.graph.url | https://graph.microsoft.com/v1.0#x | an https URL, or http for a loopback host, "
                + "without user, fragment and characters that no URL has, such as a space or ü",
        "callwatch.graph.url | http://127.0.0.1:99999/v1.0 | a port from 1 to 65535",
        "callwatch.graph.authority | https://login.example.com:0 | a port from 1 to 65535",
        "callwatch.proxy.url | http://proxy.example.com:99999 | a proxy such as http://proxy.example.com:3128, its login in keys of its own",
        "callwatch.graph.authority | ftp://localhost | an https URL, or http for a loopback host",
        "callwatch.graph.timeout | soon | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.graph.timeout | 0s | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.graph.timeout | 30s   # each | a duration such as 90s, 15m, 3h, 30d or PT15M; a comment stands on a line of its own",
        "callwatch.graph.timeout | 61m | at most 1h",
        "callwatch.graph.timeout | 36500d | at most 1h",
        "callwatch.destinations.out.timeout | 30d | at most 1h",
        "callwatch.graph.tenant-id | a/b | a tenant's id",
        "callwatch.graph.client-id | a&b | an application's id",
        "callwatch.graph.page-size | 0 | a whole number from 1 to 100000",
        "callwatch.graph.first-page-limit | 15 | a number of requests in a time, such as 15/20s",
        "callwatch.graph.first-page-limit | 0/20s | a number of requests in a time, such as 15/20s",
        "callwatch.graph.concurrency | many | a whole number from 1 to 32",
        "callwatch.graph.max-answer | 64 | a size such as 64MB",
        "callwatch.graph.max-answer | 0MB | a size such as 64MB",
        "callwatch.proxy.url | http://my_proxy:3128 | a proxy such as http://proxy.example.com:3128, its login in keys of its own",
        "callwatch.proxy.url | http://[1:2]:3128 | a proxy such as http://proxy.example.com:3128, its login in keys of its own",
        "callwatch.proxy.url | proxy.example.com:3128 | a proxy such as http://proxy.example.com:3128, its login in keys of its own",
        "callwatch.proxy.url | http://proxy.example.com | a proxy such as http://proxy.example.com:3128, its login in keys of its own",
        "callwatch.proxy.url | http://u:p@proxy.example.com:3128 | a proxy such as http://proxy.example.com:3128, its login in keys of its own",
        "callwatch.time-zone | Berlin | a time zone such as Europe/Berlin",
        "callwatch.internal-numbers | +49x | prefixes of numbers such as +1425555,+4930901",
        "callwatch.internal-numbers | , | prefixes of numbers such as +1425555,+4930901",
        "callwatch.ledger.url | jdbc:h2:x | jdbc:sqlite:FILE or jdbc:postgresql://HOST/DB, its user and password in keys of their own",
        "callwatch.ledger.url | jdbc:postgresql:/db.example.com/x | jdbc:sqlite:FILE or jdbc:postgresql://HOST/DB, its user and password in keys of their own",
        "callwatch.ledger.url | jdbc:sqlite:x.db  # here | jdbc:sqlite:FILE or jdbc:postgresql://HOST/DB, its user and password in keys of their own; a comment stands on a line of its own",
        "callwatch.destinations.out.path | x.jsonl # here | a path; a comment stands on a line of its own",
        "callwatch.destinations.out.path | x\0y | a path",
        "callwatch.management.host | a host | a host's name or address",
        "callwatch.management.host | localhost:9090 | a host's name or address",
        "callwatch.management.host | 127.0.0.1:9090 | a host's name or address",
        "callwatch.management.port | 0 | a whole number from 1 to 65535",
        "callwatch.rules.r.count | 1 | a whole number from 2 to 1000000",
        "callwatch.rules.r.severity | loud | one of info, warning, critical",
        "callwatch.rules.r.notify | nobody | names of destinations, but nobody is none; known are out",
        "callwatch.rules.r.notify | , | names of destinations (known are out)",
        "callwatch.watch.notify | ', ,' | names of destinations (known are out)",
        "callwatch.rules.r.notify | nobody,out,nowhere | names of destinations, but nobody, nowhere are none; known are out",
        "callwatch.destinations.out.type | carrier-pigeon | one of email, webhook, file, camel",
        "callwatch.destinations.out.format | xml | one of jsonl, csv",
        "callwatch.destinations.out.retry-for | 36526d | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.destinations.out.retry-for | PT-5M | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.destinations.out.retry-for | never | a duration such as 90s, 15m, 3h, 30d or PT15M",
        "callwatch.rules.r.per | call.id | none, or callwatch.rules.r.count and callwatch.rules.r.within beside it",
        "callwatch.rules.r.within | 31d | at most 30d: the service keeps records no longer",
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
    @CsvSource(delimiter = '|', value = {
        "callwatch.graph.url | HTTPS://graph.microsoft.us/v1.0", "callwatch.graph.url | HTTP://localhost:1/v1.0",
        "callwatch.graph.timeout | '30s '", "callwatch.graph.timeout | 1h", "callwatch.graph.page-size | 1",
        "callwatch.graph.page-size | 100000", "callwatch.internal-numbers | '4930901, +1425555,'", "callwatch.internal-numbers | ' '",
        "callwatch.ledger.url | jdbc:postgresql://db.example.com/x?sslmode=require", "callwatch.proxy.url | http://[::1]:3128/",
        "callwatch.graph.page-size | ' '", "callwatch.management.host | metrics_1.example.com", "callwatch.management.host | ::1",
        "callwatch.management.host | fe80::ffff:192.0.2.1"})
    void takesWhatIsGood(String key, String value) {
        Map<String, String> values = least();
        values.put(key, value);
        assertThat(faultsOf(values)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1kB, 1024", "64MB, 67108864", "2GB, 2147483648"})
    void readsSizes(String size, long bytes) {
        Map<String, String> values = least();
        values.put("callwatch.graph.max-answer", size);
        assertThat(read(values).graph().maxAnswer()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"localhost, true", "LocalHost, true", "127.0.0.1, true", "127.255.0.9, true", "::1, true", "[::1], true",
        "127.evil.example, false", "127.0.0.1.evil.example, false", "localhost.evil.example, false", "::2, false", "'', false", ", false"})
    void aHostIsThisMachineByItsWholeName(String host, boolean loopback) {
        assertThat(Loopback.is(host)).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"alerts, alerts", "no such: thing, no such:…", "seda:, seda:", "alerts?password=s3cr3t, alerts?…",
        "hooks.example.com/s3cr3t, hooks.example.com/…", "//u:s3cr3t@127.0.0.1/x, /…"})
    void anEndpointBeginsWithAComponentsName(String uri, String shown) {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.topic.type", "camel", "callwatch.destinations.topic.uri", uri));
        assertThat(faultsOf(values)).containsExactly(new Fault("callwatch.destinations.topic.uri", shown, "a Camel endpoint such as seda:alerts"));
        values.put("callwatch.destinations.topic.uri", "acme_bus:alerts");
        assertThat(faultsOf(values)).isEmpty();
    }

    @Test
    void aWrongValueThatNothingAsksForIsAFaultToo() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.allow-plain", "yes");
        assertThat(faultsOf(values)).containsExactly(new Fault("callwatch.destinations.mail.allow-plain", "yes", "one of true, false"));
    }

    @Test
    void whatCannotBeReadIsNotMissedByThatWhichNeedsIt() {
        Map<String, String> values = least();
        values.put("callwatch.rules.r.per", "call.id");
        values.put("callwatch.rules.r.count", "five");
        values.put("callwatch.rules.r.within", "ten minutes");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactlyInAnyOrder("callwatch.rules.r.count", "callwatch.rules.r.within");
    }

    @Test
    void readsAProxyWithItsLogin() {
        Map<String, String> values = least();
        values.put("callwatch.proxy.username", "callwatch");
        values.put("callwatch.proxy.password", "wayout");
        assertThat(faultsOf(values)).extracting(Fault::key).as("a login of nothing")
                .containsExactlyInAnyOrder("callwatch.proxy.username", "callwatch.proxy.password");
        values.put("callwatch.proxy.url", "http://proxy.example.com:3128");
        assertThat(read(values).proxy()).isEqualTo(new ProxySettings("proxy.example.com", 3128, "callwatch", new Secret("wayout")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password"})
    void halfALoginOfAProxyIsAFault(String half) {
        Map<String, String> values = least();
        values.put("callwatch.proxy.url", "http://proxy.example.com:3128");
        values.put("callwatch.proxy." + half, "x");
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.proxy." + half);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        read(Map.of("callwatch.graph.tennant-id", "x", "callwatch.rules.r.when", "true", "callwatch.sweeps.s.schedule", "0 0 * * * ?"));
        assertThat(faults.all()).extracting(Fault::key).contains("callwatch.graph.tennant-id", "callwatch.graph.tenant-id",
                "callwatch.graph.client-id", "callwatch.graph.client-secret", "callwatch.rules.r.notify",
                "callwatch.destinations.NAME.type", "callwatch.sweeps.s.look-back");
        assertThat(faults.all()).contains(new Fault("callwatch.rules.r.notify", null, "names of destinations (none is configured)"));
        assertThat(faultsOf(Map.of())).extracting(Fault::key).contains("callwatch.rules.NAME.when");
        assertThat(faults.all()).extracting(Fault::toString)
                .contains("callwatch.graph.tennant-id=x: expected a known key; did you mean callwatch.graph.tenant-id?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "callwatch.rules.r.notfy=x | ; did you mean callwatch.rules.r.notify?",
        "callwatch.destinations.out.ulr | ; did you mean callwatch.destinations.out.url?",
        "callwatch.rules.short-call.if=x | ; there are when, notify, severity, title, per, count, within",
        "callwatch.rules.r.to=x | ; there are when, notify, severity, title, per, count, within",
        "callwatch.graph.token-url | ; there are url, authority, tenant-id, client-id, client-secret, client-secret-file, "
                + "client-certificate, page-size, first-page-limit, next-page-limit, concurrency, timeout, max-answer",
        "callwatch.graph-url=x | ; did you mean callwatch.graph.url?",
        "callwatch.timezone=x | ; did you mean callwatch.time-zone?",
        "callwatch.destinations.out.header.X-Team | ; did you mean callwatch.destinations.out.headers.X-Team?",
        "callwatch.rules.kurze-anr\u00fcfe.when=x | ; a name has letters of ASCII, digits, - and _ alone, and begins with a letter or digit",
        "callwatch.lists.a.b | ; a name has letters of ASCII, digits, - and _ alone, and begins with a letter or digit",
        "callwatch.colour | ''"})
    void helpsWithAKeyThatIsNotKnown(String seen, String hint) {
        Map<String, String> values = least();
        String key = seen.replace("=x", "");
        values.put(key, "x");
        read(values);
        assertThat(faults.all()).filteredOn(Fault::key, key).extracting(Fault::toString).containsExactly(seen + ": expected a known key" + hint);
    }

    @Test
    void aFaultSpellsWhatIsNotSeen() {
        assertThat(new Fault("k", "a@b.c\u200b\u00a0 \r", "d")).hasToString("k=a@b.c\\u200b\\u00a0 \\u000d: expected d");
    }

    @Test
    void aFaultShowsTheBeginningOfALongValue() {
        assertThat(new Fault("callwatch.rules.r.title", "x".repeat(201), "less"))
                .hasToString("callwatch.rules.r.title=" + "x".repeat(200) + "\u2026: expected less");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:C:/callwatch/data.db", "jdbc:sqlite:d:\\callwatch\\data.db"})
    void aFileOfTheLedgerMayLieOnADrive(String url) {
        Map<String, String> values = least();
        values.put("callwatch.ledger.url", url);
        assertThat(faultsOf(values)).isEmpty();
    }

    @Test
    void unwritablePathsAreFaultsToo() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "");
        Map<String, String> values = least();
        values.put("callwatch.destinations.out.path", "plain/alerts.jsonl");
        values.put("callwatch.ledger.url", "jdbc:sqlite:" + folder);
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.out.path", "callwatch.ledger.url");
        assertThat(faultsOf(values)).extracting(Fault::expected).containsExactly(
                "a file that can be written, but " + plain + " is no folder", "a file that can be written, but " + folder + " is a folder");
        values.put("callwatch.ledger.url", "jdbc:sqlite:plain/callwatch.db");
        assertThat(faultsOf(values)).extracting(Fault::key).as("from the working directory")
                .containsExactly("callwatch.destinations.out.path", "callwatch.ledger.url");
    }
}
