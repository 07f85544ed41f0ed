package io.callwatch.app;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * Threads that read windows, as many as are wanted at once, of a pool such as the context makes. Where the system grants no more threads,
 * whoever begins a pass reads himself: Camel's Splitter does not hear that one could not be begun, and waits for it for ever.
 */
final class Readers extends AbstractExecutorService {
    private final ExecutorService pool;

    /** Stopped with the context. */
    static ExecutorService of(CamelContext context) {
        return new Readers(context.getExecutorServiceManager().newCachedThreadPool(context, "reader"));
    }

    Readers(ExecutorService pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (OutOfMemoryError e) { // by this name it says so, and has begun nothing
            work.run();
        }
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return pool.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }
}
