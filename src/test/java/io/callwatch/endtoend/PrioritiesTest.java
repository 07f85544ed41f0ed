package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Pass;
import io.callwatch.graph.FirstSight;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Notes;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When budgets are short: in which order a tenant is asked, and that all is asked for in the end. */
class PrioritiesTest extends WithTurnedClock {
    @BeforeEach
    void tightBudgets() {
        at.set("callwatch.graph.first-page-limit", "8/1s").set("callwatch.graph.next-page-limit", "4/1s")
                .set("callwatch.graph.page-size", "10").set("callwatch.graph.concurrency", "1");
        at.tenant.budgets(8, Duration.ofSeconds(1), 4, Duration.ofSeconds(1), InstantSource.system());
    }

    @Test
    void theYoungestMinutesThenTheGapsThenWhatWasReadBeforeAndAllOfIt() throws Exception {
        at.sweep("recent", NEVER, "3h");
        int calls = shortCalls(NOON.plus(Duration.ofHours(6)), Duration.ofHours(36), Duration.ofMinutes(10));
        assertThat(runAt(NOON)).isZero();
        int before = asked().size();
        at.sweep("recent", NEVER, "30h");
        Instant later = NOON.plus(Duration.ofHours(6));
        assertThat(runAt(later)).isZero();
        List<Window> asked = asked().stream().skip(before).toList();
        Window readBefore = Window.before(NOON, Duration.ofHours(3));
        Spans gaps = Spans.of(Window.before(later, Duration.ofHours(36))).minus(readBefore);
        assertThat(asked.get(0).to()).as("the youngest minutes").isEqualTo(later);
        int lastGap = last(asked, window -> !gaps.clip(window).isEmpty());
        int firstAgain = first(asked, window -> gaps.clip(window).isEmpty());
        assertThat(firstAgain).as("re-reads alone, after the last gap").isEqualTo(lastGap + 1);
        assertThat(asked.subList(0, lastGap)).extracting(Window::to).as("the newest first")
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(Spans.of(asked)).as("all is read").isEqualTo(Spans.of(Window.before(later, Duration.ofHours(36))));
        assertThat(at.archive()).hasSize(calls);
    }

    @Test
    void aNightOfReadingGivesWayToTheLastMinutesAndGoesOn() throws Exception {
        at.sweep("nightly", NEVER, "8h").sweep("recent", NEVER, "40m")
                .set("callwatch.graph.first-page-limit", "12/1s")
                .set("callwatch.graph.next-page-limit", "1/60s").set("callwatch.graph.concurrency", "4");
        at.tenant.budgets(1_000, Duration.ofSeconds(1), 1_000, Duration.ofSeconds(1), InstantSource.system());
        // as even and as dense as is guessed at first: nearly every window fits its page, and all wait for one budget
        int calls = shortCalls(NOON, Duration.ofHours(8), Duration.ofSeconds(18));
        try (Watching watching = Watching.byHand(at, clock)) {
            CompletableFuture<Pass> nightly = watching.begin("nightly");
            await().atMost(Duration.ofSeconds(60)).until(() -> Spans.of(asked()).contains(Window.before(NOON, Duration.ofHours(3))));
            clock.advance(Duration.ofMinutes(5));
            CompletableFuture<Pass> recent = watching.begin("recent");
            assertThat(recent.get(60, TimeUnit.SECONDS).unread()).isEmpty();
            assertThat(nightly).as("side by side").isNotDone();
            List<Window> first = asked().stream().dropWhile(window -> !window.to().isAfter(NOON)).limit(16).toList();
            long old = first.stream().filter(window -> window.to().isBefore(NOON.minus(Duration.ofHours(2)))).count();
            assertThat(old).as("old hours among the first since the other began: " + first).isBetween(1L, 6L);
            assertThat(nightly.get(120, TimeUnit.SECONDS).unread()).isEmpty();
            watching.application.deliverOnce();
        }
        assertThat(at.archive()).hasSize(calls);
    }

    @Test
    void aFirstReadingOfThirtyDaysThatTakesHoursLosesNothingOfItsFarEnd() throws Exception {
        at.sweep("nightly", NEVER, "30d").sweep("recent", NEVER, "40m").set("callwatch.graph.page-size", "20");
        at.tenant.budgets(1_000, Duration.ofSeconds(1), 1_000, Duration.ofSeconds(1), InstantSource.system());
        int calls = shortCalls(NOON, Duration.ofDays(30).minusHours(1), Duration.ofHours(1));
        try (Watching watching = Watching.byHand(at, clock)) {
            CompletableFuture<Pass> nightly = watching.begin("nightly");
            await().atMost(Duration.ofSeconds(60)).until(() -> asked().size() >= 14);
            clock.advance(Duration.ofHours(5));
            assertThat(watching.begin("recent").get(60, TimeUnit.SECONDS).unread()).isEmpty();
            assertThat(nightly).as("side by side").isNotDone();
            assertThat(nightly.get(120, TimeUnit.SECONDS).unread()).isEmpty();
            assertThat(watching.application.overview().lost()).isEmpty();
            watching.application.deliverOnce();
        }
        assertThat(at.archive()).hasSize(calls);
    }

    @Test
    void whoReadsWhatWasLeftUnreadGivesWayToTheSweepsOwnTurn() throws Exception {
        at.sweep("nightly", NEVER, "30d");
        failedPassAt(NOON);
        int calls = shortCalls(NOON.plus(Duration.ofHours(1)), Duration.ofDays(30), Duration.ofHours(2));
        clock.advance(Duration.ofHours(1));
        try (LogLines log = new LogLines("app.Sweeps"); Watching watching = Watching.byHand(at, clock)) {
            int before = asked().size();
            CompletableFuture<Pass> left = watching.carryOn("nightly");
            await().atMost(Duration.ofSeconds(60)).until(() -> asked().size() > before + 2);
            CompletableFuture<Pass> nightly = watching.begin("nightly");
            assertThat(left.get(10, TimeUnit.SECONDS).unread()).isNotEmpty();
            assertThat(log.all()).last().asString().contains("sweep nightly, what was left unread: ", "; the sweep's own turn reads the rest");
            assertThat(nightly).as("side by side").isNotDone();
            assertThat(watching.carryOn("nightly").get(10, TimeUnit.SECONDS).windows()).as("its own turn reads it").isZero();
            assertThat(log.all()).as("nor is there anything to say").noneMatch(line -> line.contains("left unread: 0 windows, 0 pages"));
            assertThat(nightly.get(60, TimeUnit.SECONDS).unread()).isEmpty();
            assertThat(watching.application.overview().unread()).isEmpty();
            watching.application.deliverOnce();
        }
        assertThat(at.archive()).hasSize(calls);
    }

    @Test
    void whatIsPublishedLateTeachesAndWhatNobodyHadLookedForDoesNot() throws Exception {
        at.sweep("all", NEVER, "36h").set("callwatch.graph.first-page-limit", "1000/1s")
                .set("callwatch.graph.next-page-limit", "1000/1s");
        at.tenant.budgets(1_000, Duration.ofSeconds(1), 1_000, Duration.ofSeconds(1), InstantSource.system());
        shortCalls(NOON.minus(Duration.ofHours(20)), Duration.ofHours(10), Duration.ofMinutes(5));
        assertThat(runAt(NOON)).isZero();
        FirstSight first = firstSight();
        assertThat(first.toText()).as("120 calls, 20 to 30 hours old").isEqualTo(FirstSight.documented().toText());
        for (int i = 0; i < 120; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minus(Duration.ofHours(9)).plusSeconds(i)).publishedAt(NOON.plusSeconds(60)));
        }
        assertThat(runAt(NOON.plus(Duration.ofMinutes(30)))).isZero();
        FirstSight second = firstSight();
        assertThat(second.worth(Duration.ofHours(9), Duration.ofMinutes(570))).isGreaterThan(0.3);
        at.rule("short-call", "call.duration < duration('6s')", "archive");
        assertThat(runAt(NOON.plus(Duration.ofMinutes(40)))).isZero();
        assertThat(firstSight().toText()).as("what other rules judge anew was seen before").isEqualTo(second.toText());
    }

    private FirstSight firstSight() {
        try (Ledger ledger = at.ledger().open()) {
            return FirstSight.parse(ledger.read(sql -> Notes.get(sql, "first-sight.1")).orElseThrow());
        }
    }

    private int shortCalls(Instant to, Duration length, Duration every) {
        int count = 0;
        for (Instant start = to.minus(length); start.isBefore(to); start = start.plus(every)) {
            shortCall(start.plusSeconds(1));
            count++;
        }
        return count;
    }

    /** The windows whose first pages were asked for, in order. */
    private List<Window> asked() {
        return at.tenant.requests(Kind.FIRST_PAGE).stream().map(Watching::window).toList();
    }

    private static int first(List<Window> windows, Predicate<Window> condition) {
        int i = 0;
        while (i < windows.size() && !condition.test(windows.get(i))) {
            i++;
        }
        return i;
    }

    private static int last(List<Window> windows, Predicate<Window> condition) {
        int i = windows.size() - 1;
        while (i >= 0 && !condition.test(windows.get(i))) {
            i--;
        }
        return i;
    }

    /** One right after the other, as at a terminal. */
    @Test
    void aCommandGoesOnWithWhatTheOneBeforeItHasLeftOfTheBudgets() throws Exception {
        at.tenant.budgets(2, Duration.ofSeconds(5), 2, Duration.ofSeconds(5), InstantSource.system());
        at.set("callwatch.graph.page-size", "10").set("callwatch.graph.first-page-limit", "2/5s")
                .set("callwatch.graph.next-page-limit", "2/5s");
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1));
        for (int i = 0; i < 24; i++) {
            at.tenant.publish(CallJson.call().start(start).lasting(Duration.ofMillis(1)));
        }
        for (int command = 0; command < 2; command++) {
            assertThat(at.run("backfill", "--from", start.toString(), "--to", start.plusMillis(1).toString())).isZero();
        }
        assertThat(at.tenant.requests(Kind.NEXT_PAGE)).hasSize(4);
        assertThat(at.tenant.throttled()).isZero();
    }

    /** Which may be killed before it is over. */
    @Test
    void whatAPassHasUsedOfTheBudgetsIsNotedWithEachWindow() throws Exception {
        at.sweep("nightly", NEVER, "30d").set("callwatch.graph.first-page-limit", "2/1h");
        try (Watching watching = Watching.byHand(at, clock)) {
            CompletableFuture<Pass> pass = watching.begin("nightly");
            await().atMost(Duration.ofSeconds(60)).until(() -> watching.ledger.read(sql -> Notes.get(sql, "first-pages.1"))
                    .filter(note -> note.lines().count() == 2).isPresent());
            assertThat(pass).as("it waits for a third").isNotDone();
        }
    }
}
