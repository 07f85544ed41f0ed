package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads that wait for a clock that stands still until it is turned. */
class TurnsTest {

    private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final RequestBudget budget = new RequestBudget(1, Duration.ofSeconds(20), Duration.ZERO, clock);
    private final Turns turns = new Turns(budget);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<GraphException> over = new AtomicReference<>();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aFreePlaceIsTakenAtOnce() throws Exception {
        turns.await(7, () -> { });
        assertThat(budget.free()).isZero();
    }

    @Test
    void theMostUrgentGoesFirstAndOfEqualOnesTheOneThatCameFirst() throws Exception {
        budget.tryTake();
        queue("old day", 80);
        queue("first of two", 4);
        queue("second of two", 4);
        queue("youngest", 0);
        turnUntilServed(3);
        assertThat(order).startsWith("youngest", "first of two", "second of two");
    }

    @Test
    void whoComesWhileOthersWaitAndIsMoreUrgentGoesFirst() throws Exception {
        budget.tryTake();
        queue("old day", 80);
        clock.advance(Duration.ofSeconds(19));
        queue("youngest", 0);
        turnUntilServed(2);
        assertThat(order).containsExactly("youngest", "old day");
    }

    @Test
    void everyFourthPlaceGoesToTheOneThatHasWaitedLongest() throws Exception {
        budget.tryTake();
        queue("old day", 80);
        for (int i = 0; i < 8; i++) {
            queue("young " + i, 0);
        }
        turnUntilServed(9);
        assertThat(order.indexOf("old day")).isEqualTo(3);
    }

    @Test
    void placesThatNobodyElseWaitedForDoNotCount() throws Exception {
        for (int i = 0; i < 3; i++) {
            turns.await(7, () -> { });
            clock.advance(Duration.ofSeconds(20));
        }
        budget.tryTake();
        queue("old day", 80);
        queue("youngest", 0);
        turnUntilServed(1);
        assertThat(order).containsExactly("youngest");
    }

    /** One place each 20 s for 13 who wait, whatever they are worth. */
    @Test
    void theBudgetIsNeverExceeded() throws Exception {
        budget.tryTake();
        for (int i = 0; i < 13; i++) {
            queue("reader " + i, i % 4);
        }
        for (int served = 0; served < 13; served++) {
            clock.advance(Duration.ofMillis(19_999));
            turns.wake();
            clock.advance(Duration.ofMillis(1));
            turns.wake();
            int expected = served + 1;
            await().until(() -> order.size() >= expected && turns.waiting() == 13 - expected);
            assertThat(order).as("after place " + expected).hasSize(expected);
        }
    }

    @Test
    void a429HoldsEverybody() throws Exception {
        budget.tryTake();
        AtomicInteger looks = new AtomicInteger();
        queue("one", 0, looks::incrementAndGet);
        queue("two", 0, looks::incrementAndGet);
        budget.backOffUntil(clock.instant().plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        int before = looks.get();
        turns.wake();
        await().until(() -> looks.get() >= before + 2 && turns.waiting() == 2);
        assertThat(order).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        turns.wake();
        await().until(() -> order.size() == 1);
        assertThat(order).containsExactly("one");
    }

    @Test
    void whoHasNothingToWaitForAnyMoreLeavesAndTheNextOneGetsThePlace() throws Exception {
        budget.tryTake();
        Future<?> leaving = queue("leaving", 0, () -> {
            if (over.get() != null) {
                throw over.get();
            }
        });
        queue("staying", 5);
        over.set(new GraphException(Failure.CLIENT, "the process is stopping"));
        turns.wake();
        assertThatThrownBy(leaving::get).isInstanceOf(ExecutionException.class).hasCause(over.get());
        turnUntilServed(1);
        assertThat(order).containsExactly("staying");
        assertThat(turns.waiting()).isZero();
    }

    /** Nobody else wakes those who are not next: they wait without an end. */
    @Test
    void whoLeavesLetsTheNextOneLook() throws Exception {
        budget.tryTake();
        Future<?> leaving = queue("leaving", 0);
        queue("staying", 5);
        clock.advance(Duration.ofSeconds(20));
        leaving.cancel(true);
        await().until(() -> order.size() == 1);
        assertThat(order).containsExactly("staying");
    }

    /** Nobody wakes it, and there is no wait of no milliseconds that ends. */
    @Test
    void whoIsNextLooksByItselfHoweverSoonItsPlaceIsFree() throws Exception {
        budget.tryTake();
        clock.advance(Duration.ofSeconds(20).minusNanos(500_000));
        queue("one", 0);
        clock.advance(Duration.ofNanos(500_000));
        await().until(() -> order.size() == 1);
    }

    @Test
    void whoHasNothingToWaitForTakesNoPlaceThatIsFree() {
        over.set(new GraphException(Failure.CLIENT, "the process is stopping"));
        assertThatThrownBy(() -> turns.await(0, () -> {
            throw over.get();
        })).isSameAs(over.get());
        assertThat(budget.free()).isEqualTo(1);
    }

    private Future<?> queue(String name, int rank) {
        return queue(name, rank, () -> { });
    }

    private Future<?> queue(String name, int rank, Turns.Patience patience) {
        int before = turns.waiting();
        Future<?> future = threads.submit(() -> {
            turns.await(rank, patience);
            order.add(name);
            return null;
        });
        await().until(() -> turns.waiting() == before + 1);
        return future;
    }

    /** Turns the clock by the budget's span for each place. */
    private void turnUntilServed(int count) {
        for (int served = order.size(); served < count; served++) {
            int expected = served + 1;
            clock.advance(Duration.ofSeconds(20));
            turns.wake();
            await().until(() -> order.size() == expected);
        }
    }
}
