package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds a PostgreSQL ledger for one process by an advisory lock of the connection that writes: where that connection is lost, the
 * lock is too, and whoever writes next must have it again first. The server frees it when the connection ends.
 */
final class ServerLock implements Claim {
    /** The number stands for 'callwatch' alone; advisory locks of a database share one space. */
    private static final long KEY = 0x63616c6c77617463L;
    private static final int ATTEMPTS = 200;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final String name;
    /** The server's number of the connection that had it last; 0 at first. */
    private int session;

    /** @param name of the ledger, for people */
    ServerLock(String name) {
        this.name = name;
    }

    @Override
    public void take(Connection connection) throws SQLException {
        for (int attempt = 1; !isFree(connection); attempt++) {
            if (session == 0 || attempt == ATTEMPTS) {
                throw LedgerException.held(name, "", "a database");
            }
            endFormerSession(connection);
            pause();
        }
    }

    private boolean isFree(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + "), pg_backend_pid()")) {
            row.next();
            if (row.getBoolean(1)) {
                session = row.getInt(2);
            }
            return row.getBoolean(1);
        }
    }

    /** The server may take hours to notice that a connection is cut, and would keep our own lock from us until then. */
    private void endFormerSession(Connection connection) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_locks "
                + "WHERE locktype = 'advisory' AND granted AND pid = ? AND database = (SELECT oid FROM pg_database WHERE datname = "
                + "current_database())")) {
            end.setInt(1, session);
            end.executeQuery().close();
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while the ledger was to be taken again", e);
        }
    }
}
