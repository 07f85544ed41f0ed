package io.callwatch.ledger;

import io.callwatch.sandbox.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A PostgreSQL server on a free loopback port, started when a test first asks for a database and stopped with this process. */
final class PostgresServer {
    static final String USER = "postgres";

    private static final EmbeddedPostgres SERVER = start();
    private static final Map<Path, String> DATABASES = new HashMap<>();
    private static int made;

    private PostgresServer() {
    }

    /** @return the URL of a database that belongs to this folder's test alone */
    static synchronized String database(Path folder) {
        String name = DATABASES.get(folder.toAbsolutePath());
        if (name == null) {
            name = create("callwatch_" + made++);
            DATABASES.put(folder.toAbsolutePath(), name);
        }
        return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name;
    }

    private static EmbeddedPostgres start() {
        return start("off");
    }

    /** Another one that takes no changes, as one that stands by for another does; it is to be closed. */
    static EmbeddedPostgres startReadOnly() {
        return start("on");
    }

    private static EmbeddedPostgres start(String readOnly) {
        try (FreePort port = new FreePort()) {
            // it need not outlive a power cut, and is several times as quick
            return EmbeddedPostgres.builder().setPort(port.number()).setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off").setServerConfig("default_transaction_read_only", readOnly).start();
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL server for the tests", e);
        }
    }

    private static String create(String name) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            dropThoseOfTestsThatAreOver(statement);
            statement.execute("CREATE DATABASE " + name);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " could not be made", e);
        }
    }

    /** Else hundreds would be deleted together as this process ends, which takes longer than whoever waits for that has patience. */
    private static void dropThoseOfTestsThatAreOver(Statement statement) throws SQLException {
        for (Path folder : DATABASES.keySet().stream().filter(Files::notExists).toList()) {
            statement.execute("DROP DATABASE " + DATABASES.remove(folder) + " WITH (FORCE)");
        }
    }
}
