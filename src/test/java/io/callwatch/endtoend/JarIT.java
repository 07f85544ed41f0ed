package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.SimulatedTenant;
import io.callwatch.sandbox.TurnedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as its users start it. */
class JarIT {
    @TempDir
    private Path temporary;
    private Path empty;
    private Workplace at;

    @BeforeEach
    void open() throws Exception {
        empty = Files.createDirectory(temporary.resolve("empty"));
        at = new Workplace(Files.createDirectory(temporary.resolve("place")));
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void runsAloneFromAnEmptyFolder() throws Exception {
        at.tenant.clock(TurnedClock.at(Workplace.DOCUMENTATION_AT)).publishSaved("/graph/documentation-page.json");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once", "--at",
                Workplace.DOCUMENTATION_AT, "--json")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).matches("\\{\"windows\":\\d+,\"unreadSpans\":0,\"pages\":\\d+,\"records\":2,"
                    + "\"matches\":3,\"deliveries\":\\{\"delivered\":9,\"pending\":0,\"dead\":0},\"quarantined\":0}\\R");
            assertThat(jar.err().lines()).as("in normal running the log is one line a sweep").hasSize(1);
        }
        assertThat(at.archive()).hasSize(3);
        assertThat(empty).as("nothing is left in the working directory").isEmptyDirectory();
    }

    @Test
    void aScheduledRunPicksUpWhatIsPublishedMeanwhileAndStopsCleanlyOnSigterm() throws Exception {
        at.sweep("all", "0/2 * * * * ?", "3h");
        try (Jar jar = Jar.start(empty, List.of(), "run", "--config", at.config().toString())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> jar.err().contains("sweep all"));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            await().atMost(Duration.ofSeconds(30)).until(() -> at.archive().size() == 1 && at.mails().size() == 1
                    && at.receiver.accepted().size() == 1);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void theFirstStartAlertsOfWhatEndedLatelyAndABackfillOfTheRest() throws Exception {
        Instant now = Instant.now();
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").sweep("all", "* * * * * ?", "30d");
        for (int day = 0; day < 29; day++) {
            at.tenant.publish(CallJson.call().start(now.minus(Duration.ofDays(day)).minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        }
        for (int start = 0; start < 2; start++) {
            try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
                await().atMost(Duration.ofSeconds(30)).until(() -> jar.err().contains("sweep all") && at.archive().size() > 0);
                jar.terminate();
                assertThat(jar.exitCode()).as(jar.err()).isZero();
                assertThat(jar.err().contains("'backfill --from INSTANT --to INSTANT'")).isEqualTo(start == 0);
            }
            assertThat(at.archive()).as("no flood").hasSize(1);
        }
        String[] backfill = {"--config", at.config().toString(), "backfill", "--from", now.minus(Duration.ofDays(29)).toString(),
            "--to", now.toString()};
        for (int time = 0; time < 2; time++) {
            try (Jar jar = Jar.start(empty, List.of(), backfill)) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
            }
            assertThat(at.archive()).hasSize(29).doesNotHaveDuplicates();
        }
    }

    /** As many as a wrong rule makes: each is in the file, and nobody's phone rings five thousand times. */
    @Test
    void fiveThousandMatchesOfOneSweepInASmallHeap() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook,ops-mail");
        at.destination("ops-mail", Map.of("group", "sweep")).destination("hook", Map.of("group", "sweep", "format", "teams"));
        try (Jar jar = Jar.start(empty, List.of("-Xmx80m"), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(at.mails()).hasSize(1);
        String mail = GreenMailUtil.getBody(at.mails().get(0));
        assertThat(at.mails().get(0).getSubject()).contains("5,000 alerts");
        assertThat(mail).contains("4,900 more", "alerts.jsonl");
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.receiver.accepted().get(0).body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(28 * 1024);
        assertThat(at.receiver.accepted().get(0).body()).contains("alerts.jsonl");
    }

    @Test
    void aScheduledRunGivesTheSameAlertsAsABacktest() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive")
                .rule("burst", "call.organizer.kind == 'phone' && call.duration < duration('10s')", "archive")
                .set("callwatch.rules.burst.per", "call.organizer.phone").set("callwatch.rules.burst.count", "5")
                .set("callwatch.rules.burst.within", "10m").sweep("all", "* * * * * ?", "3h").set("callwatch.graph.page-size", "7");
        Instant start = Instant.now().minus(Duration.ofHours(2));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            for (int i = 0; i < 60; i++) { // in an order of their own, some while a sweep reads
                int turn = i * 37 % 60;
                at.tenant.publish(CallJson.call().start(start.plusSeconds(turn * 100L)).lasting(Duration.ofSeconds(turn % 12))
                        .phone("+49301234" + (10 + turn % 3)));
                Thread.sleep(100);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> jar.err().endsWith("0 matches\n"));
            jar.terminate();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        try (Jar backtest = Jar.start(empty, List.of(), "--config", at.config().toString(), "backtest", "--json", "--from",
                start.minusSeconds(60).toString(), "--to", Instant.now().toString())) {
            assertThat(backtest.exitCode()).as(backtest.err()).isZero();
            assertThat(alerts(at.archive(), "/data/rule", "/data/call/id", "/data/group"))
                    .isEqualTo(alerts(each(backtest.out(), "/alerts"), "/rule", "/calls/0", "/group")).hasSizeGreaterThan(20);
        }
    }

    private static List<String> each(String json, String list) throws Exception {
        List<String> elements = new ArrayList<>();
        new ObjectMapper().readTree(json).at(list).forEach(element -> elements.add(element.toString()));
        return elements;
    }

    /** Rule and group where there is one, else rule and call. */
    private static Set<String> alerts(List<String> lines, String rule, String call, String group) throws Exception {
        Set<String> alerts = new TreeSet<>();
        for (String line : lines) {
            JsonNode alert = new ObjectMapper().readTree(line);
            String number = alert.at(group).asText("");
            alerts.add(alert.at(rule).asText() + " " + (number.isEmpty() || number.equals("null") ? alert.at(call).asText() : number));
        }
        return alerts;
    }

    @Test
    void loadsARouteThatAnOperatorAddsAndLetsAFileWinOverThePackedOne() throws Exception {
        Path routes = Files.createDirectory(empty.resolve("routes"));
        Files.writeString(routes.resolve("note-alerts.camel.yaml"), """
                - route:
                    id: note-alerts
                    from:
                      uri: direct:alerts
                      steps:
                        - setBody:
                            simple: "${header[callwatch.rule]} {{my.word}}\\n"
                        - to: file:noted?fileName=rules.txt&fileExist=Append
                """);
        Files.writeString(routes.resolve("send-file.camel.yaml"), Files.readString(Path.of("routes/send-file.camel.yaml"))
                .replace("id: send-file", "id: send-file\n    description: ours"));
        at.destination("noted", Map.of("type", "camel", "uri", "direct:alerts")).set("my.word", "seen");
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "noted,archive");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(Files.readString(empty.resolve("noted/rules.txt"))).startsWith("short-call seen");
        assertThat(at.archive()).hasSize(1);
    }

    /** The operating system lets no file grow beyond 3 MB: the ledger's own included. */
    @Test
    void aFullDiskLosesNothingAndDoublesNothing() throws Exception {
        int matches = 4_000;
        for (int i = 0; i < matches; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive");
        try (Jar jar = Jar.startBounded(empty, 3_072, "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isNotZero();
            assertThat(jar.err()).doesNotContain("\tat ");
        }
        assertThat(at.archive()).hasSizeLessThan(matches);
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).hasSize(matches).doesNotHaveDuplicates();
    }

    /** Read-only as a restored backup or a wrong owner leaves it: nothing is read or sent, and the message says what to do. */
    @Test
    void aReadOnlyLedgerIsRefusedAndLeftAsItIs() throws Exception {
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        int requests = at.tenant.requests().size();
        Path ledger = at.folder.resolve("data/callwatch.db");
        byte[] before = Files.readAllBytes(ledger);
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("r--r--r--"));
        try (Jar jar = Jar.startHeldToPermissions(empty, "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(2);
            assertThat(jar.err()).contains("callwatch.db").doesNotContain("\tat ");
        }
        assertThat(at.tenant.requests()).hasSize(requests);
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
    }

    @Test
    void aStopInTheMiddleOfAWindowLeavesItUnread() throws Exception {
        for (int i = 0; i < 300; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").sweep("all", "* * * * * ?", "1h")
                .set("callwatch.graph.page-size", "5");
        at.tenant.delay(Duration.ofMillis(200));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> at.archive().size() > 5);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).as("stopped in the middle").hasSizeLessThan(300);
        try (Jar status = Jar.start(empty, List.of(), "--config", at.config().toString(), "status")) {
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out()).contains("Unread: ");
        }
        at.tenant.delay(Duration.ZERO);
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void noSecretIsInAnyOutputNotEvenAtDebug() throws Exception {
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        at.receiver.always(Answer.status(500));
        at.tenant.faults().next(Kind.FIRST_PAGE, Fault.unauthorized()).next(Kind.TOKEN, Fault.status(500));
        at.destination("hook", Map.of("headers.X-Token", "h3ader-secret"));
        at.destination("ops-mail", Map.of("username", "callwatch", "password", "sm7p-secret"));
        StringBuilder written = new StringBuilder();
        for (String[] command : List.of(new String[] {"run", "--once"}, new String[] {"check"}, new String[] {"deliveries"},
                new String[] {"check", "--online"}, new String[] {"status", "--json"}, new String[] {"notify-test", "hook"})) {
            String[] all = Stream.concat(Stream.of("--config", at.config().toString()), Stream.of(command)).toArray(String[]::new);
            try (Jar jar = Jar.start(empty, List.of("-DCALLWATCH_LOG_LEVEL=DEBUG"), all)) {
                jar.exitCode();
                written.append(jar.out()).append(jar.err());
            }
        }
        written.append(new String(Files.readAllBytes(at.folder.resolve("data/callwatch.db")), StandardCharsets.ISO_8859_1));
        assertThat(written.toString()).contains("failed").doesNotContain("h3ader-secret", "sm7p-secret",
                Workplace.SECRET.substring("whsec_".length()), SimulatedTenant.CLIENT_SECRET, "in-the-url", "Bearer ", "/hooks/callwatch");
    }

    @Test
    void reportsFaultsTogetherAndStartsNothing() throws Exception {
        at.set("callwatch.rules.short-call.when", "call.durations < duration('5s')").set("callwatch.graph.timeout", "soon")
                .set("callwatch.sweeps.all.schedule", "never");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("3 faults", "callwatch.graph.timeout=soon", "did you mean `duration`?",
                    "callwatch.sweeps.all.schedule=never").doesNotContain("Exception");
        }
        assertThat(at.tenant.requests()).isEmpty();
        assertThat(at.folder.resolve("data")).doesNotExist();
    }

    @Test
    void readsTwoHundredThousandRecordsInOneWindowInASmallHeap() throws Exception {
        Instant start = Instant.parse("2026-11-20T11:00:00Z"); // of all of them, so that no window can be cut
        for (int i = 0; i < 200_000; i++) {
            at.tenant.publish(CallJson.call().start(start).lasting(Duration.ofSeconds(i % 2_000 == 0 ? 2 : 60)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").rule("phone",
                "call.organizer.kind == 'phone'", "archive").sweep("all", "0 0 0 1 1 ? 2099", "1h").set("callwatch.graph.page-size", "500");
        try (Jar jar = Jar.start(empty, List.of("-Xmx64m"), "--config", at.config().toString(), "backfill", "--from",
                start.toString(), "--to", start.plusMillis(1).toString())) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("read        200000 records on 400 pages, 1 windows");
        }
        assertThat(at.archive()).hasSize(100);
    }
}
