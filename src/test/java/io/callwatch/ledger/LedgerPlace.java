package io.callwatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/**
 * Where a test keeps its ledger: in a file of SQLite below its folder, or in a database of its own of a real PostgreSQL server
 * where {@code -Dtest.ledger=postgresql} says so.
 *
 * @param username and the password are null for SQLite
 */
public record LedgerPlace(String url, String username, String password, Path folder) {
    /** For the tests of what only a file can be: damaged, read, deleted. */
    public static final String FILE = "data/callwatch.db";
    private static final boolean ON_A_SERVER = "postgresql".equals(System.getProperty("test.ledger"));

    /** @param folder the test's own; the same place comes of it each time */
    public static LedgerPlace in(Path folder) {
        return ON_A_SERVER ? onAServer(folder) : new LedgerPlace("jdbc:sqlite:" + folder.resolve(FILE), null, null, folder);
    }

    /** In a database of the server, whatever the property says. */
    public static LedgerPlace onAServer(Path folder) {
        return new LedgerPlace(PostgresServer.database(folder), PostgresServer.USER, "any", folder);
    }

    public LedgerFile file() {
        return new LedgerFile(url, username, password, folder);
    }

    public Ledger open() {
        return file().open();
    }

    /** As another process sees it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /** Makes the ledger of an older version. */
    void migrateTo(String version) throws IOException {
        Files.createDirectories(folder.resolve(FILE).getParent());
        Flyway.configure().dataSource(url, username, password)
                .locations("classpath:io/callwatch/db/" + (ON_A_SERVER ? "postgresql" : "sqlite")).target(version).load().migrate();
    }

    /** Changes it behind Callwatch's back. */
    public void change(String... statements) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** On a server: what whoever connects from now on has of a setting, unless they say otherwise. */
    void byDefault(String setting, String value) throws SQLException {
        change("ALTER DATABASE " + url.replaceFirst(".*/", "") + " SET " + setting + " = '" + value + "'");
    }

    /** On a server: whoever is connected has to connect again. */
    public void cutConnections() throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND pid <> pg_backend_pid()").close();
        }
    }
}
