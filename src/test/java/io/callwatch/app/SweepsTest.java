package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.EventType;
import io.callwatch.config.WatchSettings;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.SimulatedService;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes that begin at the same moment, and one that takes hours. */
class SweepsTest extends WithBursts {
    private final AtomicReference<Runnable> whilePlanned = new AtomicReference<>();
    private final Pause pause = new Pause(clock);
    private Plans plans;
    private Watch watch;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatASweepHasLeftIsReadOnceWhereItsTickComesWhenThatIsAboutToBeRead(boolean tickIsFirst) throws Exception {
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

    /** Else its time to be tried, until it is late for its fallback, would have begun hours before anybody could send it. */
    @Test
    void aBurstIsQueuedWhenItIsToldHoweverLongThePassTakes() throws Exception {
        Sweeps sweeps = sweeps();
        Pass pass = begin(sweeps, true);
        ledger.change(sql -> {
            for (String id : List.of("a", "b")) {
                note(sql, id, clock.instant());
            }
        });
        clock.advance(Duration.ofHours(3));
        sweeps.finish(pass);
        assertThat(waiting()).extracting(Delivery::queued).containsExactly(clock.instant());
    }

    /** After a standstill the pass that ends it is the longest of all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSaidOfTheFeedIsQueuedWhenItIsToldHoweverLongThePassTakes(boolean refused) throws Exception {
        Sweeps sweeps = sweeps();
        Pass pass = begin(sweeps, true);
        clock.advance(Duration.ofHours(3));
        if (refused) {
            pass.refused(new GraphException(Failure.FORBIDDEN, "no"));
        } else {
            watch.check();
            ledger.change(sql -> new Coverage(1).read(sql, Window.before(pass.began(), Duration.ofHours(6)), pass.began()));
        }
        clock.advance(Duration.ofHours(1));
        sweeps.finish(pass);
        assertThat(waiting()).last().satisfies(told -> {
            assertThat(told.event().type()).isEqualTo(refused ? EventType.FEED_FAILING : EventType.FEED_RECOVERED);
            assertThat(told.queued()).isEqualTo(clock.instant());
        });
    }

    /** As where an instant keeps failing that only one of them looks back to: it is no standstill. */
    @ParameterizedTest
    @ValueSource(strings = {"recent,nightly", "nightly,recent"})
    void aPassOfSeveralSweepsReadsAllThatOneOfThemHasPlanned(String names) {
        Sweeps sweeps = sweeps();
        clock.advance(Duration.ofHours(3));
        Pass pass = sweeps.begin(names, null, null, null);
        ledger.change(sql -> new Coverage(1).read(sql, Window.before(clock.instant(), Duration.ofHours(3)), pass.began()));
        sweeps.finish(pass);
        watch.check();
        assertThat(waiting()).isEmpty();
        clock.advance(Duration.ofHours(3));
        watch.check();
        assertThat(waiting()).extracting(delivery -> delivery.event().type()).containsExactly(EventType.FEED_STALE);
    }

    /** That nothing was read says something of the service alone where the process was not told to stop. */
    @Test
    void aStopBeforeAnyPageHasComePutsNothingTogetherThatWasNarrowed() {
        Sweeps sweeps = sweeps();
        Window failed = Window.before(clock.instant(), Duration.ofHours(2));
        plans.unreadable().failed(Window.before(clock.instant(), Duration.ofHours(1)));
        plans.unreadable().failed(failed);
        String narrowed = plans.unreadable().toText();
        Pass pass = begin(sweeps, true);
        pause.stop();
        sweeps.finish(pass);
        assertThat(plans.unreadable().toText()).isEqualTo(narrowed).hasLineCount(2);
    }

    /** It was set right while the pass could read nothing, as with a certificate that holds no more by then. */
    @Test
    void aPassThatBeganByAClockThatWasAYearAheadForgetsNothing() {
        Sweeps sweeps = sweeps();
        Instant right = clock.instant();
        ledger.change(sql -> note(sql, "a", right));
        clock.advance(Duration.ofDays(365));
        Pass pass = begin(sweeps, true);
        clock.set(right);
        pass.judged(1, 0, 0);
        sweeps.finish(pass);
        assertThat(ledger.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM burst_calls"))).isEqualTo(1);
    }

    private List<Delivery> waiting() {
        return ledger.read(sql -> DeliveryList.part(sql, List.of(Delivery.State.PENDING), Optional.empty(), 9));
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
        plans = new Plans(ledger, 1, new ListRequest(URI.create("http://127.0.0.1:9/"), null),
                SimulatedService.Limits.DOCUMENTED.budgets(clock), 1, pause, watched);
        watch = new Watch(ledger, 1, "t", new WatchSettings(List.of("hook"), Duration.ofHours(2)), new Run(clock, clock, false));
        Map<String, Duration> lookBacks = Map.of("recent", Duration.ofHours(3), "nightly", Duration.ofHours(4));
        return new Sweeps(lookBacks, ledger, 1, plans, new ActivePasses(new ProgressLine(null)), clock, pause, watch, bursts(),
                Duration.ofDays(90));
    }
}
