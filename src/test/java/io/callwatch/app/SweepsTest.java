package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.config.WatchSettings;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.WithLedger;
import io.callwatch.sandbox.TurnedClock;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep's tick at the moment when what it has left unread is about to be read. */
class SweepsTest extends WithLedger {
    private final TurnedClock clock = TurnedClock.at("2026-11-20T12:00:00Z");
    private final AtomicReference<Runnable> whilePlanned = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isReadOnceWhicheverOfThemIsFirst(boolean tickIsFirst) throws Exception {
        ledger.change(sql -> new Coverage(1).plan(sql, "recent", Duration.ofHours(3), clock.instant()));
        clock.advance(Duration.ofMinutes(5));
        Sweeps sweeps = sweeps();
        FutureTask<Pass> second = new FutureTask<>(() -> begin(sweeps, !tickIsFirst));
        Thread thread = new Thread(second, "second");
        whilePlanned.set(() -> {
            thread.start();
            while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
                Thread.onSpinWait();
            }
        });
        Pass first = begin(sweeps, tickIsFirst);
        Pass other = second.get(30, TimeUnit.SECONDS);
        Pass carriesOn = tickIsFirst ? other : first;
        assertThat(carriesOn.takeWindow()).as("the tick reads that too").isEmpty();
        assertThat((tickIsFirst ? first : other).unread()).containsExactly(Window.before(clock.instant(), Duration.ofMinutes(185)));
    }

    private static Pass begin(Sweeps sweeps, boolean tick) {
        return sweeps.begin("recent", tick ? null : "true", null, null);
    }

    private Sweeps sweeps() {
        InstantSource watched = () -> {
            Runnable meanwhile = whilePlanned.getAndSet(null);
            if (meanwhile != null) {
                meanwhile.run();
            }
            return clock.instant();
        };
        Plans plans = new Plans(ledger, 1, GraphBudgets.ofTheService(clock), null, 1, watched);
        Watch watch = new Watch(ledger, 1, "t", new WatchSettings(List.of(), Duration.ofHours(2)), clock, clock);
        return new Sweeps(Map.of("recent", Duration.ofHours(3)), ledger, 1, new ListRequest(URI.create("http://127.0.0.1:9/"), null), plans, 1,
                clock, new Pause(clock), new ProgressLine(null), watch, null, Duration.ofDays(90), new ActivePasses());
    }
}
