package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callwatch.config.ConfigurationException;
import io.callwatch.graph.Failure;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.FreePort;
import io.callwatch.sandbox.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others see of a process that runs: its health and its metrics, over real HTTP. */
class ObservedTest extends WithTurnedClock {
    private static final int CONNECTIONS = 8;
    private static final Duration STALE = Duration.ofHours(2).plusSeconds(1);
    private FreePort port;

    @BeforeEach
    void listen() throws IOException {
        port = new FreePort();
        at.sweep("all", NEVER, "3h").set("callwatch.management.port", Integer.toString(port.number()));
    }

    @AfterEach
    void listenNoMore() throws IOException {
        port.close();
    }

    @Test
    void aPortThatIsTakenStopsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Watching.scheduled(at).close()).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("callwatch.management.port=" + taken.getLocalPort() + ": expected a port");
        }
        Watching.scheduled(at).close();
    }

    @Test
    void theMetricsSayWhatTheLedgerHoldsAndTheReadmeNamesThem() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook,gone")
                .rule("phone", "call.organizer.phone != ''", "archive")
                .destination("gone", Map.of("type", "webhook", "url", at.receiver.url()));
        at.receiver.always(request -> Answer.status(request.headers().containsKey("webhook-signature") ? 503 : 410));
        assertThat(runAt(NOON.minus(Duration.ofDays(40)))).isZero();
        for (int i = 0; i < 3; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(i < 2 ? 2 : 9)).without("organizer_v2"));
        }
        at.tenant.publishRaw("\"some text\"", NOON.minusSeconds(200), Instant.MIN);
        assertThat(runAt(NOON)).isEqualTo(1);
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        at.sweep("short", NEVER, "30m");
        assertThat(runAt(NOON.plusSeconds(3_600))).isEqualTo(1);
        try (Watching watching = Watching.scheduled(at, clock)) {
            String health = get("/observe/health?data=true").body().replace("\"", "");
            assertThat(health).contains("lastComplete:2026-11-20T12:00:00Z", "newestStart:2026-11-20T11:50:00Z", "unread:PT4H", "pending:2",
                    "recordsToday:3", "alertsToday:2", "undecided:3", "dead:2", "quarantined:1", "lost:1");
            assertThat(ours()).contains("callwatch_feed_age_seconds 3600.0", "callwatch_feed_unread_seconds 14400.0",
                    "callwatch_sweep_age_seconds{sweep=\"all\"} 3600.0", "callwatch_sweep_age_seconds{sweep=\"short\"} -1.0",
                    "callwatch_newest_call_age_seconds 4200.0", "callwatch_feed_leaving_seconds 2577600.0", "callwatch_undecided_late 0.0",
                    "callwatch_feed_behind_seconds{sweep=\"all\"} 14400.0", "callwatch_feed_behind_seconds{sweep=\"short\"} 1800.0",
                    "callwatch_feed_lost_spans 1.0", "callwatch_records_today 3.0", "callwatch_alerts_today 2.0",
                    "callwatch_undecided 3.0", "callwatch_quarantined 1.0", "callwatch_deliveries{destination=\"gone\",state=\"dead\"} 2.0",
                    "callwatch_deliveries{destination=\"archive\",state=\"pending\"} 0.0",
                    "callwatch_deliveries{destination=\"hook\",state=\"pending\"} 2.0",
                    "callwatch_deliveries{destination=\"hook\",state=\"dead\"} 0.0");
            assertThat(Path.of("README.md")).content().contains(ours().stream().map(l -> "`" + l.replaceAll("=\".*?\"| .*", "") + "`").toList());
        }
    }

    @Test
    void failedRequestsAreCountedByTheirReason() throws Exception {
        at.tenant.faults().next(Kind.FIRST_PAGE, Fault.status(503)).next(Kind.FIRST_PAGE, Fault.status(400));
        try (Watching watching = Watching.scheduled(at, clock)) {
            pass(watching);
            assertThat(ours()).filteredOn(line -> line.startsWith("callwatch_graph_failures_total{")).hasSize(Failure.values().length)
                    .filteredOn(line -> !line.endsWith(" 0.0")).extracting(line -> line.replaceFirst(".*=", ""))
                    .containsExactlyInAnyOrder("\"SERVER\"} 1.0", "\"CLIENT\"} 1.0");
        }
    }

    /** What is alive is not started anew for it. */
    @Test
    void readinessIsDownForEachThingThatSomebodyHasToSeeToAndTheProcessIsAlive() throws Exception {
        at.onlyShortCalls("archive,hook");
        try (Watching watching = Watching.scheduled(at, clock)) {
            assertThat(ready()).as("before the first pass").isFalse();
            assertThat(gauges()).contains("callwatch_feed_age_seconds -1.0");
            pass(watching);
            assertThat(ready()).isTrue();
            assertThat(get("/observe/health?data=true&exposureLevel=full").body()).as("as the README has it").contains("\"pending\":\"0\"");
            clock.advance(STALE);
            assertThat(ready()).as("nothing was read").isFalse();
            pass(watching);
            assertThat(ready()).isTrue();
            shortCall(clock.instant().minusSeconds(100));
            at.receiver.always(Answer.status(410));
            pass(watching);
            await().atMost(Duration.ofSeconds(60)).until(() -> at.output("deliveries", "--state", "dead").contains("hook"));
            assertThat(ready()).as("a delivery is dead").isFalse();
            watching.ledger.<Integer>write(sql -> sql.update("DELETE FROM deliveries"));
            assertThat(ready()).isTrue();
            at.tenant.publishRaw("\"some text\"", clock.instant().minusSeconds(200), Instant.MIN);
            pass(watching);
            assertThat(ready()).as("a record is set aside").isFalse();
            watching.ledger.<Integer>write(sql -> sql.update("DELETE FROM quarantine"));
            assertThat(ready()).isTrue();
            clock.advance(Duration.ofDays(40));
            pass(watching);
            assertThat(ready()).as("ten days are lost").isFalse();
        }
    }

    @Test
    void noOtherAddressOfThisMachineListens() throws Exception {
        try (Watching watching = Watching.scheduled(at, clock)) {
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> new Socket("127.0.0.2", port.number()).close()).isInstanceOf(ConnectException.class);
        }
    }

    /** A server that is away is waited for half a minute: not by each gauge. */
    @Test
    @Tag("file-ledger")
    void whereTheLedgerIsAwayNoGaugeHasANumberAndItIsAskedAgainInAFewSeconds() throws Exception {
        Path ledger = folder.resolve(LedgerPlace.FILE);
        Path away = folder.resolve("away.db");
        try (LogLines log = LogLines.ofWhomever(); Watching watching = Watching.scheduled(at, clock)) {
            pass(watching);
            Files.move(ledger, away);
            clock.advance(Duration.ofSeconds(6));
            assertThat(gauges()).isNotEmpty().allMatch(line -> line.endsWith(" NaN"));
            Files.move(away, ledger);
            assertThat(gauges()).allMatch(line -> line.endsWith(" NaN"));
            assertThat(ready()).isTrue();
            assertThat(gauges()).noneMatch(line -> line.endsWith(" NaN"));
            assertThat(log.withAStackTrace()).isEmpty();
        }
    }

    /** Of a server that is away: one look waits for it, and neither whoever asks for another gauge nor whether the process is alive. */
    @Test
    void whereTheLedgerDoesNotAnswerOthersDo() throws Exception {
        try (Watching watching = Watching.scheduled(at, clock)) {
            pass(watching);
            assertThat(ready()).isTrue();
            CompletableFuture<Boolean> over = new CompletableFuture<>();
            List<CompletableFuture<Boolean>> readers = holdConnections(watching, over);
            clock.advance(Duration.ofSeconds(6));
            assertThat(get("/observe/health").body()).contains("has not answered yet");
            assertThat(gauges()).isNotEmpty().allMatch(line -> line.endsWith(" NaN"));
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
            over.complete(true);
            assertThat(readers).allMatch(CompletableFuture::join);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                clock.advance(Duration.ofSeconds(6));
                return get("/observe/health").statusCode() == 200;
            });
            assertThat(gauges()).noneMatch(line -> line.endsWith(" NaN"));
        }
    }

    /** Else nobody would ever be told by a ledger that takes longer than they wait. */
    @Test
    void whatCameTooLateIsForWhoeverAsksNext() throws Exception {
        try (Watching watching = Watching.scheduled(at, clock)) {
            pass(watching);
            CompletableFuture<Boolean> over = new CompletableFuture<>();
            List<CompletableFuture<Boolean>> readers = holdConnections(watching, over);
            clock.advance(Duration.ofSeconds(6));
            assertThat(get("/observe/health").body()).contains("has not answered yet");
            over.complete(true);
            assertThat(readers).allMatch(CompletableFuture::join);
            await().atMost(Duration.ofSeconds(60)).until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("overview")));
            CompletableFuture<Boolean> again = new CompletableFuture<>();
            holdConnections(watching, again);
            clock.advance(Duration.ofMinutes(1));
            assertThat(get("/observe/health").statusCode()).isEqualTo(200);
            assertThat(gauges()).noneMatch(line -> line.endsWith(" NaN"));
            clock.advance(Duration.ofSeconds(6));
            assertThat(get("/observe/health").body()).as("it was of use once").contains("has not answered yet");
            again.complete(true);
        }
    }

    /** All but the one that writes, and some that wait for one. */
    private static List<CompletableFuture<Boolean>> holdConnections(Watching watching, CompletableFuture<Boolean> over) throws Exception {
        CountDownLatch taken = new CountDownLatch(CONNECTIONS - 1);
        List<CompletableFuture<Boolean>> readers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> watching.ledger.read(sql -> {
            taken.countDown();
            return over.completeOnTimeout(false, 60, TimeUnit.SECONDS).join();
        }), work -> new Thread(work).start())).limit(2 * CONNECTIONS).toList();
        assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
        return readers;
    }

    private static void pass(Watching watching) throws Exception {
        watching.begin("all").get(60, TimeUnit.SECONDS);
    }

    /** Of the state after all that was read before. */
    private boolean ready() throws Exception {
        clock.advance(Duration.ofSeconds(6));
        assertThat(get("/observe/health/live").statusCode()).as("alive").isEqualTo(200);
        HttpResponse<String> all = get("/observe/health");
        assertThat(all.body()).contains(all.statusCode() == 200 ? "\"UP\"" : "see 'callwatch status'");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(all.statusCode()).isIn(200, 503);
        return all.statusCode() == 200;
    }

    private List<String> gauges() throws Exception {
        return ours().stream().filter(line -> !line.contains("_total{")).toList();
    }

    private List<String> ours() throws Exception {
        return get("/observe/metrics").body().lines().filter(line -> line.startsWith("callwatch_")).toList();
    }

    private HttpResponse<String> get(String path) throws Exception { // about an upgrade to HTTP/2 both sides may wait for ever
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.number() + path))
                .timeout(Duration.ofSeconds(20)).version(HttpClient.Version.HTTP_1_1).build(), HttpResponse.BodyHandlers.ofString());
    }
}
