package io.callwatch.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultThreadPoolFactory;

/**
 * Threads that read windows, as many as are wanted at once; they rest for a minute. Where the system grants no more threads, whoever
 * begins a pass reads himself: Camel's Splitter does not hear that one could not be begun, and waits for it for ever. All cached pools
 * of the context are such.
 */
final class Readers extends ThreadPoolExecutor {
    /** Stopped with the context. */
    static ExecutorService of(CamelContext context) {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        threads.setThreadPoolFactory(new DefaultThreadPoolFactory() {
            @Override
            public ExecutorService newCachedThreadPool(ThreadFactory made) {
                return new Readers(made);
            }
        });
        return threads.newCachedThreadPool(context, "reader");
    }

    Readers(ThreadFactory threads) {
        super(0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), threads);
    }

    @Override
    public void execute(Runnable work) {
        try {
            super.execute(work);
        } catch (OutOfMemoryError e) { // by this name it says so, and has begun nothing
            work.run();
        }
    }
}
