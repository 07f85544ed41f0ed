package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.endtoend.LogLines;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That a schema which is the newest is known as such without Flyway, and every other is Flyway's. */
class SchemaTest {
    @TempDir
    private Path folder;
    private LedgerPlace place;

    @BeforeEach
    void makeALedger() {
        place = LedgerPlace.in(folder);
        open();
    }

    static String[] databases() {
        return new File("src/main/resources/io/callwatch/db").list();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theNewestVersionIsTheLastMigrations(String database) {
        MigrationInfo[] migrations = Flyway.configure().dataSource("jdbc:sqlite::memory:", null, null)
                .locations("classpath:io/callwatch/db/" + database).load().info().all();
        assertThat(migrations).isNotEmpty();
        assertThat(Arrays.stream(migrations).reduce((first, second) -> second).orElseThrow().getVersion().getVersion())
                .isEqualTo(Schema.NEWEST);
    }

    /** So that their folder may move, and ledgers of before be brought up to date. */
    @Test
    void aLedgerKnowsItsMigrationsWithoutTheirFolder() throws SQLException {
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT script FROM flyway_schema_history WHERE version = '1'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("V1__ledger.sql");
        }
    }

    @Test
    void aLedgerOfTheNewestVersionIsOpenedWithoutFlyway() throws SQLException {
        place.change("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        open(); // Flyway would refuse it
    }

    @Test
    void anOlderOneIsFlyways() throws SQLException {
        place.change("DELETE FROM flyway_schema_history WHERE version = '" + Schema.NEWEST + "'",
                "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("schema");
    }

    @Test
    void aMigrationThatFailedIsFlyways() throws SQLException {
        place.change("UPDATE flyway_schema_history SET success = FALSE WHERE version = '" + Schema.NEWEST + "'");
        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("schema");
    }

    @Test
    void aDatabaseOfSomethingElseIsFlyways() throws Exception {
        place = LedgerPlace.in(Files.createDirectories(folder.resolve("others")));
        Files.createDirectories(place.folder().resolve("data"));
        place.change("CREATE TABLE songs (name TEXT)");
        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("holds tables that are not Callwatch's");
    }

    /** As in the database of a platform: its Flyway would refuse a history in which ours stand. */
    @ParameterizedTest
    @CsvSource({"10, SQL, V10__songs.sql", "1, BASELINE, << Flyway Baseline >>", "0, BASELINE, << Flyway Baseline >>", ",,"})
    void theHistoryOfSomethingElseIsLeftAlone(String version, String type, String script) throws Exception {
        anEmptyHistoryOf("others");
        place.change("CREATE TABLE songs (name TEXT)", "INSERT INTO flyway_schema_history (version, type, script, success) "
                + "SELECT '" + version + "', '" + type + "', '" + script + "', TRUE " + (version == null ? "WHERE 1 = 0" : ""));
        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("holds tables that are not Callwatch's");
        assertThatThrownBy(() -> place.change("INSERT INTO tenants (id) VALUES (1)")).as("made").isInstanceOf(SQLException.class);
    }

    @Test
    void aFirstStartThatWasKilledBeforeItMadeATableIsMadeUpFor() throws Exception {
        anEmptyHistoryOf("killed");
        open();
        place.change("DELETE FROM tenants");
    }

    private void anEmptyHistoryOf(String name) throws Exception {
        place = LedgerPlace.in(Files.createDirectories(folder.resolve(name)));
        Files.createDirectories(place.folder().resolve("data"));
        place.change("CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL DEFAULT 1, version VARCHAR(50), "
                + "description VARCHAR(200) NOT NULL DEFAULT '', type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT, "
                + "installed_by VARCHAR(100) NOT NULL DEFAULT '', installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, "
                + "execution_time INT NOT NULL DEFAULT 0, success BOOLEAN NOT NULL, PRIMARY KEY (installed_rank))");
    }

    @Test
    void aLookBringsAnOlderOneUpToDateWhereNobodyHoldsIt() throws Exception {
        place = LedgerPlace.in(Files.createDirectories(folder.resolve("older")));
        place.migrateTo("2");
        place.change("INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms) VALUES (1, 'hook', 'delivered', 'e', 0, 0)");
        try (LogLines log = new LogLines("ledger.Schema")) {
            place.file().openBeside().close();
            place.file().openBeside().close();
            assertThat(log.all()).containsExactly(
                    "the ledger is brought up from version 2 to " + Schema.NEWEST + ", which takes minutes where it is large");
        }
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version, (SELECT COUNT(*) FROM deliveries) FROM flyway_schema_history "
                        + "ORDER BY installed_rank DESC")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(Schema.NEWEST);
            assertThat(row.getInt(2)).as("a delivery whose event is gone").isZero();
        }
    }

    @Test
    void whatWasTriedUnderAnOlderVersionIsTriedNoLongerForThat() throws Exception {
        place = LedgerPlace.in(Files.createDirectories(folder.resolve("older")));
        place.migrateTo("9");
        place.change("INSERT INTO events (id, tenant_id, type, rule, severity, title, created_ms, calls, reasons, first_id, happened_ms) "
                + "VALUES ('e', 't', 'call.matched', 'r', 'info', '', 0, '[]', '', 'e', 0)",
                "INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms, attempts) "
                        + "SELECT seq, 'hook', 'pending', 'e', 7, 0, 1 FROM events UNION ALL "
                        + "SELECT seq, 'mail', 'pending', 'e', 7, 0, 0 FROM events");
        open();
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT tried_ms FROM deliveries ORDER BY destination")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(7);
            assertThat(row.next()).isTrue();
            assertThat(row.getObject(1)).as("not tried").isNull();
        }
    }

    /** Or under one that is just bringing it up, which takes a while where there are millions of calls, and is not to be stopped. */
    @Test
    void aLookChangesNothingUnderAProcessOfAnotherVersion() throws SQLException {
        try (Ledger held = place.open()) {
            place.change("DELETE FROM flyway_schema_history WHERE version = '" + Schema.NEWEST + "'");
            assertThatThrownBy(() -> place.file().openBeside()).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll(held.name(), "schema of another version", "a process holds it", "wait if that one brings it up");
        }
    }

    /** As where it is being made just now, or two have a schema each in one database. */
    @Test
    @Tag("server-ledger")
    void whereAProcessHoldsTheDatabaseAndNoTablesAreThereNoOtherVersionIsToBlame() {
        try (Ledger held = place.open()) {
            LedgerFile other = new LedgerFile(place.url() + "?currentSchema=other", place.username(), place.password(), folder);
            assertThatThrownBy(other::openBeside).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("there is no ledger at " + held.name() + " yet", "another process holds", "a database of its own");
        }
    }

    @Test
    @Tag("file-ledger")
    void aLookAtAnOlderOneThatItCannotLockSaysThat() throws Exception {
        place.change("DELETE FROM flyway_schema_history WHERE version = '" + Schema.NEWEST + "'");
        Path lock = place.folder().resolve(LedgerPlace.FILE + ".lock");
        Files.deleteIfExists(lock);
        Files.createDirectory(lock);
        assertThatThrownBy(() -> place.file().openBeside()).isInstanceOf(LedgerException.class)
                .hasMessageContaining("the lock file " + lock + " cannot be written");
    }

    /** A ledger that is well must not be moved away for it: what waits for its destinations would be lost with it. */
    @Test
    @Tag("file-ledger")
    void aFullDiskIsNoDamage() {
        LedgerFile full = new LedgerFile("jdbc:sqlite:full.db?max_page_count=20", null, null, folder);
        assertThatThrownBy(() -> full.open().close()).isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("disk is full", "make room on its disk").hasMessageNotContaining("move the file away");
    }

    @Test
    @Tag("file-ledger")
    void aNewLedgerIsForItsOwnerAloneAndOneThatIsThereKeepsItsMode() throws Exception {
        place = LedgerPlace.in(folder.resolve("new"));
        try (Ledger open = place.open()) {
            open.write(sql -> null);
            assertThat(modes()).hasSize(5).allSatisfy((file, mode) -> assertThat(mode).as(file)
                    .isEqualTo(file.equals("data") ? "rwx------" : "rw-------"));
        }
        Path file = place.folder().resolve(LedgerPlace.FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-x---"));
        open();
        assertThat(modes()).containsEntry("data", "rwxr-x---").containsEntry("callwatch.db", "rw-r-----");
    }

    private Map<String, String> modes() throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(place.folder().resolve("data"))) {
            for (Path file : files.toList()) {
                modes.put(file.getFileName().toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return modes;
    }

    private void open() {
        place.open().close();
    }
}
