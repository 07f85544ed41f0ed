package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that the service lists within its 30 days is missed, whatever was down and for how long. */
class CoverageTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.rule("long-call", "call.duration > duration('8h')", "archive").sweep("all", NEVER, "3h");
    }

    @Test
    void downForThreeDaysIsCaughtUpByOnePass() throws Exception {
        assertThat(runAt(NOON)).isZero();
        shortCall(NOON.plus(Duration.ofHours(5)));
        shortCall(NOON.plus(Duration.ofHours(50)));
        assertThat(runAt(NOON.plus(Duration.ofDays(3)))).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.run("status", "--at", NOON.plus(Duration.ofDays(3)).toString())).isZero();
    }

    @Test
    void aWindowThatFailedIsReadByTheNextPassWhateverTheLookBack() throws Exception {
        shortCall(NOON.minusSeconds(3_600));
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.run("status", "--at", NOON.toString())).isEqualTo(1);
        assertThat(runAt(NOON.plus(Duration.ofHours(10)))).as("it fails again, and the plan has moved on").isEqualTo(1);
        at.tenant.faults().clear();
        assertThat(runAt(NOON.plus(Duration.ofDays(20)))).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void aSweepByAnotherNameReadsWhatTheOldOneHasLeftAndTheTimeInWhichNoneRan() throws Exception {
        shortCall(NOON.minusSeconds(3_600));
        failedPassAt(NOON);
        shortCall(NOON.plus(Duration.ofHours(10)));
        at.withoutSweeps().sweep("calls", NEVER, "10m");
        assertThat(runAt(NOON.plus(Duration.ofDays(2)))).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.run("status", "--at", NOON.plus(Duration.ofDays(2)).toString())).isZero();
    }

    /** Others have read all that time: it is not unread once more. */
    @Test
    void aSweepThatWasTakenOutForDaysReadsNoMoreThanItsLookBackWhenItIsBack() throws Exception {
        at.sweep("wide", NEVER, "6h");
        assertThat(runAt(NOON)).isZero();
        at.withoutSweeps().sweep("wide", NEVER, "6h");
        for (int day = 1; day <= 4; day++) {
            assertThat(runAt(NOON.plus(Duration.ofDays(day)))).isZero();
        }
        at.sweep("all", NEVER, "3h");
        int before = at.tenant.requests(Kind.FIRST_PAGE).size();
        assertThat(runAt(NOON.plus(Duration.ofDays(4)).plusSeconds(300))).isZero();
        assertThat(at.tenant.requests(Kind.FIRST_PAGE).stream().skip(before)).isNotEmpty()
                .allSatisfy(asked -> assertThat(Watching.window(asked).from()).isAfterOrEqualTo(NOON.plus(Duration.ofHours(90))));
    }

    @Test
    void aNineHourCallPublishedAfterNewerOnesAndLateRecordsAllAlertWithTheDefaultSweeps() throws Exception {
        at.withoutSweeps();
        for (int i = 0; i < 1_000; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(7_200 + i)).publishedAt(NOON.minusSeconds(60)));
        }
        at.tenant.publish(CallJson.call().start(NOON.minus(Duration.ofHours(9))).lasting(Duration.ofHours(9))
                .publishedAt(NOON.plus(Duration.ofMinutes(40))));
        for (Duration late : new Duration[] {Duration.ofMinutes(14), Duration.ofMinutes(61), Duration.ofHours(5)}) {
            at.tenant.publish(CallJson.call().start(NOON).lasting(Duration.ofSeconds(2)).publishedAt(NOON.plusSeconds(2).plus(late)));
        }
        for (int minutes = 0; minutes <= 360; minutes += 30) {
            assertThat(runAt(NOON.plus(Duration.ofMinutes(minutes)))).isZero();
        }
        assertThat(at.archive()).hasSize(4);
    }

    @Test
    @Tag("file-ledger")
    void aLostLedgerReadsAllAgainAndTheFileKeepsEachIdOnce() throws Exception {
        shortCall(NOON.minusSeconds(3_600));
        assertThat(runAt(NOON)).isZero();
        Files.delete(folder.resolve(LedgerPlace.FILE));
        Files.deleteIfExists(folder.resolve(LedgerPlace.FILE + "-wal"));
        Files.deleteIfExists(folder.resolve(LedgerPlace.FILE + "-shm"));
        assertThat(runAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void anAuditFindsAndMendsWhatWasMissed() throws Exception {
        shortCall(NOON.minusSeconds(600));
        CallJson longer = CallJson.call().start(NOON.minusSeconds(700)).lasting(Duration.ofMinutes(5));
        at.tenant.publish(longer);
        assertThat(runAt(NOON)).isZero();
        shortCall(NOON.minus(Duration.ofDays(10)));
        assertThat(at.run("audit", "--at", NOON.toString())).isEqualTo(1);
        assertThat(at.archive()).hasSize(1);
        assertThat(at.run("audit", "--at", NOON.toString(), "--repair")).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.run("audit", "--at", NOON.toString())).isZero();
        at.tenant.publish(longer.later());
        assertThat(at.output("audit", "--at", NOON.toString())).as("its newer version").contains("missed: " + longer.id() + "\n");
        assertThat(at.output("audit", "--at", NOON.toString(), "--repair")).containsPattern("missed, now judged +1\n")
                .doesNotContain("--repair' judges");
    }

    @Test
    void anAuditNamesTwentyOfTheManyThatWereMissedAndSaysWhatWasSent() throws Exception {
        at.onlyShortCalls("archive");
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        String[] audit = {"audit", "--at", NOON.toString()};
        at.tenant.publish(missed(20));
        assertThat(at.output(audit)).doesNotContain("… and ").containsPattern("\nmatched by a rule +1\nevents of rules .all. +1\n")
                .containsPattern("\ndestination +delivered +pending +dead\narchive +1 +0 +0\n");
        at.tenant.publish(missed(1));
        assertThat(at.output(audit)).contains("\n… and 1 more: --json lists all\n");
        assertThat(at.output(audit).lines().filter(line -> line.startsWith("missed: "))).hasSize(20);
    }

    private static CallJson[] missed(int calls) {
        return Stream.generate(() -> CallJson.call().start(NOON.minus(Duration.ofDays(10)))).limit(calls).toArray(CallJson[]::new);
    }

    @Test
    void anAuditFindsARecordThatCannotBeReadAndWasNeverSetAside() throws Exception {
        assertThat(runAt(NOON)).isZero();
        at.tenant.publishRaw("{\"id\":\"odd\",\"version\":\"x\"}", NOON.minusSeconds(600), NOON);
        assertThat(at.output("audit", "--at", NOON.toString())).contains("missed: odd\n", "'callwatch audit --repair' judges them")
                .containsPattern("listed by the service +1\njudged at the version listed +0\nmissed +1\n");
        assertThat(at.run("audit", "--at", NOON.toString(), "--repair")).as("in quarantine").isEqualTo(1);
        assertThat(at.output("audit", "--at", NOON.toString())).contains("\n\n1 record in quarantine: ").doesNotContain("\n\n\n");
        assertThat(at.run("quarantine", "dismiss", "1")).isZero();
        assertThat(at.run("audit", "--at", NOON.toString())).as("somebody knows").isZero();
    }

    @Test
    void anAuditIsCompleteWhereAllIsReadAndNothingIsLeftToSend() throws Exception {
        String[] audit = {"audit", "--at", NOON.toString()};
        at.onlyShortCalls("hook");
        shortCall(NOON.minusSeconds(600));
        at.receiver.next(Answer.status(500), Answer.status(410));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.run(audit)).as("pending").isEqualTo(1);
        assertThat(statusAt(NOON)).contains("\nPending deliveries are due, ").doesNotContain("Dead");
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.run(audit)).as("dead").isEqualTo(1);
        assertThat(at.output(audit)).contains("\nnot delivered: " + at.listed().get(0) + " to hook\n", "see 'callwatch deliveries'");
        assertThat(at.output("audit", "--json", "--at", NOON.toString()))
                .contains("\"undelivered\":[{\"event\":\"" + at.listed().get(0) + "\",\"destination\":\"hook\"}]");
        assertThat(statusAt(NOON)).contains("\nDead deliveries: see ").doesNotContain("Pending");
        String id = at.listed().get(0);
        assertThat(at.output("deliveries", "dismiss", id, "x")).isEqualTo(id + ": 1 dismissed\nx: no dead delivery\n");
        assertThat(at.run(audit)).isZero();
        assertThat(at.output(audit)).doesNotContain("not delivered");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(at.run(audit)).isEqualTo(1);
        assertThat(at.output(audit)).as("of several windows").contains("\n1 span could not be read: this audit is not whole.");
        assertThat(at.output("backtest", "--from", "2026-11-20T08:00:00Z", "--to", NOON.toString()))
                .endsWith("\n1 span could not be read: this is not all.\n");
        assertThat(at.run("backfill", "--from", "2026-11-20T08:00:00Z", "--to", NOON.toString())).as("nor a backfill").isEqualTo(1);
    }

    @Test
    void whatABackfillHasReadIsStillTheSweepsToRead() throws Exception {
        failedPassAt(NOON);
        String before = statusAt(NOON);
        assertThat(at.run("backfill", "--from", "2026-11-20T08:00:00Z", "--to", NOON.toString())).isZero();
        assertThat(statusAt(NOON)).contains("unread").isEqualTo(before);
    }

    @Test
    void aBackfillAlertsAndLeavesCoverageAlone() throws Exception {
        shortCall(NOON.minus(Duration.ofDays(5)));
        assertThat(at.run("backfill", "--from", "2026-11-15T00:00:00Z", "--to", "2026-11-16T00:00:00Z")).isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(at.run("backfill", "--from", "2026-11-16T00:00:00Z", "--to", "2026-11-15T00:00:00Z")).isEqualTo(2);
        assertThat(at.run("status", "--at", NOON.toString())).as("no sweep has run").isEqualTo(1);
    }

    @Test
    @Tag("file-ledger")
    void aBacktestSendsNothingAndLeavesTheLedgerByteForByte() throws Exception {
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        byte[] before = Files.readAllBytes(folder.resolve(LedgerPlace.FILE));
        shortCall(NOON.minusSeconds(900));
        assertThat(at.run("backtest", "--from", "2026-11-20T00:00:00Z", "--to", "2026-11-20T12:00:00Z")).isZero();
        assertThat(Files.readAllBytes(folder.resolve(LedgerPlace.FILE))).isEqualTo(before);
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    @Tag("file-ledger")
    void whatTheLedgerCannotNoteIsNamedWithoutAPage() throws Exception {
        assertThat(runAt(NOON.minusSeconds(60))).isZero();
        shortCall(NOON.minusSeconds(600));
        at.ledger().change("CREATE TRIGGER fault BEFORE INSERT ON calls BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        try (LogLines log = new LogLines("app.Sweeps")) {
            assertThat(runAt(NOON)).isEqualTo(1);
            assertThat(log.all()).anyMatch(line -> line.matches("window \\S+ \\S+ stays unread: the ledger .* failed: .*disk full.*"));
        }
    }

    @Test
    @Tag("file-ledger")
    void whyWindowsCannotBeNotedIsSaidOnceInAPass() throws Exception {
        at.sweep("all", NEVER, "30d").set("callwatch.graph.page-size", "5");
        assertThat(runAt(NOON.minusSeconds(60))).isZero();
        for (int hours = 1; hours < 700; hours += 3) {
            shortCall(NOON.minus(Duration.ofHours(hours)));
        }
        at.ledger().change("CREATE TRIGGER fault BEFORE INSERT ON calls BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        try (LogLines log = new LogLines("app.Sweeps")) {
            assertThat(runAt(NOON)).isEqualTo(1);
            assertThat(log.all()).filteredOn(line -> line.contains(" stays unread: the ledger ")).hasSize(1);
            assertThat(log.all()).last().asString().endsWith(" until the next pass");
        }
    }
}
