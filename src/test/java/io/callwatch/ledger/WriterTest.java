package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    @TempDir
    private Path folder;
    private Ledger ledger;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void open() {
        ledger = new LedgerFile("jdbc:sqlite:" + folder.resolve("callwatch.db"), null, null, folder).open();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        ledger.close();
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
    void whatWaitsIsCommittedTogetherAndOneThatFailsTakesNothingFromTheOthers() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> ledger.<Long, RuntimeException>write(sql -> {
            began.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0L;
        }), threads);
        began.await();
        List<Thread> waiting = new ArrayList<>();
        List<String> doneBy = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<String>> good = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "good" + i;
            good.add(inThread(waiting, () -> ledger.write(sql -> {
                Notes.put(sql, name, name);
                doneBy.add(Thread.currentThread().getName());
                return name;
            })));
        }
        CompletableFuture<String> bad = inThread(waiting, () -> ledger.write(sql -> {
            Notes.put(sql, "bad", "bad");
            throw new IllegalStateException("no use");
        }));
        CompletableFuture<String> refused = inThread(waiting, () -> ledger.write(sql -> {
            Notes.put(sql, "refused", "refused");
            sql.update("INSERT INTO no_such_table VALUES (1)");
            return "never";
        }));
        await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
        go.countDown();
        first.get();
        for (int i = 0; i < good.size(); i++) {
            assertThat(good.get(i).get()).isEqualTo("good" + i);
        }
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("no use");
        assertThatThrownBy(refused::get).hasCauseInstanceOf(LedgerException.class).hasMessageContaining("no_such_table");
        assertThat(onDisk()).isEqualTo(3);
        assertThat(doneBy).as("one thread did the work of all").hasSize(3).containsOnly(doneBy.get(0));
    }

    @Test
    void aLedgerThatIsClosedFailsWithItsName() {
        ledger.close();
        assertThatThrownBy(() -> note("late")).isInstanceOf(LedgerException.class).hasMessageContaining("callwatch.db");
    }

    @Test
    void afterAFailureTheNextWorkIsDone() throws Exception {
        assertThatThrownBy(() -> ledger.write(sql -> sql.update("nonsense"))).isInstanceOf(LedgerException.class);
        note("next");
        assertThat(onDisk()).isEqualTo(1);
    }

    private String note(String name) {
        return ledger.write(sql -> {
            Notes.put(sql, name, name);
            return name;
        });
    }

    private CompletableFuture<String> inThread(List<Thread> all, Supplier<String> work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        all.add(thread);
        thread.start();
        return result;
    }

    /** As another process sees it. */
    private int onDisk() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("callwatch.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM notes")) {
            return row.getInt(1);
        }
    }
}
