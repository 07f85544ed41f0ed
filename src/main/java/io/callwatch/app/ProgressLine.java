package io.callwatch.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/** Says on a terminal how far a pass is, once it takes more than a few seconds. Nothing where there is no terminal. */
public final class ProgressLine implements AutoCloseable {
    private static final Duration AFTER = Duration.ofSeconds(3);

    private final PrintStream terminal;
    private final Map<Pass, ScheduledFuture<?>> shown = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    /** @param terminal null when nobody looks on */
    public ProgressLine(PrintStream terminal) {
        this.terminal = terminal;
        this.timer = terminal == null ? null
                : Executors.newSingleThreadScheduledExecutor(new CamelThreadFactory("#name#", "progress", true));
    }

    /** To stderr, where somebody looks on. */
    public static ProgressLine onTerminal() {
        return new ProgressLine(System.console() == null ? null : System.err);
    }

    void begin(Pass pass) {
        if (timer != null) {
            shown.put(pass, timer.scheduleAtFixedRate(() -> terminal.print("\r\u001b[K" + pass.progress()),
                    AFTER.toMillis(), 1_000, TimeUnit.MILLISECONDS));
        }
    }

    void end(Pass pass) {
        ScheduledFuture<?> line = shown.remove(pass);
        if (line != null) {
            line.cancel(false);
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
