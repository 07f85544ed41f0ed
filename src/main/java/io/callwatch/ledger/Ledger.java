package io.callwatch.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What Callwatch remembers: coverage, calls, alerts, events, deliveries and quarantined records, in SQLite or PostgreSQL.
 *
 * <p>All work happens in transactions; those that write come one after the other, since SQLite has one writer and a page's
 * verdicts must be seen whole by the next. Threads may share it. {@link LedgerFile} opens it.
 */
public final class Ledger implements AutoCloseable {
    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T in(Sql sql) throws SQLException, E;
    }

    private final HikariDataSource pool;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final String name;
    private final AutoCloseable owner;

    Ledger(HikariConfig config, String name, AutoCloseable owner) {
        this.pool = new HikariDataSource(config);
        this.name = name;
        this.owner = owner;
    }

    /** Commits all of the work or nothing of it. A database that fails is a {@link LedgerException}; the work's own failure passes through. */
    public <T, E extends Exception> T write(Work<T, E> work) throws E {
        writing.lock();
        try {
            return transaction(work);
        } finally {
            writing.unlock();
        }
    }

    /** The same for work that only reads: it does not wait for writers. */
    public <T, E extends Exception> T read(Work<T, E> work) throws E {
        return transaction(work);
    }

    private <T, E extends Exception> T transaction(Work<T, E> work) throws E {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.in(new Sql(connection));
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } catch (SQLException e) {
            throw new LedgerException("the ledger " + name + " failed: " + e.getMessage(), e);
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    /** The path or address, fit for people: no user, no password. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        pool.close();
        try {
            owner.close();
        } catch (Exception e) {
            throw new LedgerException("the lock of the ledger " + name + " could not be given back", e);
        }
    }
}
