package io.callwatch.app;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecRuntime;

/**
 * Takes the connection from a request that is not done in time. Looks around four times a second while any is under way, and
 * forgets those that have given their connection back: a timer for each would keep what belongs to it until it runs out.
 */
final class Deadlines {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private static final Queue<Request> UNDER_WAY = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean LOOKS_SOON = new AtomicBoolean();
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "http-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private record Request(ExecRuntime runtime, long deadline) {
        boolean isOver() {
            try {
                if (runtime.isEndpointAcquired() && System.nanoTime() - deadline > 0) {
                    runtime.discardEndpoint();
                }
                return !runtime.isEndpointAcquired();
            } catch (RuntimeException e) {
                return true; // the clock must go on for the others
            }
        }
    }

    private Deadlines() {
    }

    /** @param runtime of a request that has its connection already */
    static void watch(ExecRuntime runtime, Duration within) {
        UNDER_WAY.add(new Request(runtime, System.nanoTime() + within.toNanos()));
        lookSoon();
    }

    /** How many requests are watched. */
    static int watched() {
        return UNDER_WAY.size();
    }

    private static void lookSoon() {
        if (LOOKS_SOON.compareAndSet(false, true)) {
            CLOCK.schedule(Deadlines::look, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void look() {
        UNDER_WAY.removeIf(Request::isOver);
        LOOKS_SOON.set(false);
        if (!UNDER_WAY.isEmpty()) {
            lookSoon();
        }
    }
}
