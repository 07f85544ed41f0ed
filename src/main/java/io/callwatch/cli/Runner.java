package io.callwatch.cli;

import io.callwatch.app.Application;
import io.callwatch.app.Destinations;
import io.callwatch.app.Pass;
import io.callwatch.app.Prepared;
import io.callwatch.app.Progress;
import io.callwatch.app.Run;
import io.callwatch.config.Faults;
import io.callwatch.config.LedgerSettings;
import io.callwatch.config.Settings;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerFile;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Runs the application: on schedule until it is told to stop, or once. */
final class Runner {
    private final ConfigOption config;
    private final RunOptions options;

    Runner(ConfigOption config, RunOptions options) {
        this.config = config;
        this.options = options;
    }

    int run() throws Exception {
        if (options.at != null && !options.once) {
            throw new UsageException("--at goes with --once: a schedule has no other present than the clock's");
        }
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(config.values(faults), config.workingDirectory(), faults);
        faults.throwIfAny();
        Settings settings = prepared.settings();
        InstantSource clock = options.at == null ? InstantSource.system() : InstantSource.fixed(options.at);
        Run run = new Run(config.workingDirectory(), clock, InstantSource.system(), options.once);
        try (Ledger ledger = open(settings.ledger())) {
            Destinations destinations = Destinations.open(settings.destinations(), settings.timeZone(), run.realClock(), faults);
            faults.throwIfAny();
            PrintStream terminal = System.console() == null ? null : System.err;
            try (Application application = new Application(settings, prepared.rules(), ledger, destinations,
                    new Progress(terminal), run)) {
                return options.once ? once(application, ledger) : untilStopped(application);
            }
        }
    }

    private Ledger open(LedgerSettings ledger) {
        return new LedgerFile(ledger.url(), ledger.username(), ledger.password() == null ? null : ledger.password().value(),
                config.workingDirectory()).open();
    }

    private int once(Application application, Ledger ledger) throws Exception {
        application.start();
        Pass pass = application.sweepOnce();
        application.deliverOnce();
        OnceResult result = OnceResult.of(pass, ledger);
        System.out.println(options.json ? result.json() : result.words());
        return result.isComplete() ? 0 : 1;
    }

    /** SIGTERM and Ctrl-C end the process with 0 once the page in hand is done: the shutdown hook waits for it. */
    private static int untilStopped(Application application) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            told.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(0);
        }, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            application.start();
            told.await();
            application.close();
            return 0;
        } finally {
            done.countDown();
            if (told.getCount() > 0) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }
}
