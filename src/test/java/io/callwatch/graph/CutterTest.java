package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is expected of the windows that are handed out where ten calls begin in each minute, and where that is known. */
class CutterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    /** Nothing of it is still to come. */
    private static final Instant END = NOW.minus(Duration.ofDays(1));
    private static final int PAGE = 60;
    private static final int IN_A_MINUTE = 10;
    private static final String KNOWN = known();

    private final TurnedClock clock = new TurnedClock(NOW);
    private final GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
    private final Knowledge knowledge =
            new Knowledge(Density.parse(KNOWN), FirstSight.documented(), new LastRead(), new Unreadable());
    private final WindowPlanner planner = planner(budgets);

    private static String known() {
        Window weeks = Window.before(NOW, Duration.ofDays(28));
        Density density = Density.guess(1);
        density.observe(weeks, weeks.evenly(IN_A_MINUTE * (int) weeks.length().toMinutes()), NOW.plus(Duration.ofDays(1)));
        return density.toText();
    }

    @Test
    void theLastPageOfAChainIsExpectedToBeThreeQuartersFull() {
        add(100 * PAGE);
        assertThat(expected(next())).isCloseTo(26 * PAGE - 15, within(1.0));
    }

    @Test
    void ofAChainThatTakesAllNextPagesNotTooMuchIsExpected() {
        add(1_000 * PAGE);
        assertThat(expected(next())).isBetween(35.0 * PAGE, 45.0 * PAGE);
    }

    @Test
    void noChainIsBegunWhereTheLevelIsHardlyKnown() {
        Knowledge none = Knowledge.none();
        WindowPlanner fresh = new WindowPlanner(none, budgets, clock, new PageSize(PAGE), 4);
        fresh.add(0, Spans.of(Window.before(END, Duration.ofDays(20))));
        Window first = fresh.next().orElseThrow();
        assertThat(first.length()).isLessThan(Duration.ofHours(1));
        assertThat(none.density().expected(first.from().toEpochMilli(), first.to().toEpochMilli())).as("of a guess a page is not filled")
                .isBetween(0.7 * PAGE, 0.9 * PAGE);
    }

    @Test
    void whereNextPagesComeFreeForAllThatIsLeftAChainIsBegunWhateverIsKnown() {
        takeNextPages(55);
        clock.advance(Duration.ofSeconds(290));
        WindowPlanner fresh = new WindowPlanner(Knowledge.none(), budgets, clock, new PageSize(PAGE), 4);
        fresh.add(0, Spans.of(Window.before(END, Duration.ofHours(3))));
        assertThat(fresh.next().orElseThrow().length()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
    }

    @Test
    void aChainIsBegunForNextPagesThatComeFreeWithinFiveMinutes() {
        takeNextPages(55);
        add(1_000 * PAGE);
        assertThat(expected(next())).isGreaterThan(35 * PAGE);
    }

    @Test
    void aChainIsNotBegunForNextPagesThatComeFreeWhenAllIsRead() {
        takeNextPages(55);
        add(40 * PAGE);
        assertThat(expected(next())).isLessThan(PAGE);
    }

    @Test
    void notMoreThanHalfOfTheWorkersHaveAChainAndNoneIsLongerThanAHundredPages() {
        WindowPlanner many = plannerWithNextPages(500);
        assertThat(expected(many.next().orElseThrow())).isCloseTo(101 * PAGE - 15, within(1.0));
        assertThat(expected(many.next().orElseThrow())).isCloseTo(101 * PAGE - 15, within(1.0));
        assertThat(expected(many.next().orElseThrow())).isLessThan(PAGE);
    }

    @Test
    void aSecondChainIsMadeForTheNextPagesThatTheFirstLeaves() {
        WindowPlanner many = plannerWithNextPages(150);
        assertThat(expected(many.next().orElseThrow())).isCloseTo(101 * PAGE - 15, within(1.0));
        assertThat(expected(many.next().orElseThrow())).as("the first may need more than a hundred").isBetween(10.0 * PAGE, 20.0 * PAGE);
    }

    @Test
    void aShareIsNoLongerThanAHundredPagesAndLeavesRoomForMoreThanIsExpected() {
        RequestBudget wide = new RequestBudget(10_000, Duration.ofSeconds(1), Duration.ZERO, clock);
        WindowPlanner fast = planner(new GraphBudgets(wide, wide));
        fast.add(0, Spans.of(window(2_000 * PAGE)));
        assertThat(expected(fast.next().orElseThrow())).isBetween(85.0 * PAGE, 95.0 * PAGE);
    }

    @Test
    void aLaneBeginsNoMoreThanSixHundredPagesBelowAnother() {
        add(3_000 * PAGE);
        assertThat(expected(new Window(next().to(), END))).isZero();
        assertThat(expected(new Window(next().to(), END))).isBetween(600.0 * PAGE, 660.0 * PAGE);
    }

    @Test
    void thereIsNoLaneBelowWhereFewPagesAreLeft() {
        takeNextPages(55);
        add(250);
        Window first = next();
        assertThat(next().to()).isEqualTo(first.from());
    }

    @Test
    void theLastWindowsOfAStretchAreEquallyAndALittleFuller() {
        takeNextPages(55);
        add(105);
        assertThat(expected(next())).isCloseTo(52.5, within(0.1));
        assertThat(expected(next())).isCloseTo(52.5, within(0.1));
        assertThat(planner.next()).isEmpty();
    }

    /** One that nearly fills the page with it is none too many. */
    @Test
    void aSecondReadingBeginsRightAfterARecordThatWasSeen() {
        takeNextPages(55);
        add(1_000);
        Window first = next();
        List<Instant> seen = page(first);
        assertThat(planner.afterPage(first, 1, seen, true)).isFalse();
        Window again = next();
        assertThat(first.contains(again)).isTrue();
        assertThat(seen).contains(again.from().minusMillis(1));
    }

    @Test
    void whatNothingIsKnownOfIsFollowedWhereNextPagesAreFreeAndCutWhereNoneIs() {
        assertThat(ofAFullPageOfWhatNothingIsKnownOf()).isTrue();
        takeNextPages(55);
        assertThat(ofAFullPageOfWhatNothingIsKnownOf()).isFalse();
    }

    private boolean ofAFullPageOfWhatNothingIsKnownOf() {
        WindowPlanner fresh = new WindowPlanner(Knowledge.none(), budgets, clock, new PageSize(PAGE), 4);
        fresh.add(0, Spans.of(Window.before(END, Duration.ofDays(20))));
        Window window = fresh.next().orElseThrow();
        return fresh.afterPage(window, 1, page(window), true);
    }

    @Test
    void aChainThatHasJustBegunIsCutWhereAllCanBeReadBeforeItsNextPagesComeFree() {
        assertThat(ofAChainWhoseNextPagesAreTaken(100)).isFalse();
    }

    @Test
    void aChainIsNotCutWhereTheRestTakesNearlyAsLongAsItsNextPages() {
        assertThat(ofAChainWhoseNextPagesAreTaken(180)).isTrue();
    }

    /** @param pages that there are to read in all, as the chain begins */
    private boolean ofAChainWhoseNextPagesAreTaken(int pages) {
        add(pages * PAGE);
        Window chain = next();
        takeNextPages(55);
        return planner.afterPage(chain, 1, page(chain), true);
    }

    /** With so many of them in five minutes, and more work than they are enough for. */
    private WindowPlanner plannerWithNextPages(int count) {
        WindowPlanner many = planner(new GraphBudgets(budgets.firstPages(), new RequestBudget(count, Duration.ofMinutes(5), Duration.ZERO, clock)));
        many.add(0, Spans.of(window(2_000 * PAGE)));
        return many;
    }

    private WindowPlanner planner(GraphBudgets of) {
        return new WindowPlanner(knowledge, of, clock, new PageSize(PAGE), 4);
    }

    private void add(int records) {
        planner.add(0, Spans.of(window(records)));
    }

    private static Window window(int records) {
        return Window.before(END, Duration.ofMinutes(1).multipliedBy(records).dividedBy(IN_A_MINUTE));
    }

    private Window next() {
        return planner.next().orElseThrow();
    }

    private double expected(Window window) {
        return knowledge.density().expected(window.from().toEpochMilli(), window.to().toEpochMilli());
    }

    private void takeNextPages(int pages) {
        for (int i = 0; i < pages; i++) {
            budgets.nextPages().tryTake();
        }
    }

    private static List<Instant> page(Window window) {
        return LongStream.of(window.evenly(PAGE)).mapToObj(Instant::ofEpochMilli).toList();
    }
}
