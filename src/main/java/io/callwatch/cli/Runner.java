package io.callwatch.cli;

import io.callwatch.app.Opened;
import io.callwatch.app.Prepared;
import io.callwatch.app.ProgressLine;
import io.callwatch.app.Run;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Option;

/** Runs the application: on schedule until it is told to stop, or once. */
final class Runner {
    @Option(names = "--once", description = "One pass of every sweep and one attempt at every pending delivery, then exit.")
    private boolean once;

    @Option(names = "--at", paramLabel = "INSTANT", converter = InstantConverter.class,
            description = "With --once: the present of this run, such as 2026-11-20T15:00:00Z.")
    private Instant at;

    int run(RootCommand root) throws Exception {
        if (at != null && !once) {
            throw new UsageException("--at goes with --once: a schedule has no other present than the clock's");
        }
        return once ? once(root) : untilStopped(root.config());
    }

    private int once(RootCommand root) throws Exception {
        InstantSource clock = at == null ? InstantSource.system() : InstantSource.fixed(at);
        try (OneShot work = OneShot.open(root.config(), clock)) {
            return work.finish(work.application().sweepOnce(), root.inJson(), "the next pass");
        }
    }

    /** SIGTERM and Ctrl-C end the process with 0 once the page in hand is done, or before anything is begun. */
    private static int untilStopped(ConfigOption config) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        try (StopSignal signal = new StopSignal(told::countDown, inTime -> {
            OneShot.sayUndone(inTime || !begun.get()); // an operator may have Camel wait longer
            Runtime.getRuntime().halt(0);
        })) {
            signal.listen();
            Prepared prepared = Session.prepare(config);
            Run run = new Run(InstantSource.system(), InstantSource.system(), false);
            ProgressLine progress = ProgressLine.onTerminal(Results.out());
            try (Opened opened = Opened.of(prepared, prepared.ledger(), prepared.settings().destinations(), progress, run)) {
                if (told.getCount() > 0) {
                    begun.set(true);
                    opened.application().start();
                }
                told.await();
            }
        }
        return 0;
    }
}
