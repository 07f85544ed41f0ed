package io.callwatch.cli;

import org.apache.hc.core5.ssl.SSLContexts;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads on a second processor, while the command line is read, what a start needs after the rules are compiled: the database's
 * library and the trusted certificates. It touches no file of the user's; what fails here fails again where it counts.
 */
final class HeadStart {
    private HeadStart() {
    }

    static void begin() {
        LoggerFactory.getILoggerFactory(); // SLF4J that two threads begin with says lines of its own
        Thread thread = new Thread(HeadStart::load, "head-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            SQLiteJDBCLoader.initialize();
            SSLContexts.createDefault();
        } catch (Exception | LinkageError e) {
            LoggerFactory.getLogger(HeadStart.class).debug("nothing was loaded ahead: {}", e.getClass().getSimpleName());
        }
    }
}
