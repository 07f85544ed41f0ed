package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds a PostgreSQL ledger for one process by an advisory lock, which the server frees when the connection ends. */
final class ServerLock implements AutoCloseable {
    /** The number stands for 'callwatch' alone; advisory locks of a database share one space. */
    private static final long KEY = 0x63616c6c77617463L;

    private final Connection connection;

    ServerLock(String url, String username, String password, String name) {
        try {
            connection = DriverManager.getConnection(url, username, password);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
                row.next();
                if (!row.getBoolean(1)) {
                    connection.close();
                    throw LedgerException.held(name, "", "a database");
                }
            }
        } catch (SQLException e) {
            throw new LedgerException("the ledger " + name + " cannot be reached (" + e.getMessage()
                    + "): check callwatch.ledger.url, callwatch.ledger.username and the server", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
