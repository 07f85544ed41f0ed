package io.callwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits that end at once when the process is told to stop. Threads may share it. */
final class Pause implements BooleanSupplier {
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Runnable> told = new CopyOnWriteArrayList<>();

    Pause(InstantSource clock) {
        this.clock = clock;
    }

    /** @return false when the process stops before that moment comes */
    boolean until(Instant then) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), then);
        return left.isNegative() || left.isZero() ? !getAsBoolean() : !stop.await(left.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    /** For those who wait for something else than a moment: called when the process is told to stop. */
    void whenStopped(Runnable action) {
        told.add(action);
    }

    void stop() {
        stop.countDown();
        told.forEach(Runnable::run);
    }

    /** Whether the process was told to stop. */
    @Override
    public boolean getAsBoolean() {
        return stop.getCount() == 0;
    }
}
