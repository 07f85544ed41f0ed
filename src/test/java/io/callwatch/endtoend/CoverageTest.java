package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void aNameThatNoDatabaseTakesCostsNobodyItsAlert() throws Exception {
        at.rule("named", "call.organizer.displayName.startsWith('Evil')", "archive");
        at.tenant.publish(CallJson.call().user("u-1", "Evil\0Name").start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        shortCall(NOON.minusSeconds(601));
        assertThat(runAt(NOON)).isZero();
        assertThat(at.archive()).hasSize(3);
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
    @Tag("file-ledger")
    void aDamagedLedgerIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve(LedgerPlace.FILE), "this is no database, however long it is ".repeat(100));
        assertThat(runAt(NOON)).isEqualTo(2);
        assertThat(at.tenant.requests()).isEmpty();
    }

    @Test
    @Tag("file-ledger")
    void aLedgerThatWasCutShortIsRefused() throws Exception {
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        Path file = folder.resolve(LedgerPlace.FILE);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) / 2)));
        assertThat(runAt(NOON)).isEqualTo(2);
    }

    @Test
    @Tag("file-ledger")
    void aLedgerWithADamagedPageInItsMiddleIsRefused() throws Exception {
        for (int i = 0; i < 200; i++) {
            shortCall(NOON.minusSeconds(600 + i));
        }
        assertThat(runAt(NOON)).isZero();
        Path file = folder.resolve(LedgerPlace.FILE);
        byte[] bytes = Files.readAllBytes(file);
        for (int page = 8; page < bytes.length / 4096 - 1; page += 3) {
            Arrays.fill(bytes, page * 4096, page * 4096 + 64, (byte) 0x7F);
        }
        Files.write(file, bytes);
        int asked = at.tenant.requests().size();
        assertThat(runAt(NOON)).isEqualTo(2);
        assertThat(at.tenant.requests()).as("nothing was started").hasSize(asked);
    }

    @Test
    @Tag("file-ledger")
    void aLedgerWhereNothingCanBeWrittenIsRefused() throws Exception {
        at.set("callwatch.ledger.url", "jdbc:sqlite:/proc/callwatch.db");
        assertThat(runAt(NOON)).isEqualTo(2);
        assertThat(at.tenant.requests()).isEmpty();
    }

    @Test
    void aLedgerOfANewerVersionIsRefused() throws Exception {
        assertThat(runAt(NOON)).isZero();
        at.ledger().change("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, "
                + "checksum, installed_by, execution_time, success) VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', 1, TRUE)");
        assertThat(runAt(NOON)).isEqualTo(2);
    }

    @Test
    void aLedgerInAnothersHandsIsRefused() throws Exception {
        try (Ledger held = at.ledger().open()) {
            assertThat(runAt(NOON)).isEqualTo(2);
            assertThat(at.run("status", "--at", NOON.toString())).as("a look beside the holder").isEqualTo(1);
        }
    }

    @Test
    void aLedgerOfAnotherTenantIsRefused() throws Exception {
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        int asked = at.tenant.requests().size();
        at.set("callwatch.graph.tenant-id", "00000000-0000-4000-8000-00000000000b");
        assertThat(runAt(NOON)).isEqualTo(2);
        assertThat(at.run("status")).isEqualTo(2);
        assertThat(at.tenant.requests()).as("nothing was started").hasSize(asked);
    }

    @Test
    void anAuditFindsAndMendsWhatWasMissed() throws Exception {
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        shortCall(NOON.minus(Duration.ofDays(10)));
        assertThat(at.run("audit", "--at", NOON.toString())).isEqualTo(1);
        assertThat(at.archive()).hasSize(1);
        assertThat(at.run("audit", "--at", NOON.toString(), "--repair")).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.run("audit", "--at", NOON.toString())).isZero();
    }

    @Test
    void aQuarantinedRecordIsJudgedAgainWhenTheRuleIsMended() throws Exception {
        at.rule("odd", "1 / (call.version - 1) >= 0", "archive");
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.archive()).as("other rules go on").hasSize(1);
        assertThat(at.run("quarantine")).isEqualTo(1);
        assertThat(at.run("quarantine", "retry")).as("the rule is as it was").isEqualTo(1);
        at.rule("odd", "call.version == 1", "archive");
        assertThat(at.run("quarantine", "retry")).isZero();
        assertThat(at.archive()).hasSize(2);
        assertThat(at.run("quarantine")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {800, 20_000})
    void whatIsTooLongForAKeyKeepsNoNeighbourBack(int length) throws Exception {
        String text = new Random(1).ints(length, 0x4E00, 0x9FA5) // of three bytes each, and nothing to compress
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        at.rule("new", "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))", "archive")
                .rule("pair", "call.duration < duration('5s')", "archive").set("callwatch.rules.pair.per", "call.organizer.displayName")
                .set("callwatch.rules.pair.count", "2").set("callwatch.rules.pair.within", "10m");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call.later().id(text), call.later().id("a").phone(text), call.later().id("b").user("u", text), call);
        assertThat(runAt(NOON)).as("three are in quarantine, or none").isEqualTo(length == 800 ? 0 : 1);
        assertThat(at.output("quarantine").lines().filter(line -> line.contains("800 characters"))).hasSize(length == 800 ? 0 : 3);
        assertThat(at.archive()).as("short calls").filteredOn(line -> line.contains("\"short-call\"")).hasSize(length == 800 ? 4 : 2);
    }

    @Test
    void whatIsDismissedDoesNotComeBackThoughItIsReadAgain() throws Exception {
        at.tenant.publishRaw("{\"version\":1}", NOON.minusSeconds(600), Instant.MIN);
        assertThat(runAt(NOON)).isEqualTo(1);
        assertThat(at.run("quarantine", "dismiss", "1")).isZero();
        assertThat(runAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.run("quarantine")).isZero();
        assertThat(at.run("quarantine", "dismiss", "7")).as("no such number").isEqualTo(1);
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
}
