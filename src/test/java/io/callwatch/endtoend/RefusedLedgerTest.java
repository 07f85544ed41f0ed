package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.SimulatedTenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A ledger that cannot be used is said to be so by name, with what to do, and nothing is made of it. */
class RefusedLedgerTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.rule("long-call", "call.duration > duration('8h')", "archive").sweep("all", NEVER, "3h");
    }

    @Test
    @Tag("file-ledger")
    void aDamagedLedgerIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve(LedgerPlace.FILE), "this is no database, however long it is ".repeat(100));
        assertRefused("callwatch.db cannot be used", "move the file away");
        assertThat(at.tenant.requests()).isEmpty();
    }

    @Test
    @Tag("file-ledger")
    void aLedgerThatWasCutShortIsRefused() throws Exception {
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        Path file = folder.resolve(LedgerPlace.FILE);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) / 2)));
        assertRefused("callwatch.db cannot be used", "move the file away");
    }

    @Test
    @Tag("file-ledger")
    void aLedgerWithADamagedPageInItsMiddleIsRefused() throws Exception {
        for (int i = 0; i < 200; i++) {
            shortCall(NOON.minusSeconds(600 + i));
        }
        assertThat(runAt(NOON)).isZero();
        Path file = folder.resolve(LedgerPlace.FILE);
        byte[] whole = Files.readAllBytes(file);
        for (int page = 8; page < whole.length / 4096 - 1; page += 9) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, page * 4096, page * 4096 + 64, (byte) 0x7F);
            Files.write(file, damaged);
            assertThatThrownBy(() -> at.ledger().open().close()).as("page %d", page).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("callwatch.db cannot be used").hasMessageNotContaining("***");
        }
        int asked = at.tenant.requests().size();
        assertRefused("callwatch.db cannot be used", "move the file away");
        assertThat(at.tenant.requests()).as("nothing was started").hasSize(asked);
    }

    /** SQLite takes what a killed process has left in its log for the copy's, and mixes the two. */
    @Test
    @Tag("file-ledger")
    void aCopyThatIsPutBackBesideTheLogOfAnotherTimeIsRefusedWithWhatToTakeAway() throws Exception {
        assertThat(runAt(NOON)).isZero();
        Path file = folder.resolve(LedgerPlace.FILE);
        byte[] copy = Files.readAllBytes(file);
        for (int i = 0; i < 200; i++) {
            shortCall(NOON.minusSeconds(600 + i));
        }
        assertThat(runAt(NOON)).isZero();
        byte[] log;
        try (Ledger looking = at.ledger().file().openBeside()) { // who leaves last takes the log away
            shortCall(NOON.minusSeconds(500));
            assertThat(runAt(NOON)).isZero();
            log = Files.readAllBytes(Path.of(file + "-wal"));
        }
        Files.write(file, copy);
        Files.write(Path.of(file + "-wal"), log);
        assertRefused("callwatch.db cannot be used", "put back a copy", "a -wal and a -shm that lie beside it");
    }

    @Test
    @Tag("file-ledger")
    void aLedgerThatAnotherProgramKeepsToItselfIsNotCalledDamaged() throws Exception {
        assertThat(runAt(NOON)).isZero();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(LedgerPlace.FILE));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            assertRefused("callwatch.db cannot be used", "another program has the file in hand");
        }
        assertThat(runAt(NOON)).isZero();
    }

    @Test
    @Tag("file-ledger")
    void aLedgerWhereNothingCanBeWrittenIsRefused() throws Exception {
        at.set("callwatch.ledger.url", "jdbc:sqlite:/proc/callwatch.db");
        assertRefused("The ledger /proc/callwatch.db ", "callwatch.ledger.url");
        assertThat(at.tenant.requests()).isEmpty();
    }

    /** Nobody would see what is due, however long that is waited for. */
    @Test
    @Tag("file-ledger")
    void aLedgerThatCannotBeHeldIsNotTakenForOneInAnothersHands() throws Exception {
        at.onlyShortCalls("hook");
        shortCall(NOON.minusSeconds(600));
        at.receiver.next(Answer.status(410));
        assertThat(runAt(NOON)).isEqualTo(1);
        Path lock = folder.resolve(LedgerPlace.FILE + ".lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        assertThat(at.run("deliveries", "retry", "--all")).isEqualTo(2);
        assertThat(at.receiver.received()).hasSize(1);
    }

    @Test
    void aLedgerOfANewerVersionIsRefused() throws Exception {
        assertThat(runAt(NOON)).isZero();
        at.ledger().change("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, "
                + "checksum, installed_by, execution_time, success) VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', 1, TRUE)");
        assertRefused("schema", "use the Callwatch that wrote it, or a newer one");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() throws Exception {
        assertThat(runAt(NOON)).isZero();
        at.ledger().change("DROP TABLE flyway_schema_history");
        assertRefused("holds tables that are not Callwatch's", "callwatch.ledger.url");
        assertThat(at.errors("status")).contains("holds tables that are not Callwatch's");
    }

    @Test
    void aLedgerInAnothersHandsIsRefused() throws Exception {
        try (Ledger held = at.ledger().open()) {
            assertRefused("is held by another ");
            assertThat(at.run("status", "--at", NOON.toString())).as("a look beside the holder").isEqualTo(1);
        }
    }

    @Test
    void besideTheHolderAllGoesOnButWhatTheReadmeNames() throws Exception {
        try (Ledger held = at.ledger().open()) {
            for (String command : List.of("run", "run --once", "backfill --from 2026-11-20T11:00:00Z --to 2026-11-20T12:00:00Z", "audit",
                    "audit --repair", "quarantine retry")) {
                assertThat(at.errors(command.split(" "))).as(command).contains("is held by another ");
            }
            for (String command : List.of("check", "backtest --from 2026-11-20T11:00:00Z --to 2026-11-20T12:00:00Z", "explain x", "deliveries",
                    "deliveries retry --all", "deliveries dismiss x", "quarantine", "quarantine dismiss", "status", "status dismiss",
                    "notify-test archive", "preview archive", "forget --person nobody")) {
                assertThat(at.run(command.split(" "))).as(command).isLessThan(2);
            }
        }
        assertThat(Path.of("README.md")).content()
                .contains("another `run`, `run --once`, `backfill`, `audit` and `quarantine retry` end with 2 and say so");
    }

    @Test
    void aLedgerOfAnotherTenantIsRefused() throws Exception {
        shortCall(NOON.minusSeconds(600));
        assertThat(runAt(NOON)).isZero();
        int asked = at.tenant.requests().size();
        at.set("callwatch.graph.tenant-id", "00000000-0000-4000-8000-00000000000b");
        assertRefused("of another tenant, " + SimulatedTenant.TENANT_ID);
        assertThat(at.run("status")).isEqualTo(2);
        assertThat(at.tenant.requests()).as("nothing was started").hasSize(asked);
    }

    private void assertRefused(String... said) throws Exception {
        assertThat(runAt(NOON)).isEqualTo(2);
        assertThat(at.errors("run", "--once", "--at", NOON.toString())).startsWith("The ledger ").contains(said);
    }
}
