package io.callwatch.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read windows side by side; none lives longer than it is needed. */
final class Readers {
    private Readers() {
    }

    /** Passes of several sweeps may run at once, each with as many readers as windows may be read at once. */
    static ExecutorService make() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "reader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
