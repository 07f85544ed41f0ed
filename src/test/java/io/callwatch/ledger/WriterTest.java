package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WriterTest extends WithLedger {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void workOfManyThreadsIsAllCommittedAndEachHasItsOwnResult() throws Exception {
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = "n" + i;
            results.add(CompletableFuture.supplyAsync(() -> note(name), threads));
        }
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).get()).isEqualTo("n" + i);
        }
        assertThat(onDisk()).isEqualTo(400);
    }

    @Test
    void workThatFailsHasWrittenNothing() throws Exception {
        assertThatThrownBy(() -> ledger.write(sql -> {
            Notes.put(sql, "bad", "bad");
            throw new IllegalStateException("no use");
        })).isInstanceOf(IllegalStateException.class).hasMessage("no use");
        assertThatThrownBy(() -> ledger.write(sql -> {
            Notes.put(sql, "refused", "refused");
            return sql.update("INSERT INTO no_such_table VALUES (1)");
        })).isInstanceOf(LedgerException.class).hasMessageContaining("no_such_table");
        note("next");
        assertThat(onDisk()).isEqualTo(1);
    }

    /** As SQLite does on a full disk, unknown to its driver. */
    @Test
    void afterTheDatabaseHasRolledBackByItselfWorkThatFailsHasWrittenNothingEither() throws Exception {
        assertThatThrownBy(() -> ledger.write(sql -> {
            Notes.put(sql, "first", "first");
            sql.update("ROLLBACK");
            throw new SQLException("disk full");
        })).isInstanceOf(LedgerException.class).hasMessageContaining("disk full");
        assertThatThrownBy(() -> ledger.write(sql -> {
            Notes.put(sql, "second", "second");
            throw new IllegalStateException("no use");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(onDisk()).isZero();
        note("third");
        assertThat(onDisk()).isEqualTo(1);
    }

    @Test
    void aCommandBesideItThatWritesMeanwhileFailsNeitherOfThem() throws Exception {
        note("first");
        try (Ledger beside = LedgerPlace.in(folder).file().openBeside()) {
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Void> other = ledger.write(sql -> {
                assertThat(Notes.get(sql, "first")).isPresent();
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                    begun.countDown();
                    beside.write(here -> {
                        Notes.put(here, "second", "second");
                        return null;
                    });
                }, threads);
                waitFor(begun, writing);
                Notes.put(sql, "third", "third");
                return writing;
            });
            other.get();
        }
        assertThat(onDisk()).isEqualTo(3);
    }

    /** It may not end before this transaction does. */
    private static void waitFor(CountDownLatch begun, CompletableFuture<Void> work) {
        try {
            begun.await();
            work.get(200, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            assertThat(e).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aStatementThatIsNotUsedLatelyIsClosed() throws Exception {
        try (Connection connection = LedgerPlace.in(folder).connect()) {
            Statements statements = new Statements(connection, 1);
            PreparedStatement first = statements.take("SELECT 1");
            statements.giveBack("SELECT 1", first);
            assertThat(statements.take("SELECT 1")).isSameAs(first);
            statements.giveBack("SELECT 1", first);
            statements.giveBack("SELECT 2", statements.take("SELECT 2"));
            assertThat(first.isClosed()).isTrue();
        }
    }

    @Test
    void aLedgerThatIsClosedFailsWithItsName() {
        ledger.close();
        assertThatThrownBy(() -> note("late")).isInstanceOf(LedgerException.class).hasMessageContaining(LedgerPlace.in(folder).file().name());
    }

    @Test
    @Tag("file-ledger")
    void whoIsWritingWhileItIsClosedEndsThatAndWhoWaitsIsRefused() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> ledger.change(sql -> {
            Notes.put(sql, "first", "first");
            inHand.countDown();
            waitFor(enough);
        }), threads);
        inHand.await();
        Thread second = new Thread(() -> note("second"));
        second.start();
        await().until(second::getState, Thread.State.WAITING::equals);
        Thread closing = new Thread(ledger::close);
        closing.start();
        await().until(closing::getState, Thread.State.TIMED_WAITING::equals);
        enough.countDown();
        first.get();
        second.join();
        closing.join();
        assertThat(onDisk()).isEqualTo(1);
    }

    /** While it makes one in the place of one that was thrown away, to close it would take ten seconds, and leave one open. */
    @Test
    void itsPoolHasAllItsConnectionsAgainWhenItIsClosed() throws Exception {
        try (HikariDataSource pool = pool()) {
            Writer writer = new Writer(pool, connection -> { });
            writer.write(sql -> null);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
            writer.close();
            writer.close();
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(1);
        }
    }

    /** As by a host that has had enough of it. */
    @Test
    void itIsClosedAlsoByAThreadThatWasInterrupted() throws Exception {
        try (HikariDataSource pool = pool()) {
            Writer writer = new Writer(pool, connection -> { });
            writer.write(sql -> null);
            Thread.currentThread().interrupt();
            writer.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(1);
        }
    }

    @Test
    void whoWasInterruptedWaitsForNobodyWhoWrites() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        try (HikariDataSource pool = pool()) {
            Writer writer = new Writer(pool, connection -> { });
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writes(writer, () -> {
                inHand.countDown();
                waitFor(enough);
            }), threads);
            inHand.await();
            Thread.currentThread().interrupt();
            writer.close();
            assertThat(Thread.interrupted()).isTrue();
            enough.countDown();
            writing.get();
        }
    }

    private static void writes(Writer writer, Runnable meanwhile) {
        try {
            writer.write(sql -> {
                meanwhile.run();
                return null;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private HikariDataSource pool() {
        LedgerPlace place = LedgerPlace.in(folder);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(place.url());
        config.setUsername(place.username());
        config.setPassword(place.password());
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String note(String name) {
        return ledger.write(sql -> {
            Notes.put(sql, name, name);
            return name;
        });
    }

    /** As another process sees it. */
    private int onDisk() throws Exception {
        try (Connection connection = LedgerPlace.in(folder).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM notes")) {
            row.next();
            return row.getInt(1);
        }
    }
}
