package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.ledger.Ledger;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.SandboxFolder;
import io.callwatch.sandbox.SimulatedTenant;
import io.callwatch.sandbox.TurnedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * The same records make the same alerts, bursts included, whether they are read by a backtest, in one pass, or in many passes
 * while they are being published; and explain says of each call what the ledger holds.
 */
class SlicingPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The backtest looks back from the real present, so that the calls lie a day before it. */
    private static final Instant START = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.HOURS);
    private static final Duration SPAN = Duration.ofHours(12);

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    @Tag("file-ledger")
    void backtestOnePassAndAnySlicingGiveTheSameAlerts(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int calls) throws Exception {
        check(seed, calls);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    @Tag("server-ledger")
    void theSameOnAServer(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int calls) throws Exception {
        check(seed, calls);
    }

    private static void check(long seed, int calls) throws Exception {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("callwatch-slicing");
        try (Workplace sliced = place(folder.resolve("sliced"), random); Workplace whole = place(folder.resolve("whole"), random)) {
            TurnedClock clock = new TurnedClock(START);
            sliced.tenant.clock(clock).seed(seed).repeating(0.2);
            List<CallJson> published = publish(sliced.tenant, random, calls);
            for (Workplace place : List.of(sliced, whole)) {
                place.set("callwatch.graph.url", sliced.tenant.graphUrl()).set("callwatch.graph.authority", sliced.tenant.authority());
            }
            while (clock.instant().isBefore(START.plus(SPAN.multipliedBy(2)))) {
                clock.advance(Duration.ofMinutes(30 + random.nextInt(300)));
                assertThat(sliced.runOnceAt(clock.instant())).isZero();
            }
            assertThat(whole.runOnceAt(clock.instant())).isZero();
            Set<String> inSlices = alerts(sliced);
            assertThat(alerts(whole)).as("one pass and many").isEqualTo(inSlices);
            assertThat(backtest(whole)).as("backtest and one pass").isEqualTo(inSlices);
            for (CallJson call : published.subList(0, Math.min(4, published.size()))) {
                assertThat(explained(sliced, call.id())).as("explain and the ledger").isEqualTo(verdicts(sliced, call.id()));
            }
        } finally {
            SandboxFolder.delete(folder);
        }
    }

    private static Workplace place(Path folder, Random random) throws Exception {
        return new Workplace(Files.createDirectories(folder)).withoutRules()
                .rule("short-call", "call.duration < duration('5s')", "archive")
                .rule("outside", "call.organizer.kind == 'phone' && call.organizer.external", "archive")
                .rule("burst", "call.organizer.kind == 'phone' && call.duration < duration('10s')", "archive")
                .set("callwatch.rules.burst.per", "call.organizer.phone").set("callwatch.rules.burst.count", "3")
                .set("callwatch.rules.burst.within", "20m").sweep("all", Workplace.NEVER, "36h")
                .set("callwatch.graph.page-size", Integer.toString(1 + random.nextInt(20)));
    }

    /**
     * Calls of a few numbers, close together, published in any order within the hours that follow; some known in part at first,
     * some with another length in the end.
     */
    private static List<CallJson> publish(SimulatedTenant tenant, Random random, int calls) {
        List<CallJson> published = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Instant start = START.plusSeconds(random.nextInt(6) * 3_600L + random.nextInt(2_400));
            CallJson call = CallJson.call().start(start).lasting(Duration.ofSeconds(random.nextInt(15)))
                    .publishedAt(start.plusSeconds(60 + random.nextInt(6 * 3_600)));
            if (random.nextInt(4) > 0) {
                call.phone("+49301234" + (10 + random.nextInt(2)));
            }
            if (random.nextInt(4) == 0) {
                CallJson full = call.later().publishedAt(START.plus(SPAN).plusSeconds(random.nextInt(20_000)));
                tenant.publish(call.without("organizer_v2").without("organizer"));
                call = full;
            }
            tenant.publish(call);
            if (random.nextInt(4) == 0) {
                tenant.publish(call.later().lasting(Duration.ofSeconds(random.nextInt(60)))
                        .publishedAt(START.plus(SPAN).plusSeconds(20_000 + random.nextInt(20_000))));
            }
            published.add(call);
        }
        return published;
    }

    /** What stands in the end: single matches by rule and call, bursts by rule, group and calls. */
    private static Set<String> alerts(Workplace at) throws Exception {
        try (Ledger ledger = ledger(at)) {
            return ledger.read(sql -> {
                Set<String> alerts = new TreeSet<>(sql.list("SELECT rule, call_id FROM alerts WHERE told = 'MATCHED'",
                        row -> row.getString(1) + " " + row.getString(2)));
                alerts.addAll(sql.list("SELECT rule, group_value, calls FROM bursts", row -> row.getString(1) + " "
                        + row.getString(2) + " " + new TreeSet<>(List.of(row.getString(3).split(" ")))));
                return alerts;
            });
        }
    }

    private static Set<String> backtest(Workplace at) throws Exception {
        JsonNode result = JSON.readTree(at.output("backtest", "--json", "--from", START.toString(), "--to", START.plus(SPAN).toString()));
        Set<String> alerts = new TreeSet<>();
        for (JsonNode alert : result.path("alerts")) {
            List<String> ids = new ArrayList<>();
            alert.path("calls").forEach(id -> ids.add(id.asText()));
            alerts.add(alert.path("rule").asText() + " " + (alert.path("group").isNull() ? ids.get(0)
                    : alert.path("group").asText() + " " + new TreeSet<>(ids)));
        }
        return alerts;
    }

    private static Set<String> explained(Workplace at, String callId) throws Exception {
        Set<String> verdicts = new TreeSet<>();
        for (JsonNode verdict : JSON.readTree(at.output("explain", "--json", callId)).path("verdicts")) {
            verdicts.add(verdict.path("rule").asText() + " " + verdict.path("verdict").asText());
            assertThat(verdict.path("values")).as("the values that " + verdict + " saw").isNotEmpty();
        }
        return verdicts;
    }

    private static Set<String> verdicts(Workplace at, String callId) throws Exception {
        try (Ledger ledger = ledger(at)) {
            Set<String> verdicts = new TreeSet<>();
            for (String rule : List.of("short-call", "outside", "burst")) {
                verdicts.add(rule + " " + ledger.read(sql -> sql.first("SELECT outcome FROM alerts WHERE call_id = ? AND rule = ?",
                        row -> row.getString(1), callId, rule)).orElse("no-match"));
            }
            return verdicts;
        }
    }

    private static Ledger ledger(Workplace at) {
        return at.ledger().file().openBeside();
    }
}
