package io.callwatch.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.callwatch.ledger.Ledger.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one connection that writes: work that waits for it is committed together, since the way to the disk takes longest.
 *
 * <p>Whoever gets hold of it does the work of all that wait, one after the other, each behind a savepoint of its own, so that
 * one that fails takes nothing from the others. When the database itself fails them, all fail. Threads may share it.
 */
final class Writer implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private static final int STATEMENTS = 64;

    private final HikariDataSource pool;
    private final String name;
    private final Queue<Task<?, ?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock leading = new ReentrantLock(true);
    private Connection connection;
    private Statements statements;

    Writer(HikariDataSource pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    /** When it returns, the work is committed; or it throws, and nothing of it is. */
    <T, E extends Exception> T write(Work<T, E> work) throws E {
        Task<T, E> task = new Task<>(work);
        waiting.add(task);
        leading.lock();
        try {
            while (!task.isOver()) {
                lead();
            }
        } finally {
            leading.unlock();
        }
        return task.result();
    }

    private void lead() {
        List<Task<?, ?>> group = new ArrayList<>();
        for (Task<?, ?> task = waiting.poll(); task != null; task = group.size() < AT_ONCE ? waiting.poll() : null) {
            group.add(task);
        }
        try {
            open();
            Sql sql = new Sql(statements);
            if (group.size() == 1) {
                group.get(0).run(sql);
                end(group.get(0));
            } else {
                for (Task<?, ?> task : group) {
                    sql.update("SAVEPOINT task");
                    task.run(sql);
                    sql.update(task.failed() ? "ROLLBACK TO SAVEPOINT task" : "RELEASE SAVEPOINT task");
                }
                connection.commit();
            }
            group.forEach(Task::over);
        } catch (SQLException e) {
            close();
            group.forEach(task -> task.fail(LedgerException.failed(name, e)));
        }
    }

    private void end(Task<?, ?> task) throws SQLException {
        if (task.failed()) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    private void open() throws SQLException {
        if (connection == null) {
            connection = pool.getConnection();
            statements = new Statements(connection, STATEMENTS);
        }
    }

    /** The pool rolls back what is not committed, and throws a broken connection away. */
    @Override
    public void close() {
        leading.lock();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // what failed before is what is told
        } finally {
            connection = null;
            statements = null;
            leading.unlock();
        }
    }

    /** One thread's work, and what came of it. */
    private final class Task<T, E extends Exception> {
        private final Work<T, E> work;
        private T result;
        private Throwable failure;
        private boolean over;

        Task(Work<T, E> work) {
            this.work = work;
        }

        /** A statement that the database refused fails this work alone, unless the savepoint is gone with it. */
        void run(Sql sql) {
            try {
                result = work.in(sql);
            } catch (SQLException e) {
                failure = LedgerException.failed(name, e);
            } catch (Throwable e) {
                failure = e;
            }
        }

        boolean failed() {
            return failure != null;
        }

        void fail(LedgerException why) {
            failure = failure == null ? why : failure;
            over = true;
        }

        void over() {
            over = true;
        }

        boolean isOver() {
            return over;
        }

        @SuppressWarnings("unchecked")
        T result() throws E {
            if (failure == null) {
                return result;
            }
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw (E) failure;
        }
    }
}
