package io.callwatch.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C: whoever works is told to stop, and the process ends once that is done, or as if killed where it takes too
 * long.
 */
final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /**
     * @param tell called when the signal comes
     * @param end called once all is done; one that does nothing leaves the process the exit code of the signal
     */
    StopSignal(Runnable tell, Runnable end) {
        this.hook = new Thread(() -> {
            tell.run();
            try {
                done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end.run();
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
