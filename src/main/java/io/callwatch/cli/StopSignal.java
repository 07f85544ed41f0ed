package io.callwatch.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * SIGTERM and Ctrl-C: whoever works is told to stop, and the process ends once that is done, or as if killed where it takes too
 * long.
 */
final class StopSignal implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(9);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /**
     * @param tell called when the signal comes
     * @param end told in the end whether all is done; one that does not halt leaves the process the exit code of the signal
     */
    StopSignal(Runnable tell, Consumer<Boolean> end) {
        this.hook = new Thread(() -> {
            tell.run();
            boolean inTime = false;
            try {
                inTime = done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end.accept(inTime);
        }, "stop");
    }

    /** Without effect where the signal has come already: the process ends as if killed, since nothing is in hand yet. */
    void listen() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is ending
        }
    }

    /** All is done. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the signal came, and the process ends by it
        }
    }
}
