package io.callwatch.app;

import java.io.Console;
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
    /** A narrow terminal cuts the line at its edge: of one in two rows the next would take the place of the second alone. */
    private static final String CUT = "\u001b[?7l";
    private static final String WRAPPED = "\u001b[?7h";

    private final PrintStream terminal;
    private final Map<Pass, ScheduledFuture<?>> shown = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    /** @param terminal null when nobody looks on */
    public ProgressLine(PrintStream terminal) {
        this.terminal = terminal;
        this.timer = terminal == null ? null
                : Executors.newSingleThreadScheduledExecutor(new CamelThreadFactory("#name#", "progress", true));
    }

    /** Where somebody looks on. @param stdout which then is the terminal, as stderr need not be: the log may go to a file */
    public static ProgressLine onTerminal(PrintStream stdout) {
        return new ProgressLine(isTerminal(System.console()) && erases(System.getenv("TERM")) ? stdout : null);
    }

    /** @param kind null where the system names none */
    static boolean erases(String kind) {
        return !"dumb".equals(kind);
    }

    /** From Java 22 on there may be a console where nobody looks on. */
    private static boolean isTerminal(Console console) {
        try {
            return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void begin(Pass pass) {
        if (timer != null) {
            shown.put(pass, timer.scheduleAtFixedRate(() -> print(CUT + pass.progress() + WRAPPED + "\r"), // the log begins in front
                    AFTER.toMillis(), 1_000, TimeUnit.MILLISECONDS));
        }
    }

    void end(Pass pass) {
        ScheduledFuture<?> line = shown.remove(pass);
        if (line != null) {
            line.cancel(false);
            print("");
        }
    }

    private void print(String line) {
        terminal.print("\r\u001b[K" + line);
        terminal.flush();
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
