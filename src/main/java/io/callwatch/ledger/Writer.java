package io.callwatch.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.callwatch.ledger.Ledger.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one connection that writes, with its prepared statements; after a failure of the database it is a new one. Threads may
 * share it, and wait for each other.
 */
final class Writer implements AutoCloseable {
    private static final int STATEMENTS = 64;

    private final HikariDataSource pool;
    private final ReentrantLock writing = new ReentrantLock(true);
    private Connection connection;
    private Statements statements;

    Writer(HikariDataSource pool) {
        this.pool = pool;
    }

    /** When it returns, the work is committed; or it throws, and nothing of it is. */
    <T, E extends Exception> T write(Work<T, E> work) throws SQLException, E {
        writing.lock();
        try {
            if (connection == null) {
                connection = pool.getConnection();
                statements = new Statements(connection, STATEMENTS);
            }
            T result = work.in(new Sql(statements));
            connection.commit();
            return result;
        } catch (Throwable failure) {
            giveBack();
            throw failure;
        } finally {
            writing.unlock();
        }
    }

    /** The pool rolls back what is not committed, and throws a broken connection away. */
    private void giveBack() {
        try (Connection used = connection) {
            connection = null;
            statements = null;
        } catch (SQLException e) {
            // what failed before is what is told
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            giveBack();
        } finally {
            writing.unlock();
        }
    }
}
