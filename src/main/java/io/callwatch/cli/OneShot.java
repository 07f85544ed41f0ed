package io.callwatch.cli;

import io.callwatch.app.Application;
import io.callwatch.app.Destinations;
import io.callwatch.app.Prepared;
import io.callwatch.app.ProgressLine;
import io.callwatch.app.Run;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Durations;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application, started without schedules, for one piece of work. On SIGTERM and Ctrl-C it finishes what is in hand, so that
 * the work ends early and says what stays undone.
 */
final class OneShot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OneShot.class);

    private final Prepared prepared;
    private final Ledger ledger;
    private final Application application;
    private final StopSignal signal;
    private final Path temporary;

    private OneShot(Prepared prepared, Ledger ledger, List<DestinationSettings> settings, InstantSource clock, Path temporary)
            throws Exception {
        this.prepared = prepared;
        this.ledger = ledger;
        this.temporary = temporary;
        Run run = new Run(clock, InstantSource.system(), true);
        Destinations destinations = Destinations.open(prepared, settings, run.realClock());
        try {
            application = new Application(prepared, ledger, destinations, ProgressLine.onTerminal(), run);
        } catch (RuntimeException e) {
            destinations.close();
            throw e;
        }
        signal = new StopSignal(application::beginNothingMore, OneShot::sayUndone);
        signal.listen();
        try {
            application.start();
        } catch (Exception e) {
            signal.close();
            throw e;
        }
    }

    /** Without a look at the ledger: who does not answer may be its server. */
    private static void sayUndone(boolean done) {
        if (!done) {
            LOG.warn("what was in hand did not end within {} and is broken off; what 'callwatch status' and 'callwatch deliveries' then show "
                    + "as unread or pending, the next pass reads and sends", Durations.words(StopSignal.PATIENCE));
        }
    }

    /** On the configured ledger, which it holds until it is closed. */
    static OneShot open(ConfigOption config, InstantSource clock) throws Exception {
        Prepared prepared = Session.prepare(config);
        Ledger ledger = prepared.ledger().open();
        try {
            return new OneShot(prepared, ledger, prepared.settings().destinations(), clock, null);
        } catch (Exception e) {
            ledger.close();
            throw e;
        }
    }

    /** On a ledger of its own that is thrown away, and without any destination: nothing that exists is touched. */
    static OneShot dry(ConfigOption config) throws Exception {
        return aside(Session.prepare(config), List.of());
    }

    /** On a ledger of its own that is thrown away, with these destinations alone. */
    static OneShot aside(Prepared prepared, List<DestinationSettings> destinations) throws Exception {
        Path folder = Files.createTempDirectory("callwatch");
        Ledger ledger = new LedgerFile("jdbc:sqlite:" + folder.resolve("dry.db"), null, null, folder).open();
        try {
            return new OneShot(prepared, ledger, destinations, InstantSource.system(), folder);
        } catch (Exception e) {
            ledger.close();
            delete(folder);
            throw e;
        }
    }

    Prepared prepared() {
        return prepared;
    }

    Ledger ledger() {
        return ledger;
    }

    Application application() {
        return application;
    }

    @Override
    public void close() throws IOException {
        try (signal) {
            application.close();
            ledger.close();
            if (temporary != null) {
                delete(temporary);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
