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
 *
 * <p>Time in which the process did not run, stopped by a signal or on a machine that had none for it, does not count: the answer may
 * have come meanwhile, and what was taken would be sent again.
 */
public final class Deadlines {
    private static final Duration PERIOD = Duration.ofMillis(250);
    /** Of a look. Less is a machine that is busy. */
    private static final Duration TOO_LATE = Duration.ofSeconds(1);

    private static final Queue<UnderWay> UNDER_WAY = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean LOOKS_SOON = new AtomicBoolean();
    /** When the next look is to be, by {@link System#nanoTime}. */
    private static volatile long nextLook;
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static { // in a host that has stopped its Callwatch nothing stays, and its server looks for threads at once
        CLOCK.setKeepAliveTime(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        CLOCK.allowCoreThreadTimeOut(true);
    }

    /** What has a connection, or is about to have one. Both methods are called by another thread, and must not wait. */
    interface Timed {
        boolean isDone();

        /** Called again and again until it is done. */
        void cut();
    }

    private static final class UnderWay {
        private final Timed timed;
        private final long since = System.nanoTime();
        private long deadline;

        private UnderWay(Timed timed, Duration within) {
            this.timed = timed;
            this.deadline = since + within.toNanos();
        }

        /** What has begun since was not held up. */
        private void putOff(Duration late, long sinceWhen) {
            deadline += since - sinceWhen < 0 ? late.toNanos() : 0;
        }

        private boolean isOver() {
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
        UNDER_WAY.add(new UnderWay(timed, within));
        lookSoon();
    }

    /** How much is watched. */
    public static int watched() {
        return UNDER_WAY.size();
    }

    private static void lookSoon() {
        if (LOOKS_SOON.compareAndSet(false, true)) {
            nextLook = System.nanoTime() + PERIOD.toNanos();
            CLOCK.schedule(Deadlines::look, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void look() {
        long planned = nextLook;
        Duration late = Duration.ofNanos(System.nanoTime() - planned);
        LOOKS_SOON.set(false);
        try {
            if (late.compareTo(TOO_LATE) > 0) {
                UNDER_WAY.forEach(one -> one.putOff(late, planned));
            }
            UNDER_WAY.removeIf(UnderWay::isOver);
        } finally { // an error, as when memory is short, must not be the last look
            if (!UNDER_WAY.isEmpty()) {
                lookSoon();
            }
        }
    }
}
