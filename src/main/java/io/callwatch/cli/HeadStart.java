package io.callwatch.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.hc.core5.ssl.SSLContexts;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads on a second processor what a start needs after the rules are compiled: the database's driver, the library of
 * migrations, the trusted certificates. It touches no file of the user's; what fails here fails again where it counts.
 */
final class HeadStart {
    private static final Logger LOG = LoggerFactory.getLogger(HeadStart.class);
    private static final String NOWHERE = "jdbc:sqlite::memory:";

    private HeadStart() {
    }

    static void begin() {
        Thread thread = new Thread(HeadStart::load, "head-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try (Connection memory = DriverManager.getConnection(NOWHERE)) {
            Flyway.configure().dataSource(NOWHERE, null, null).locations("classpath:db/sqlite").load().info();
            SSLContexts.createDefault();
        } catch (SQLException | RuntimeException | LinkageError e) {
            LOG.debug("nothing was loaded ahead: {}", e.getClass().getSimpleName());
        }
    }
}
