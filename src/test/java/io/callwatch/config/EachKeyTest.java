package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of each settings class the same two: what its keys are where they are left out, and that each of them reaches it. */
class EachKeyTest extends WithAConfiguration {
    private static final String DESTINATION = "callwatch.destinations.NAME.";
    /** By key another value than its default or that of {@link #all}. */
    private static final Map<String, String> OTHER = """
            callwatch.graph.url=https://graph.microsoft.us/v1.0
            callwatch.graph.authority=https://login.microsoftonline.us
            callwatch.graph.page-size=100
            callwatch.graph.first-page-limit=1/2s
            callwatch.graph.next-page-limit=3/4s
            callwatch.graph.concurrency=5
            callwatch.graph.timeout=6s
            callwatch.graph.max-answer=7MB
            callwatch.proxy.url=http://other.example.com:1
            callwatch.sweeps.NAME.schedule=0 1 * * * ?
            callwatch.sweeps.NAME.look-back=8h
            callwatch.internal-numbers=+49
            callwatch.time-zone=Europe/Berlin
            callwatch.rules.NAME.when=false
            callwatch.rules.NAME.notify=hook
            callwatch.rules.NAME.severity=info
            callwatch.rules.NAME.count=9
            callwatch.rules.NAME.within=10s
            callwatch.business-hours=Sat 10:00-11:00
            callwatch.holidays=2026-12-25
            callwatch.ledger.url=jdbc:postgresql://db.example.com/other
            callwatch.ledger.keep=40d
            callwatch.undecided-after=12h
            callwatch.first-alerts=13h
            callwatch.watch.notify=out
            callwatch.watch.stale-after=14h
            callwatch.management.host=::1
            callwatch.management.port=15
            callwatch.destinations.NAME.retry-for=16h
            callwatch.destinations.NAME.timeout=17s
            callwatch.destinations.NAME.to=z@example.com
            callwatch.destinations.NAME.from=y@example.com
            callwatch.destinations.NAME.host=localhost
            callwatch.destinations.NAME.port=18
            callwatch.destinations.NAME.tls=smtps
            callwatch.destinations.NAME.url=https://other.example.com/
            callwatch.destinations.NAME.secret=whsec_b3RoZXI=
            callwatch.destinations.NAME.format=slack
            callwatch.destinations.NAME.path=other.jsonl
            callwatch.destinations.NAME.uri=log:other
            callwatch.destinations.NAME.rotate=daily
            callwatch.destinations.NAME.group=19m
            callwatch.destinations.NAME.group-by=rule
            callwatch.destinations.NAME.max-per-hour=20
            callwatch.destinations.NAME.max-age=21h
            callwatch.destinations.NAME.quiet=22:00-06:00
            callwatch.destinations.NAME.quiet-except=critical
            callwatch.destinations.NAME.fallback=out
            callwatch.destinations.NAME.fallback-after=23h
            callwatch.destinations.NAME.min-severity=warning
            callwatch.destinations.NAME.privacy=masked
            callwatch.destinations.NAME.privacy-key=another key of 16 bytes
            callwatch.destinations.NAME.allow-private=true
            callwatch.destinations.NAME.type=file
            """.lines().map(line -> line.split("=", 2)).collect(Collectors.toMap(line -> line[0], line -> line[1]));

    static Stream<Key> withADefault() {
        return Keys.all().stream().filter(key -> key.standard() != null && !key.standard().isEmpty());
    }

    /** But for what only lets another key pass: a mail server without TLS. */
    static Stream<Key> mapped() {
        return Keys.all().stream().filter(key -> !key.pattern().endsWith(".allow-plain"));
    }

    @ParameterizedTest
    @MethodSource("withADefault")
    void leftOutItIsAsItsDefault(Key key) {
        Map<String, String> values = all(key);
        values.remove(named(key));
        Settings leftOut = read(values);
        values.put(named(key), key.standard());
        assertThat(read(values)).isEqualTo(leftOut);
        assertThat(faults.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void itReachesTheSettings(Key key) throws Exception {
        Map<String, String> values = all(key);
        Settings before = read(values);
        String plain = key.pattern().replaceFirst("-file$", "");
        String other = OTHER.getOrDefault(plain, "other");
        if (!plain.equals(key.pattern())) {
            values.remove(named(key).replaceFirst("-file$", ""));
            other = Files.writeString(folder.resolve("secret"), other).toString();
        } else if (plain.equals("callwatch.graph.client-certificate")) {
            values.remove("callwatch.graph.client-secret");
            other = Files.writeString(folder.resolve("callwatch.pem"), "").toString();
        } else if (plain.equals(DESTINATION + "type")) {
            values.remove("callwatch.destinations.topic.uri");
            values.put("callwatch.destinations.topic.path", "topic.jsonl");
        }
        values.put(named(key), other);
        assertThat(read(values)).isNotEqualTo(before);
        assertThat(faults.all()).isEmpty();
    }

    /** A name in the place of {@code NAME}: of destinations one that knows the key. */
    private static String named(Key key) {
        String last = key.pattern().substring(key.pattern().lastIndexOf('.') + 1).replace("-file", "");
        String name = !key.pattern().startsWith(DESTINATION) ? "r" : switch (last) {
            case "url", "secret", "format", "NAME", "allow-private" -> "hook";
            case "path", "rotate" -> "out";
            case "uri", "type" -> "topic";
            default -> "mail";
        };
        return key.pattern().replaceFirst("NAME", name).replace("NAME", "X-Team");
    }

    /** With something of each kind, and whatever this key needs beside it. */
    private static Map<String, String> all(Key key) {
        Map<String, String> values = new HashMap<>(least());
        values.putAll(mail());
        values.remove("callwatch.destinations.mail.tls");
        values.putAll(Map.of("callwatch.destinations.hook.type", "webhook", "callwatch.destinations.hook.url", "https://hooks.example.com/",
                "callwatch.destinations.topic.type", "camel", "callwatch.destinations.topic.uri", "log:alerts",
                "callwatch.sweeps.r.schedule", "0 0 * * * ?", "callwatch.sweeps.r.look-back", "3h",
                "callwatch.rules.r.count", "5", "callwatch.rules.r.within", "10m"));
        values.putAll(Map.of("callwatch.proxy.url", "http://proxy.example.com:3128", "callwatch.proxy.username", "u",
                "callwatch.proxy.password", "p", "callwatch.ledger.url", "jdbc:postgresql://db.example.com/x"));
        String pattern = key.pattern();
        if (pattern.contains("privacy-key")) {
            values.put("callwatch.destinations.mail.privacy", "pseudonym");
            values.put("callwatch.destinations.mail.privacy-key", "a key of 16 bytes");
        } else if (pattern.endsWith(".group-by")) {
            values.put("callwatch.destinations.mail.group", "sweep");
        } else if (pattern.endsWith(".quiet-except")) {
            values.put("callwatch.destinations.mail.quiet", "20:00-06:00");
        } else if (pattern.endsWith(".fallback-after")) {
            values.put("callwatch.destinations.mail.fallback", "out");
        }
        return values;
    }
}
