package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be the matter with a database server, and what people are told. */
class ServerLedgerTest {
    private static final String HELD = "held by another process";

    @TempDir
    private Path folder;

    @Test
    void aServerThatDoesNotAnswerIsNamedWithoutWhatIsSecret() {
        LedgerFile file = new LedgerFile("jdbc:postgresql://127.0.0.1:1/callwatch?password=in-the-url", "callwatch", "s3cret", folder);
        for (ThrowingCallable opening : List.<ThrowingCallable>of(file::open, file::openBeside)) {
            assertThatThrownBy(opening).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("jdbc:postgresql://127.0.0.1:1/callwatch", "check callwatch.ledger.url, .username, .password", "refused")
                    .hasMessageNotContainingAny("in-the-url", "s3cret", "schema");
        }
    }

    @Test
    void aHostThatIsNotKnownIsSaidToBeSo() {
        LedgerFile file = new LedgerFile("jdbc:postgresql://nobody..invalid/callwatch", "callwatch", "s3cret", folder);
        for (ThrowingCallable opening : List.<ThrowingCallable>of(file::open, file::openBeside)) {
            assertThatThrownBy(opening).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("jdbc:postgresql://nobody..invalid/callwatch", "no such host is known");
        }
    }

    /** Its driver names the process's zone at each login, and a server need not know old names, as where they are a package of their own. */
    @Test
    @Tag("server-ledger")
    void aTimeZoneThatTheServerDoesNotKnowIsSaidToBeSetOtherwise() {
        LedgerPlace place = LedgerPlace.in(folder);
        LedgerFile file = new LedgerFile(place.url(), place.username(), place.password(), folder);
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(new SimpleTimeZone(0, "Asia/Nowhere"));
        try {
            for (ThrowingCallable opening : List.<ThrowingCallable>of(file::open, file::openBeside)) {
                assertThatThrownBy(opening).isInstanceOf(LedgerException.class)
                        .hasMessageContainingAll("Asia/Nowhere", "the server does not know it by this name", "-Duser.timezone=UTC")
                        .hasMessageNotContaining(".password");
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    @Tag("server-ledger")
    void connectionsThatAreCutAreReplacedAndTheLedgerIsHeldAsBefore() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger ledger = place.open()) {
            place.cutConnections();
            await().ignoreExceptionsInstanceOf(LedgerException.class).until(() -> note(ledger, "kept"), "kept"::equals);
            assertThat(ledger.<List<String>>read(sql -> sql.list("SELECT name FROM notes", row -> row.getString(1))))
                    .containsExactly("kept");
            assertThatThrownBy(place::open).isInstanceOf(LedgerException.class).hasMessageContaining(HELD);
        }
        place.open().close();
    }

    /** As when the machine is gone, or what lies before it has forgotten the connection: nobody says that it is over. */
    @Test
    @Tag("server-ledger")
    void aServerThatFallsSilentIsNotWaitedForForEver() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger ledger = place.open()) {
            assertThat(ledger.<List<Integer>>write(ServerLedgerTest::patience)).containsExactly(600_000);
            assertThat(ledger.<List<Integer>>read(ServerLedgerTest::patience)).containsExactly(600_000);
        }
        try (Ledger ledger = new LedgerFile(place.url() + "?socketTimeout=60", place.username(), place.password(), folder).open()) {
            assertThat(ledger.<List<Integer>>read(ServerLedgerTest::patience)).containsExactly(60_000);
        }
    }

    private static List<Integer> patience(Sql sql) throws SQLException {
        return sql.list("SELECT 1", row -> row.getStatement().getConnection().getNetworkTimeout());
    }

    @Test
    @Tag("server-ledger")
    void whatHasJustEndedMayHoldItForAMoment() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        Ledger ending = place.open();
        int before = sessions(place);
        CompletableFuture<Ledger> next = CompletableFuture.supplyAsync(place::open);
        await().pollInterval(Duration.ofMillis(10)).until(() -> sessions(place) > before);
        ending.close();
        next.get().close();
    }

    /** As when the way to the server is cut, of which the server hears nothing. */
    @Test
    @Tag("server-ledger")
    void aFormerSessionThatTheServerKeepsIsEndedByTheNextOne() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        ServerLock lock = new ServerLock("the ledger");
        try (Connection former = place.connect(); Connection next = place.connect(); Connection other = place.connect()) {
            lock.take(former);
            lock.take(next);
            assertThatThrownBy(() -> former.prepareStatement("SELECT 1").executeQuery()).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> new ServerLock("the ledger").take(other)).hasMessageContaining(HELD);
        }
    }

    /** How many are connected. */
    private static int sessions(LedgerPlace place) throws SQLException {
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    @Tag("server-ledger")
    void whoLosesItToAnotherProcessWritesNothingUntilThatOneHasEnded() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger first = place.open()) {
            place.cutConnections();
            try (Ledger second = place.open()) {
                // each connection that the pool still has fails first, and the lock may still be ours
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThatThrownBy(() -> note(first, "refused")).isInstanceOf(LedgerException.class)
                        .hasMessageContaining(HELD));
                note(second, "second");
            }
            note(first, "first again");
            assertThat(first.<List<String>>read(sql -> sql.list("SELECT name FROM notes ORDER BY name",
                    row -> row.getString(1)))).containsExactly("first again", "second");
        }
    }

    @Test
    @Tag("server-ledger")
    void aDatabaseThatDoesNotHaveEveryLetterIsRefused() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        for (String encoding : List.of("WIN1252", "LATIN1")) {
            String url = databaseIn(encoding, place);
            assertThatThrownBy(() -> new LedgerFile(url, place.username(), place.password(), folder).open())
                    .isInstanceOf(LedgerException.class).hasMessageContainingAll("encoding " + encoding, "callwatch.ledger.url", "UTF8");
        }
        new LedgerFile(databaseIn("SQL_ASCII", place), place.username(), place.password(), folder).open().close();
    }

    /** Behind many that were delivered, where much waits: else each delivery took longer the more there are. */
    @Test
    @Tag("server-ledger")
    void whatIsDueIsFoundWithoutALookAtTheEventsBefore() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        place.change("INSERT INTO events (id, tenant_id, type, severity, title, created_ms, calls, reasons, first_id) SELECT 'e' || i, 't', "
                + "'call.matched', 'warning', '', 0, '[]', '{}', 'e' || i FROM generate_series(1, 20000) i",
                "INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms) SELECT seq, 'hook', "
                + "CASE WHEN seq <= 10000 THEN 'delivered' ELSE 'pending' END, first_id, 0, 0 FROM events", "ANALYZE");
        for (String query : List.of(Outbox.DUE, Outbox.UNTRIED)) {
            assertThat(plan(place, query.replaceFirst("[?]", "'hook'").replaceFirst("LIMIT [?]", "LIMIT 1").replace("?", "1")))
                    .filteredOn(step -> step.contains(" on events ")).singleElement().asString().containsPattern("rows=1(.00)? loops=1");
        }
    }

    private static List<String> plan(LedgerPlace place, String query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + query)) {
            while (row.next()) {
                plan.add(row.getString(1));
            }
        }
        return plan;
    }

    private static String databaseIn(String encoding, LedgerPlace place) throws SQLException {
        String url = place.url() + "_" + encoding.toLowerCase(Locale.ROOT);
        place.change("CREATE DATABASE " + url.replaceFirst(".*/", "") + " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING '"
                + encoding + "'");
        return url;
    }

    @Test
    @Tag("server-ledger")
    void whoWaitsToWriteSeesWhatWasWrittenMeanwhileWhateverTheServerHasByDefault() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.byDefault("default_transaction_isolation", "serializable");
        try (Ledger ledger = place.open(); Ledger beside = place.file().openBeside()) {
            note(ledger, "name");
            CompletableFuture<String> waiting = ledger.write(sql -> {
                CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> note(beside, "name"));
                await().until(() -> sql.number("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 1);
                Notes.put(sql, "name", "other");
                return other;
            });
            assertThat(waiting.get()).isEqualTo("name");
        }
    }

    @Test
    @Tag("server-ledger")
    void whatFailsIsSaidInOneLineWithoutTheValuesOfTheRow() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            note(ledger, "Abbie Wilkins");
            assertThatThrownBy(() -> ledger.<Integer>write(sql -> sql.update("INSERT INTO notes (name, value) VALUES (?, ?)",
                    "Abbie Wilkins", ""))).isInstanceOf(LedgerException.class).hasMessageContaining("duplicate key")
                    .hasMessageNotContainingAny("Abbie", "\n");
        }
    }

    private static String note(Ledger ledger, String name) {
        return ledger.write(sql -> {
            Notes.put(sql, name, name);
            return name;
        });
    }
}
