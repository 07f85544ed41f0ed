package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Pass;
import io.callwatch.graph.Spans;
import io.callwatch.ledger.Coverage;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.Asked;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service and the network do wrong while pages are read: each over real HTTP, on page 3 of 5. */
class ReadingFaultsTest extends AtAWorkplace {
    private static final int SHORT_CALLS = 50;

    @BeforeEach
    void fivePages() {
        at.onlyShortCalls("archive")
                .sweep("all", NEVER, "3h").set("callwatch.graph.page-size", "10")
                .set("callwatch.graph.timeout", "2s").set("callwatch.graph.concurrency", "1");
        for (int i = 0; i < SHORT_CALLS; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(3_600 + i)).lasting(Duration.ofSeconds(3)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 with seconds", "429 with a date", "429 without Retry-After", "429 with nonsense", "429 with no wait", "401", "404", "500",
        "502 with HTML", "503 with seconds", "504", "reset", "cut", "not JSON", "silence", "drip",
        "204", "408", "410"})
    void aPassingFaultLosesNothing(String name) throws Exception {
        at.tenant.faults().nth(Kind.NEXT_PAGE, 2, fault(name));
        try (LogLines log = new LogLines("app.Sweeps")) {
            assertThat(at.runOnceAt(NOON)).isZero();
            assertThat(log.all()).filteredOn(line -> line.contains("1 request throttled")).hasSize(name.startsWith("429") ? 1 : 0);
        }
        assertThat(at.archive()).hasSize(SHORT_CALLS);
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).as("the same page is asked for again, not the window")
                .extracting(Asked::target).doesNotHaveDuplicates();
        List<String> further = at.tenant.requests(Kind.NEXT_PAGE).stream().map(Asked::target).toList();
        assertThat(further).as("one of the further pages twice").hasSize(Set.copyOf(further).size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "403", "429 for an hour", "429 for ever", "302", "oversize", "loop of one", "loop of two"})
    void aLastingFaultLeavesTheWindowUnreadAndTheNextPassReadsIt(String name) throws Exception {
        at.set("callwatch.graph.max-answer", "1MB");
        at.tenant.faults().nth(Kind.NEXT_PAGE, 2, fault(name));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.archive()).hasSizeLessThan(SHORT_CALLS).hasSizeGreaterThanOrEqualTo(20);
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T12:00:00Z"))).as("a day later, beyond the look-back").isZero();
        assertThat(at.archive()).hasSize(SHORT_CALLS);
    }

    @Test
    void aServiceThatMakesANewLinkToTheSameRecordsForEverKeepsNoPassFromItsEnd() throws Exception {
        at.tenant.faults().always(asked -> asked.kind() == Kind.NEXT_PAGE, Fault.endless());
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.faults().clear();
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(SHORT_CALLS);
    }

    @Test
    void whatIsInACharsetThatNobodyKnowsIsReadForWhatItIs() throws Exception {
        at.tenant.faults().nth(Kind.NEXT_PAGE, 2, scene -> fault("429 with seconds").instead(scene).header("Content-Type", "text/html; charset="));
        at.tenant.faults().always(asked -> true, scene -> scene.good().header("Content-Type", "application/json; charset=unheard-of"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(SHORT_CALLS);
    }

    /** A window of a hundred pages takes longer than a token lives. */
    @Test
    void aTokenThatRunsOutOnOnePageMayRunOutOnALaterOneToo() throws Exception {
        at.tenant.faults().nth(Kind.NEXT_PAGE, 1, fault("401"));
        at.tenant.faults().nth(Kind.NEXT_PAGE, 3, fault("401"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(SHORT_CALLS);
    }

    @Test
    void aWindowThatAStopBreaksOffStaysUnread() throws Exception {
        try (Watching watching = Watching.byHand(at, InstantSource.fixed(NOON))) {
            at.tenant.delay(Duration.ofMillis(500));
            CompletableFuture<Pass> pass = watching.begin("all");
            await().until(() -> !at.tenant.requests(Kind.NEXT_PAGE).isEmpty());
            watching.application.beginNothingMore();
            long judged = pass.get(60, TimeUnit.SECONDS).records();
            Spans covered = watching.ledger.read(sql -> new Coverage(watching.application.tenant()).covered(sql));
            assertThat(judged).isBetween(1L, SHORT_CALLS - 1L);
            assertThat(IntStream.range(0, SHORT_CALLS).filter(i -> covered.contains(NOON.minusSeconds(3_600 + i))).count())
                    .isLessThanOrEqualTo(judged);
        }
    }

    /** Thousands of windows, each with all its attempts, would take hours and fill the log. */
    @Test
    void aServiceThatLetsNoWindowBeReadIsLeftToTheNextPass() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            CallJson call = CallJson.call().start(Instant.now().minus(Duration.ofHours(6L * i)).minusSeconds(600)).lasting(Duration.ofSeconds(2));
            at.tenant.publish(call);
            ids.add(call.id());
        }
        // not 30 days, of which some seconds would have left the service unread meanwhile
        at.sweep("all", NEVER, "29d").set("callwatch.graph.page-size", "5");
        at.tenant.faults().always(asked -> asked.kind() == Kind.FIRST_PAGE, Fault.status(400));
        assertThat(at.run("run", "--once")).isEqualTo(1);
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).hasSizeBetween(3, 8);
        at.tenant.faults().clear();
        assertThat(at.run("run", "--once")).isZero();
        assertThat(String.join("\n", at.archive())).contains(ids);
    }

    @Test
    void anEmptyPageWithALinkIsNotTheEnd() throws Exception {
        at.tenant.faults().nth(Kind.NEXT_PAGE, 2, Fault.emptyPage());
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(SHORT_CALLS);
    }

    @Test
    void aTokenThatRunsOutInTheMiddleIsRenewedOnce() throws Exception {
        at.tenant.faults().nth(Kind.NEXT_PAGE, 2, Fault.unauthorized());
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.tenant.tokenRequests()).isEqualTo(2);
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.unauthorized());
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).as("a new token that is refused is a fault").isEqualTo(1);
    }

    /** A window has its last attempt after a minute or two; who looks at a first start does not wait so long. */
    @Test
    void aServiceThatDoesNotAnswerIsSaidLongBeforeAWindowIsGivenUp() throws Exception {
        at.tenant.faults().next(3, Kind.FIRST_PAGE, Fault.reset());
        try (LogLines log = new LogLines("app.PageRetry")) {
            assertThat(at.runOnceAt(NOON)).isZero();
            assertThat(log.all()).singleElement().asString().startsWith("a page cannot be had yet: NETWORK, ");
        }
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        at.tenant.faults().next(2, Kind.FIRST_PAGE, Fault.reset());
        try (LogLines log = new LogLines("app.PageRetry")) {
            assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
            assertThat(log.all()).as("what comes by chance").isEmpty();
        }
    }

    @Test
    void aSecretThatTheTokenEndpointQuotesIsNotInTheLog() throws Exception {
        at.set("callwatch.graph.client-secret", "wr0ng-secret");
        at.tenant.faults().always(Kind.TOKEN, Fault.answer(Answer.json(401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: wr0ng-secret is none.\"}")));
        try (LogLines log = new LogLines("app")) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).anyMatch(line -> line.contains("AADSTS7000215")).noneMatch(line -> line.contains("wr0ng"));
        }
    }

    @Test
    void aWrongSecretIsSaidAndNotHammered() throws Exception {
        at.set("callwatch.graph.client-secret", "wrong");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.tenant.tokenRequests()).isEqualTo(1);
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).isEmpty();
    }

    @Test
    void bothSpellingsOfNextLinkAndRepeatedIdsAreFine() throws Exception {
        at.tenant.oldLinkSpelling(true).repeating(0.3);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(SHORT_CALLS);
    }

    private static Fault fault(String name) {
        Map<String, Fault> faults = Map.ofEntries(
                Map.entry("429 with seconds", Fault.throttled("1")),
                Map.entry("429 with a date", Fault.throttledUntil(Duration.ofSeconds(2))),
                Map.entry("429 without Retry-After", Fault.throttled(null)),
                Map.entry("429 with nonsense", Fault.throttled("soon")),
                Map.entry("429 with no wait", Fault.throttled("0")),
                Map.entry("429 for an hour", Fault.throttled("3600")),
                Map.entry("429 for ever", Fault.throttled("99999999999999999999")),
                Map.entry("401", Fault.unauthorized()),
                Map.entry("400", Fault.status(400)),
                Map.entry("403", Fault.forbidden()),
                Map.entry("404", Fault.status(404)),
                Map.entry("408", Fault.status(408)),
                Map.entry("410", Fault.status(410)),
                Map.entry("204", Fault.answer(Answer.status(204))),
                Map.entry("302", Fault.status(302)),
                Map.entry("500", Fault.status(500)),
                Map.entry("502 with HTML", Fault.gateway()),
                Map.entry("503 with seconds", Fault.unavailable("1")),
                Map.entry("504", Fault.status(504)),
                Map.entry("reset", Fault.reset()),
                Map.entry("cut", Fault.cut()),
                Map.entry("not JSON", Fault.notJson()),
                Map.entry("silence", Fault.hang()),
                Map.entry("drip", Fault.drip(Duration.ofMillis(20))),
                Map.entry("oversize", Fault.oversize(2 << 20)),
                Map.entry("loop of one", Fault.loopOfOne()),
                Map.entry("loop of two", Fault.loopOfTwo()));
        return faults.get(name);
    }
}
