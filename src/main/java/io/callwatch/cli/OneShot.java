package io.callwatch.cli;

import io.callwatch.app.Application;
import io.callwatch.app.Opened;
import io.callwatch.app.Pass;
import io.callwatch.app.Prepared;
import io.callwatch.app.ProgressLine;
import io.callwatch.app.Run;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Durations;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    private final Opened opened;
    private final StopSignal signal;
    private final Path temporary;

    private OneShot(Prepared prepared, LedgerFile file, List<DestinationSettings> destinations, InstantSource clock, Path temporary)
            throws Exception {
        this.prepared = prepared;
        this.temporary = temporary;
        try {
            opened = Opened.of(prepared, file, destinations, ProgressLine.onTerminal(Results.out()),
                    new Run(clock, InstantSource.system(), true));
        } catch (RuntimeException e) {
            delete(temporary);
            throw e;
        }
        signal = new StopSignal(application()::beginNothingMore, this::end);
        signal.listen();
        try {
            application().start();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** By the signal: nobody else throws away what is broken off, and it may hold whole records. */
    private void end(boolean done) {
        sayUndone(done);
        try {
            delete(temporary);
        } catch (IOException | UncheckedIOException e) {
            // a reader still at work may put a file there meanwhile; the process ends in any case
        }
    }

    /**
     * Without a look at the ledger, whose server may be what does not answer; and for half a second at most, since it may be whoever
     * reads the log.
     */
    static void sayUndone(boolean done) {
        if (!done) {
            CompletableFuture.runAsync(() -> LOG.warn("what was in hand did not end within {} and is broken off; what 'callwatch status' and "
                    + "'callwatch deliveries' then show as unread or pending, the next pass reads and sends",
                    Durations.words(StopSignal.PATIENCE))).completeOnTimeout(null, 500, TimeUnit.MILLISECONDS).join();
        }
    }

    /** On the configured ledger, which it holds until it is closed. */
    static OneShot open(ConfigOption config, InstantSource clock) throws Exception {
        Prepared prepared = Session.prepare(config);
        return new OneShot(prepared, prepared.ledger(), prepared.settings().destinations(), clock, null);
    }

    /** The same, where there is one. */
    static OneShot openThere(ConfigOption config) throws Exception {
        Prepared prepared = Session.prepare(config);
        return new OneShot(prepared, prepared.ledger().requireThere(), prepared.settings().destinations(), InstantSource.system(), null);
    }

    /** On a ledger of its own that is thrown away, and without any destination: nothing that exists is touched. */
    static OneShot dry(ConfigOption config) throws Exception {
        return aside(Session.prepare(config), List.of());
    }

    /** On a ledger of its own that is thrown away, with these destinations alone. */
    static OneShot aside(Prepared prepared, List<DestinationSettings> destinations) throws Exception {
        Path folder = Files.createTempDirectory("callwatch");
        LedgerFile file = new LedgerFile("jdbc:sqlite:" + folder.resolve("dry.db"), null, null, folder);
        return new OneShot(prepared, file, destinations, InstantSource.system(), folder);
    }

    Prepared prepared() {
        return prepared;
    }

    Ledger ledger() {
        return opened.ledger();
    }

    Application application() {
        return opened.application();
    }

    /** After a pass: tries what is pending and prints what came of all. @param until when what is unread will be read @return the exit code */
    int finish(Pass pass, boolean inJson, String until) {
        application().deliverOnce();
        OnceResult result = OnceResult.of(pass, ledger(), application().tenant());
        Results.out().println(inJson ? result.json() : result.words(until));
        return result.isComplete() ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        try (signal) {
            opened.close();
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (folder == null || Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
