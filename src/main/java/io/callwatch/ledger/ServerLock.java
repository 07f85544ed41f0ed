package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Holds a PostgreSQL ledger for one process by an advisory lock of the connection that writes: where that connection is lost, the
 * lock is too, and whoever writes next must have it again first. The server frees it when the connection ends.
 */
final class ServerLock extends ServerTurn {
    /** The number stands for 'callwatch' alone; advisory locks of a database share one space. */
    private static final long KEY = 0x63616c6c77617463L;
    private static final int ATTEMPTS = 200;
    /** What has just ended, as the run before this one, may hold it for a moment: the server notices a little later. */
    private static final int FIRST_ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final String name;
    /** The session that had it last; null at first. */
    private Session session;
    private int attempts = FIRST_ATTEMPTS;

    /** The process number alone would do for a while: the server gives it again, and in the end to somebody else's session. */
    private record Session(int pid, OffsetDateTime began) {
    }

    /** @param name of the ledger, for people */
    ServerLock(String name) {
        this.name = name;
    }

    @Override
    public void take(Connection connection) throws SQLException {
        for (int attempt = 1; !isFree(connection); attempt++) {
            if (attempt >= attempts) {
                attempts = FIRST_ATTEMPTS; // it was not our own session that had it
                throw LedgerException.held(name, "another process", "a database");
            }
            if (session != null) {
                endFormerSession(connection);
            }
            pause();
        }
    }

    private boolean isFree(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + "), pid, backend_start "
                        + "FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            row.next();
            if (row.getBoolean(1)) {
                session = new Session(row.getInt(2), row.getObject(3, OffsetDateTime.class));
                attempts = ATTEMPTS;
            }
            return row.getBoolean(1);
        }
    }

    /** The server may take hours to notice that a connection is cut, and would keep our own lock from us until then. */
    private void endFormerSession(Connection connection) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE pid = ? AND backend_start = ?")) {
            end.setInt(1, session.pid);
            end.setObject(2, session.began);
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
