package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Pass;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What those who watch the watcher are told, and how often. */
class WatchTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.sweep("all", NEVER, "3h").set("callwatch.watch.notify", "watchers")
                .destination("watchers", Map.of("type", "file", "path", folder.resolve("watch.jsonl").toString()));
    }

    @Test
    void downForThirtyOneDaysNamesTheLostDayOnce() throws Exception {
        assertThat(runAt(NOON)).isZero();
        Instant later = NOON.plus(Duration.ofDays(31));
        assertThat(runAt(later)).as("something is incomplete, for good").isEqualTo(1);
        clock.set(later.plusSeconds(60));
        assertThat(at.output("run", "--once", "--at", clock.instant().toString())).contains("lost        1 span: see 'callwatch status'\n");
        assertThat(told()).singleElement().asString().contains("\"feed.lost\"", "2026-11-20T12:00:00Z to 2026-11-21T12:00:00Z");
        assertThat(at.run("status", "--at", later.plusSeconds(60).toString())).isEqualTo(1);
    }

    @Test
    void someSecondsAtTheFarEndAreNamedOnceTheyAreAMinute() throws Exception {
        at.sweep("all", NEVER, "30d");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(runAt(NOON.plusSeconds(40))).isEqualTo(1);
        assertThat(told()).isEmpty();
        assertThat(statusAt(NOON.plusSeconds(40))).doesNotContain("Lost");
        assertThat(runAt(NOON.plusSeconds(80))).isEqualTo(1);
        assertThat(told()).singleElement().asString().contains("feed.lost", "2026-10-21T12:00:00Z to 2026-10-21T12:01:20Z");
    }

    @Test
    void whatIsLostIsOffTheListOnceSomebodyKnowsAndWhatIsLostAfterwardsIsOnIt() throws Exception {
        assertThat(runAt(NOON)).isZero();
        Instant later = NOON.plus(Duration.ofDays(31));
        assertThat(runAt(later)).isEqualTo(1);
        assertThat(at.run("audit", "--at", later.toString())).isEqualTo(1);
        assertThat(at.output("audit", "--at", later.toString())).endsWith("1 span is lost for good: see 'callwatch status'.\n");
        assertThat(at.output("status", "dismiss")).startsWith("1 lost span off the list");
        assertThat(at.run("audit", "--at", later.toString())).isZero();
        assertThat(runAt(later.plusSeconds(60))).isZero();
        assertThat(at.run("status", "--at", later.plusSeconds(60).toString())).isZero();
        Instant muchLater = later.plus(Duration.ofDays(40));
        assertThat(runAt(muchLater)).isEqualTo(1);
        assertThat(statusAt(muchLater)).contains("calls that started in [2026-12-21T12:01:00Z, 2026-12-31T12:00:00Z)")
                .doesNotContain("2026-11-20T12:00:00Z");
    }

    @Test
    void whatGoesOnBeingLostIsToldAtOnceAndThenHourly() throws Exception {
        at.sweep("all", NEVER, "30d");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        for (int minutes = 0; minutes <= 130; minutes += 10) {
            assertThat(runAt(NOON.plus(Duration.ofMinutes(minutes)))).isEqualTo(1);
        }
        List<String> lost = told().stream().filter(l -> l.contains("\"feed.lost\"")).toList();
        assertThat(lost).satisfiesExactly(line -> assertThat(line).contains("2026-10-21T12:00:00Z to 2026-10-21T12:10:00Z"),
                line -> assertThat(line).contains("2026-10-21T12:10:00Z to 2026-10-21T13:10:00Z"),
                line -> assertThat(line).contains("2026-10-21T13:10:00Z to 2026-10-21T14:10:00Z"));
        assertThat(at.output("status", "--at", NOON.plus(Duration.ofMinutes(130)).toString())).containsOnlyOnce("Lost for good")
                .contains("[2026-10-21T12:00:00Z, 2026-10-21T14:10:00Z)");
        runAt(NOON.minus(Duration.ofDays(1)));
        runAt(NOON.minus(Duration.ofDays(1)).plusSeconds(4_200));
        assertThat(told()).as("the clock was ahead").last().asString().contains("2026-10-20T12:00:00Z to 2026-10-20T13:10:00Z");
    }

    @Test
    void whatAClockThatWasAheadTookForLostIsNotNamedAgainEachHourUntilThen() throws Exception {
        assertThat(runAt(NOON)).isZero();
        try (LogLines log = new LogLines("app.Watch")) {
            assertThat(runAt(NOON.plus(Duration.ofDays(366)))).isEqualTo(1);
            for (int hours = 1; hours <= 5; hours += 2) {
                runAt(NOON.plus(Duration.ofHours(hours)));
            }
            assertThat(log.all()).singleElement().asString().startsWith("Lost for good: calls that started from 2026-11-20T12:00:00Z");
        }
    }

    @Test
    void whatIsFoundLostWhenTheRestIsReadBeforeItsTurnIsToldToo() throws Exception {
        at.sweep("all", NEVER, "30d");
        failedPassAt(NOON);
        clock.set(NOON.plus(Duration.ofHours(3)));
        try (Watching watching = Watching.byHand(at, clock)) {
            assertThat(watching.carryOn("all").get(60, TimeUnit.SECONDS).unread()).isEmpty();
            clock.advance(Duration.ofMinutes(5));
            watching.application.deliverOnce();
        }
        assertThat(told()).singleElement().asString().contains("\"feed.lost\"", "2026-10-21T12:00:00Z to 2026-10-21T15:00:00Z");
    }

    @Test
    void aScheduleOutsideTheProcessLearnsThatNothingIsReadTheSameWay() throws Exception {
        at.set("callwatch.watch.stale-after", "30m");
        assertThat(runAt(NOON)).isZero();
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.unavailable("100"));
        assertThat(runAt(NOON.plusSeconds(1_200))).isEqualTo(1);
        assertThat(folder.resolve("watch.jsonl")).isEmptyFile();
        assertThat(runAt(NOON.plusSeconds(2_700))).isEqualTo(1);
        assertThat(runAt(NOON.plusSeconds(3_900))).isEqualTo(1);
        // of windows that are read side by side one meets the 503 and the others its Retry-After, and any may be the last
        assertThat(told()).singleElement().asString().contains("feed.stale").containsPattern("No complete pass over the call records for "
                + "45 min; what failed last: (SERVER, the service answered 503|THROTTLED, the service asked to wait until \\S+Z)");
    }

    @Test
    void aPassOfAClockThatWasAheadHidesNoStandstill() throws Exception {
        at.set("callwatch.watch.stale-after", "30m");
        assertThat(runAt(NOON.plus(Duration.ofDays(1)))).isZero();
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.unavailable("100"));
        assertThat(List.of(runAt(NOON), runAt(NOON.plusSeconds(2_700)), runAt(NOON.plusSeconds(3_000)))).containsOnly(1);
        assertThat(told()).singleElement().asString().contains("feed.stale", "No complete pass over the call records for 45 min");
        assertThat(statusAt(NOON.plusSeconds(2_700))).as("as was told").startsWith("Data is NOT flowing: last complete pass 45 min ago");
    }

    @Test
    @Tag("file-ledger")
    void aPassWhoseEndCouldNotBeNotedKeepsNobodyFromReadingWhatItLeft() throws Exception {
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        try (Watching watching = Watching.byHand(at, clock)) {
            at.tenant.delay(Duration.ofSeconds(1));
            CompletableFuture<Pass> pass = watching.begin("all");
            await().until(() -> !at.tenant.requests(Kind.FIRST_PAGE).isEmpty());
            at.ledger().change("ALTER TABLE notes RENAME TO notes_away");
            assertThatThrownBy(() -> pass.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("no such table: notes");
            at.ledger().change("ALTER TABLE notes_away RENAME TO notes");
            at.tenant.faults().clear();
            assertThat(watching.carryOn("all").get(60, TimeUnit.SECONDS).windows()).isPositive();
            assertThat(watching.application.overview().unread()).isEmpty();
        }
    }

    @Test
    void aRefusedPermissionIsToldAndItsEndTooEachTime() throws Exception {
        for (Instant began : List.of(NOON, NOON.plusSeconds(900))) {
            at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
            assertThat(runAt(began)).isEqualTo(1);
            assertThat(runAt(began.plusSeconds(300))).isEqualTo(1);
            at.tenant.faults().clear();
            assertThat(runAt(began.plusSeconds(600))).isZero();
        }
        assertThat(told()).hasSize(4).allSatisfy(line -> assertThat(line).contains(line.contains("feed.failing")
                ? List.of("CallRecords.Read.All", "\"severity\":\"critical\"") : List.of("feed.recovered", "\"severity\":\"info\"")));
        assertThat(told()).extracting(line -> line.contains("feed.failing")).containsExactly(true, false, true, false);
    }

    @Test
    void aRefusalIsToldAfterAStandstillTooAndEachHasItsOwnEnd() throws Exception {
        at.set("callwatch.watch.stale-after", "30m");
        assertThat(runAt(NOON)).isZero();
        failedPassAt(NOON.plusSeconds(2_400));
        at.tenant.faults().always(Kind.TOKEN, Fault.answer(Answer.json(401, "{\"error\":\"invalid_client\"}")));
        assertThat(List.of(runAt(NOON.plusSeconds(3_600)), runAt(NOON.plusSeconds(3_900)))).containsOnly(1);
        at.tenant.faults().clear();
        assertThat(runAt(NOON.plusSeconds(4_200)) + runAt(NOON.plusSeconds(4_500))).isZero();
        assertThat(told()).hasSize(4);
        assertThat(told().subList(0, 2)).anyMatch(line -> line.contains("\"feed.stale\""))
                .anyMatch(line -> line.contains("\"feed.failing\"") && line.contains("401 invalid_client"));
        assertThat(told().subList(2, 4)).allMatch(line -> line.contains("\"feed.recovered\"")).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalThatLastsIsAStandstillTooAndNotOverBeforeSomethingIsRead() throws Exception {
        at.set("callwatch.watch.stale-after", "30m");
        assertThat(runAt(NOON)).isZero();
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(runAt(NOON.plusSeconds(1_200))).isEqualTo(1);
        assertThat(told()).singleElement().asString().contains("\"feed.failing\"");
        assertThat(runAt(NOON.plusSeconds(3_600))).isEqualTo(1);
        assertThat(told()).last().asString().contains("\"feed.stale\"", "records for 1 h; what failed last: FORBIDDEN");
        at.tenant.faults().clear();
        failedPassAt(NOON.plusSeconds(3_900));
        assertThat(told()).hasSize(2);
        assertThat(runAt(NOON.plusSeconds(4_200)) + runAt(NOON.plusSeconds(4_500))).isZero();
        assertThat(told()).hasSize(4).filteredOn(line -> line.contains("\"feed.recovered\"")).hasSize(2);
    }

    @Test
    void whatWasMissedIsSaidToBeReadOnceAllSweepsHaveReadIt() throws Exception {
        at.sweep("all", NEVER, "1h").sweep("nightly", NEVER, "3d");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(runAt(NOON)).isEqualTo(1);
        clock.set(NOON.plusSeconds(600));
        at.tenant.faults().clear();
        try (Watching watching = Watching.byHand(at, clock)) {
            assertThat(watching.begin("all").get(60, TimeUnit.SECONDS).unread()).isEmpty();
        }
        runAt(NOON.plusSeconds(660));
        assertThat(told()).last().asString().contains("feed.recovered", "what was missed is still being read");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(runAt(NOON.plusSeconds(720))).isEqualTo(1);
        at.tenant.faults().clear();
        assertThat(runAt(NOON.plus(Duration.ofDays(31)))).isEqualTo(1);
        assertThat(told()).last().asString().contains("feed.recovered", "has been read, but for what left the service before");
    }

    @Test
    void statusSaysWhyNothingIsReadUntilAllIs() throws Exception {
        assertThat(statusAt(NOON)).doesNotContain("What failed last");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(runAt(NOON)).isEqualTo(1);
        at.tenant.faults().clear();
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(runAt(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(statusAt(NOON.plusSeconds(120))).contains("What failed last, 1 min ago: CLIENT, the service answered 400 status400");
        assertThat(at.output("status", "--json", "--at", NOON.plusSeconds(120).toString()))
                .contains("\"trouble\":{\"at\":\"2026-11-20T12:01:00Z\",\"reason\":\"CLIENT, the service answered 400 status400 (");
        at.tenant.faults().clear();
        assertThat(runAt(NOON.plusSeconds(180))).isZero();
        assertThat(at.output("status", "--json", "--at", NOON.plusSeconds(240).toString())).contains("\"trouble\":null");
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(folder.resolve("watch.jsonl"));
    }
}
