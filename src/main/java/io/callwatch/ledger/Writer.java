package io.callwatch.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.callwatch.ledger.Ledger.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one connection that writes, with its prepared statements; after a failure it is a new one. Threads may share it, and
 * wait for each other.
 *
 * <p>When the disk is full SQLite rolls back by itself, and its driver does not learn of it: on the same connection the
 * statements of the next work would each be committed for itself, and what failed among them would be lost.
 */
final class Writer implements AutoCloseable {
    private static final int STATEMENTS = 64;
    /** After so long somebody, a server or what lies before it, may have cut an idle connection. */
    private static final Duration RESTED = Duration.ofSeconds(5);
    private static final int ANSWERS_WITHIN_SECONDS = 5;

    private final HikariDataSource pool;
    private final Claim claim;
    private final ReentrantLock writing = new ReentrantLock(true);
    private Connection connection;
    private Statements statements;
    private long used;
    private volatile boolean closed;

    /** @param claim of each new connection */
    Writer(HikariDataSource pool, Claim claim) {
        this.pool = pool;
        this.claim = claim;
    }

    /** When it returns, the work is committed; or it throws, and nothing of it is. */
    <T> T write(Work<T> work) throws SQLException {
        writing.lock();
        try {
            if (closed) {
                throw new SQLException("it is closed");
            }
            claim.check(); // the connection stays: a new one would make a new file
            return onConnection(work);
        } finally {
            writing.unlock();
        }
    }

    private <T> T onConnection(Work<T> work) throws SQLException {
        try {
            if (connection != null && System.nanoTime() - used > RESTED.toNanos() && !connection.isValid(ANSWERS_WITHIN_SECONDS)) {
                throwAway();
            }
            if (connection == null) {
                connection = pool.getConnection();
                claim.take(connection);
                connection.setAutoCommit(true);
                statements = new Statements(connection, STATEMENTS);
            }
            // not commit(): SQLite's driver would begin the next transaction at once, and so keep others from writing
            connection.setAutoCommit(false);
            Sql sql = new Sql(statements);
            claim.awaitTurn(sql);
            T result = work.in(sql);
            connection.setAutoCommit(true);
            used = System.nanoTime();
            return result;
        } catch (Throwable failure) {
            throwAway();
            throw failure;
        }
    }

    /** To close a connection rolls back what is not committed. */
    private void throwAway() {
        if (connection != null) {
            pool.evictConnection(connection);
        }
        connection = null;
        statements = null;
    }

    /**
     * Whoever waits to write is refused, and a write in hand is finished; but where the server has fallen silent, the pool takes its
     * connection away.
     *
     * <p>It is given back, not thrown away: a pool that is closed just as it fills the gap is ten seconds about it, and leaves a
     * connection open.
     */
    @Override
    public void close() {
        closed = true;
        if (takesTheLock()) {
            try (Connection idle = connection) {
                connection = null;
            } catch (SQLException e) {
                // the pool closes what it cannot take back
            } finally {
                writing.unlock();
            }
        }
    }

    /** Where nobody writes, also by a thread that was interrupted. */
    private boolean takesTheLock() {
        try {
            return writing.tryLock() || writing.tryLock(claim.lastWrite().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
