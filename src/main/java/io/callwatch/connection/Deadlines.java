package io.callwatch.connection;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the connection from what is not done in time. Looks around four times a second while anything is under way, and
 * forgets what has given its connection back: a timer for each would keep what belongs to it until it runs out.
 */
public final class Deadlines {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private static final Queue<UnderWay> UNDER_WAY = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean LOOKS_SOON = new AtomicBoolean();
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static { // in a host that has stopped its Callwatch nothing stays
        CLOCK.setKeepAliveTime(5, TimeUnit.SECONDS);
        CLOCK.allowCoreThreadTimeOut(true);
    }

    /** What has a connection, or is about to have one. Both methods are called by another thread, and must not wait. */
    interface Timed {
        boolean isDone();

        /** Called again and again until it is done. */
        void cut();
    }

    private record UnderWay(Timed timed, long deadline) {
        boolean isOver() {
            try {
                if (!timed.isDone() && System.nanoTime() - deadline > 0) {
                    timed.cut();
                }
                return timed.isDone();
            } catch (RuntimeException e) {
                return true; // the clock must go on for the others
            }
        }
    }

    private Deadlines() {
    }

    static void watch(Timed timed, Duration within) {
        UNDER_WAY.add(new UnderWay(timed, System.nanoTime() + within.toNanos()));
        lookSoon();
    }

    /** How much is watched. */
    public static int watched() {
        return UNDER_WAY.size();
    }

    private static void lookSoon() {
        if (LOOKS_SOON.compareAndSet(false, true)) {
            CLOCK.schedule(Deadlines::look, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void look() {
        LOOKS_SOON.set(false);
        try {
            UNDER_WAY.removeIf(UnderWay::isOver);
        } finally { // an error, as when memory is short, must not be the last look
            if (!UNDER_WAY.isEmpty()) {
                lookSoon();
            }
        }
    }
}
