package io.callwatch.cli;

import io.callwatch.app.Application;
import io.callwatch.app.Destinations;
import io.callwatch.app.Pass;
import io.callwatch.app.Prepared;
import io.callwatch.app.ProgressLine;
import io.callwatch.app.Run;
import io.callwatch.ledger.Ledger;
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
        return options.once ? once() : untilStopped();
    }

    private int once() throws Exception {
        InstantSource clock = options.at == null ? InstantSource.system() : InstantSource.fixed(options.at);
        try (OneShot work = OneShot.open(config, clock)) {
            Pass pass = work.application().sweepOnce();
            work.application().deliverOnce();
            OnceResult result = OnceResult.of(pass, work.ledger(), work.application().tenant());
            System.out.println(options.json ? result.json() : result.words("the next pass"));
            return result.isComplete() ? 0 : 1;
        }
    }

    /** SIGTERM and Ctrl-C end the process with 0 once the page in hand is done, or before anything is begun. */
    private int untilStopped() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (StopSignal signal = new StopSignal(told::countDown, inTime -> Runtime.getRuntime().halt(0))) {
            signal.listen();
            Prepared prepared = Session.prepare(config);
            Run run = new Run(config.workingDirectory(), InstantSource.system(), InstantSource.system(), false);
            try (Ledger ledger = Session.file(config, prepared.settings().ledger()).open();
                    Destinations destinations = Destinations.open(prepared, prepared.settings().destinations(), run.realClock());
                    Application application = new Application(prepared, ledger, destinations, ProgressLine.onTerminal(), run)) {
                if (told.getCount() > 0) {
                    application.start();
                }
                told.await();
            }
        }
        return 0;
    }
}
