package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Window DAY = Window.before(NOW, Duration.ofDays(1));

    private final TurnedClock clock = new TurnedClock(NOW);
    private final Knowledge knowledge = Knowledge.none();
    private final GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
    private final WindowPlanner planner = new WindowPlanner(knowledge, budgets, clock, new PageSize(60), 4);
    private int cuts;

    @Test
    void readsTheNewestFirst() {
        planner.add(0, Spans.of(DAY));
        assertThat(planner.next().orElseThrow().to()).isEqualTo(NOW);
    }

    @Test
    void readsTheMostUrgentFirst() {
        Window gap = Window.before(NOW.minus(Duration.ofHours(5)), Duration.ofMinutes(1));
        planner.add(7, Spans.of(DAY));
        planner.add(1, Spans.of(gap));
        assertThat(planner.next()).get().satisfies(first -> assertThat(first.to()).isEqualTo(gap.to())).extracting(planner::urgency).isEqualTo(1);
    }

    @Test
    void aQuietMonthCostsAFewDozenRequests() {
        planner.add(0, Spans.of(Window.before(NOW, Duration.ofDays(30))));
        int requests = readAll(List.of());
        assertThat(requests).isLessThan(60);
        assertThat(planner.unread()).isEqualTo(Spans.none());
    }

    @Test
    void aQuietNightSaysLittleOfTheDayBeforeIt() {
        planner.add(0, Spans.of(Window.before(NOW, Duration.ofDays(30))));
        for (Optional<Window> next = planner.next(); next.isPresent(); next = planner.next()) {
            assertThat(unknown(next.get())).isLessThanOrEqualTo(Duration.ofHours(6));
            assertThat(planner.afterPage(next.get(), 1, List.of(), false)).isFalse();
            planner.done(next.get());
        }
    }

    /** How much of the window lies in hours of the week that have not been read yet. */
    private Duration unknown(Window window) {
        long unknown = LongStream.iterate(window.from().toEpochMilli(), at -> at < window.to().toEpochMilli(), at -> at + Density.MINUTE)
                .filter(at -> !knowledge.density().knows(at)).count();
        return Duration.ofMinutes(unknown - 1);
    }

    @Test
    void handsOutNothingTwiceAtATime() {
        planner.add(0, Spans.of(DAY));
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            windows.add(planner.next().orElseThrow());
        }
        planner.add(0, Spans.of(DAY));
        for (int i = 0; i < 4; i++) {
            windows.add(planner.next().orElseThrow());
        }
        assertThat(Spans.of(windows).length())
                .isEqualTo(windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void whatIsWantedAgainWhileItIsReadIsReadAgain() {
        Window minute = Window.before(NOW, Duration.ofMinutes(1));
        planner.add(0, Spans.of(minute));
        Window first = planner.next().orElseThrow();
        planner.add(0, Spans.of(minute));
        assertThat(planner.next()).isEmpty();
        planner.done(first);
        assertThat(planner.next()).contains(minute);
    }

    @Test
    void theLastWindowDoesNotWaitForANextPageThatIsNotFree() {
        takeNextPages();
        Window minute = Window.before(NOW, Duration.ofMinutes(1));
        planner.add(0, Spans.of(minute));
        assertThat(planner.next()).contains(minute);
        assertThat(planner.afterPage(minute, 1, eachSecond(minute, 60), true)).isFalse();
    }

    @Test
    void whatNothingWasKnownOfIsCutWhereAnotherPassHasTakenTheNextPagesMeanwhile() {
        planner.add(0, Spans.of(Window.before(NOW, Duration.ofHours(6))));
        Window window = planner.next().orElseThrow();
        Window other = planner.next().orElseThrow();
        assertThat(planner.afterPage(other, 1, eachSecond(other, 60), true)).isTrue();
        takeNextPages();
        assertThat(planner.afterPage(window, 1, eachSecond(window, 60), true)).isFalse();
    }

    private static List<Instant> eachSecond(Window window, int calls) {
        return LongStream.range(0, calls).mapToObj(i -> window.from().plusSeconds(i)).toList();
    }

    @Test
    void aWindowThatCannotBeCutIsFollowed() {
        takeNextPages();
        Window instant = new Window(NOW.minusMillis(1), NOW);
        planner.add(0, Spans.of(instant));
        assertThat(planner.next()).contains(instant);
        for (int page = 1; page < 4; page++) {
            assertThat(planner.afterPage(instant, page, Collections.nCopies(60, instant.from()), true)).isTrue();
        }
    }

    @Test
    void aShortPageWithALinkIsFollowed() {
        takeNextPages();
        planner.add(0, Spans.of(DAY));
        Window window = planner.next().orElseThrow();
        assertThat(planner.afterPage(window, 1, List.of(), true)).isTrue();
        assertThat(planner.afterPage(window, 2, List.of(), false)).isFalse();
    }

    @Test
    void withoutNextPagesAWindowThatOverflowsIsCutAndGoesBackToTheWork() {
        takeNextPages();
        long now = NOW.toEpochMilli();
        long[] calls = new long[5_000];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = now - 1 - i * 100L;
        }
        planner.add(0, Spans.of(DAY));
        readAll(LongStream.of(calls).boxed().toList());
        assertThat(cuts).isPositive();
        assertThat(planner.unread()).isEqualTo(Spans.none());
        List<Window> read = knowledge.lastRead().in(DAY).stream().map(LastRead.Reading::window).toList();
        assertThat(Spans.of(read)).isEqualTo(Spans.of(DAY));
    }

    @Test
    void aHundredCallsAtOneInstantAreReadToo() {
        planner.add(0, Spans.of(DAY));
        readAll(Collections.nCopies(100, NOW.minusSeconds(600).toEpochMilli()));
        assertThat(planner.unread()).isEqualTo(Spans.none());
    }

    @Test
    void whatIsBrokenOffIsUnreadToo() {
        Window all = Window.before(NOW, Duration.ofDays(1));
        planner.add(0, Spans.of(all));
        planner.next().orElseThrow();
        assertThat(planner.unread()).isEqualTo(Spans.of(all));
    }

    @Test
    void aFailedWindowStaysUnreadUntilItIsWantedAgain() {
        planner.add(0, Spans.of(Window.before(NOW, Duration.ofMinutes(1))));
        Window window = planner.next().orElseThrow();
        planner.failed(window);
        assertThat(planner.next()).isEmpty();
        assertThat(planner.unread()).isEqualTo(Spans.of(window));
        planner.add(0, Spans.of(window));
        assertThat(planner.next()).contains(window);
        clock.advance(Duration.ofMinutes(1));
        assertThat(planner.afterPage(window, 1, List.of(), false)).isFalse();
        planner.done(window);
        assertThat(planner.unread()).isEqualTo(Spans.none());
        assertThat(knowledge.lastRead().at(window.from())).as("when it was asked for").contains(NOW);
    }

    @Test
    void aPageThatHasRoomReachesBelowIntoWhatIsLessUrgentButNotIntoWhatIsBeingRead() {
        Window old = Window.before(NOW.minusSeconds(60), Duration.ofMinutes(1));
        Window below = Window.before(old.from(), Duration.ofMinutes(1));
        planner.add(0, Spans.of(below));
        assertThat(planner.next()).contains(below);
        planner.add(0, Spans.of(below));
        planner.add(1, Spans.of(Window.before(NOW, Duration.ofMinutes(1))));
        planner.add(7, Spans.of(old));
        assertThat(planner.next()).contains(new Window(old.from(), NOW));
    }

    private void takeNextPages() {
        for (int i = 0; i < 55; i++) {
            budgets.nextPages().tryTake();
        }
    }

    @Test
    void whatFailedBeforeIsReadApartInHalvesAndWhatIsNarrowLast() {
        Window failed = Window.before(NOW.minus(Duration.ofHours(5)), Duration.ofHours(2));
        Window narrow = Window.before(NOW.minus(Duration.ofHours(9)), Duration.ofSeconds(119));
        knowledge.unreadable().failed(failed);
        knowledge.unreadable().failed(narrow);
        knowledge.unreadable().failed(Window.before(DAY.from(), Duration.ofSeconds(90)));
        WindowPlanner later = new WindowPlanner(knowledge, budgets, clock, new PageSize(60), 4);
        later.sweep(DAY);
        List<Window> read = new ArrayList<>();
        for (Optional<Window> next = later.next(); next.isPresent(); next = later.next()) {
            assertThat(later.afterPage(next.get(), 1, List.of(), false)).isFalse();
            later.done(next.get());
            read.add(next.get());
        }
        assertThat(read).containsAll(failed.split()).endsWith(narrow);
        assertThat(Spans.of(read)).isEqualTo(Spans.of(DAY));
        assertThat(knowledge.unreadable().toText()).as("what was not read").isEqualTo(DAY.from().minusSeconds(90) + " " + DAY.from());
    }

    @Test
    void aPageOfAnUnknownWindowIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> planner.afterPage(DAY, 1, List.of(), false));
    }

    /** One worker, pages of 60 in no order. */
    private int readAll(List<Long> calls) {
        int requests = 0;
        for (Optional<Window> next = planner.next(); next.isPresent(); next = planner.next()) {
            Window window = next.get();
            List<Instant> found = new ArrayList<>(calls.stream().map(Instant::ofEpochMilli).filter(window::contains).toList());
            Collections.shuffle(found, new Random(1));
            boolean more = true;
            boolean follow = true;
            for (int page = 1; follow; page++) {
                int from = Math.min(found.size(), 60 * (page - 1));
                int to = Math.min(found.size(), 60 * page);
                clock.advance(Duration.ofMillis(1_400));
                requests++;
                more = to < found.size();
                follow = planner.afterPage(window, page, found.subList(from, to), more);
            }
            cuts += more ? 1 : 0;
            if (!more) {
                planner.done(window);
            }
        }
        return requests;
    }
}
