package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where next pages are free for all, a long chain is taken from its worker for those who have nothing left. */
class TakenBackTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int PAGES = 40;

    private final TurnedClock clock = new TurnedClock(NOW);
    private final RequestBudget wide = new RequestBudget(10_000, Duration.ofSeconds(1), Duration.ZERO, clock);
    private final WindowPlanner planner = new WindowPlanner(Knowledge.none(), new GraphBudgets(wide, wide), clock, new PageSize(60), 4);

    @Test
    void whatItsWorkerCannotReadAnyMoreIsReadByTheOthersAndNotUnread() {
        Window taken = chain(Window.before(NOW, Duration.ofMinutes(1)));
        Window part = planner.next().orElseThrow();
        assertThat(taken.contains(part)).isTrue();
        planner.failed(taken);
        readAll(part);
        assertThat(planner.unread().clip(taken)).isEqualTo(Spans.none());
    }

    @Test
    void itsWorkerLearnsItWithItsNextPage() {
        Window taken = chain(Window.before(NOW, Duration.ofMinutes(1)));
        Window part = planner.next().orElseThrow();
        assertThat(planner.afterPage(taken, PAGES + 1, starts(taken), true)).isFalse();
        readAll(part);
        assertThat(planner.unread().clip(taken)).isEqualTo(Spans.none());
    }

    @Test
    void oneWhoseLastPageHasComeIsLeftToItsWorkerUntilItIsCommitted() {
        Window whole = chain(Window.before(NOW, Duration.ofMinutes(1)));
        assertThat(planner.afterPage(whole, PAGES + 1, List.of(), false)).isFalse();
        assertThat(planner.next()).isEmpty();
    }

    @Test
    void itIsLeftToItsWorkerWhereNextPagesAreNotFreeForAllOfIt() {
        chain(Window.before(NOW, Duration.ofMinutes(1)));
        while (wide.free() > PAGES) {
            wide.tryTake();
        }
        assertThat(planner.next()).isEmpty();
    }

    /** Parts of it there are none. */
    @Test
    void aChainWithinAMillisecondIsLeftToItsWorker() {
        Window instant = chain(Window.before(NOW, Duration.ofMillis(1)));
        assertThat(planner.next()).isEmpty();
        assertThat(planner.afterPage(instant, PAGES + 1, List.of(), false)).isFalse();
    }

    /** One that has turned out to be long, while three others are being read and nothing is left. */
    private Window chain(Window window) {
        planner.add(0, Spans.of(window));
        for (int i = 1; i <= 3; i++) {
            planner.add(1, Spans.of(Window.before(NOW.minus(Duration.ofDays(i)), Duration.ofMillis(1))));
        }
        List<Window> handedOut = new ArrayList<>();
        for (int i = 0; i <= 3; i++) {
            handedOut.add(planner.next().orElseThrow());
        }
        assertThat(handedOut).contains(window);
        for (int page = 1; page <= PAGES; page++) {
            assertThat(planner.afterPage(window, page, starts(window), true)).isTrue();
        }
        return window;
    }

    private static List<Instant> starts(Window window) {
        return Collections.nCopies(60, window.from());
    }

    private void readAll(Window first) {
        for (Optional<Window> next = Optional.of(first); next.isPresent(); next = planner.next()) {
            assertThat(planner.afterPage(next.get(), 1, List.of(), false)).isFalse();
            planner.done(next.get());
        }
    }
}
