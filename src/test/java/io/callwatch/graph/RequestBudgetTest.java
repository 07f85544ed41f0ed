package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetTest {

    private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-20T09:00:00Z"));

    @Test
    void saysNoToTheSixteenthAndYesWhenTheFirstIsTwentySecondsAgo() {
        RequestBudget budget = new RequestBudget(15, Duration.ofSeconds(20), Duration.ZERO, clock);
        for (int i = 0; i < 15; i++) {
            assertThat(budget.tryTake()).isPresent();
        }
        assertThat(budget.tryTake()).isEmpty();
        assertThat(budget.untilFree()).isEqualTo(Duration.ofSeconds(20));
        clock.advance(Duration.ofMillis(19_999));
        assertThat(budget.tryTake()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(budget.free()).isEqualTo(15);
        assertThat(budget.tryTake()).isPresent();
        assertThat(budget.free()).isEqualTo(14);
    }

    @Test
    void whoWasAnsweredLateHoldsUpNoneOfTheQuicker() {
        RequestBudget budget = new RequestBudget(2, Duration.ofSeconds(20), Duration.ZERO, clock);
        RequestBudget.Place slow = budget.tryTake().orElseThrow();
        ask(budget, 100);
        clock.advance(Duration.ofSeconds(3));
        slow.answered();
        slow.answered();
        assertThat(budget.untilFree()).isEqualTo(Duration.ofSeconds(17));
        clock.advance(Duration.ofSeconds(17));
        assertThat(budget.free()).isEqualTo(1);
        slow.answered();
        clock.advance(Duration.ofSeconds(3));
        assertThat(budget.free()).isEqualTo(2);
    }

    @Test
    void anAnswerAfterItsPlaceWasTakenByAnotherCountsStill() {
        RequestBudget budget = new RequestBudget(2, Duration.ofSeconds(20), Duration.ZERO, clock);
        RequestBudget.Place lost = budget.tryTake().orElseThrow();
        clock.advance(Duration.ofSeconds(15));
        ask(budget, 100);
        clock.advance(Duration.ofSeconds(10));
        ask(budget, 100);
        lost.answered();
        clock.advance(Duration.ofSeconds(12));
        assertThat(budget.free()).as("two were counted within these twelve seconds").isZero();
        clock.advance(Duration.ofSeconds(8));
        assertThat(budget.free()).isEqualTo(2);
    }

    private void ask(RequestBudget budget, int millis) {
        RequestBudget.Place place = budget.tryTake().orElseThrow();
        clock.advance(Duration.ofMillis(millis));
        place.answered();
    }

    @Test
    void whatAProcessBeforeItHasSentCountsStill() {
        RequestBudget before = new RequestBudget(3, Duration.ofSeconds(20), Duration.ZERO, clock);
        for (int i = 0; i < 4; i++) {
            before.tryTake();
            clock.advance(Duration.ofSeconds(i == 1 ? 15 : 4));
        }
        for (int limit = 2; limit < 5; limit++) {
            RequestBudget after = new RequestBudget(limit, Duration.ofSeconds(20), Duration.ZERO, clock);
            after.resume(before.sent(Duration.ZERO, 9));
            assertThat(after.free()).isEqualTo(limit - 2);
            assertThat(before.sent(Duration.ofSeconds(13), 9)).hasSize(1)
                    .isEqualTo(before.sent(Duration.ZERO, 1)).doesNotContain(before.sent(Duration.ZERO, 2).get(0));
            clock.advance(Duration.ofSeconds(12));
            assertThat(after.free()).isEqualTo(limit - 1);
            clock.advance(Duration.ofSeconds(-12));
        }
    }

    @Test
    void whatAClockThatWasAheadHasLeftHoldsNothing() {
        RequestBudget budget = new RequestBudget(1, Duration.ofSeconds(20), Duration.ZERO, clock);
        budget.resume(List.of(clock.instant().plus(Duration.ofHours(1))));
        assertThat(budget.tryTake()).isPresent();
        budget.backOffUntil(clock.instant().plusSeconds(30));
        clock.advance(Duration.ofHours(-6));
        assertThat(budget.heldUntil()).isEqualTo(clock.instant().plusSeconds(30));
    }

    /** However long a request takes within the span, and whenever the service counts it between its sending and its answer. */
    @Property(tries = 200)
    void noSpanOfTheServiceEverHoldsMore(@ForAll @IntRange(min = 1, max = 20) int requests,
            @ForAll @IntRange(min = 1, max = 20_000) int longest, @ForAll long seed) {
        Random random = new Random(seed);
        RequestBudget budget = new RequestBudget(requests, Duration.ofSeconds(20), Duration.ZERO, clock);
        PriorityQueue<Asked> asked = new PriorityQueue<>(Comparator.comparing(Asked::answered));
        List<Instant> counted = new ArrayList<>();
        while (counted.size() < 300) {
            Instant next = clock.instant().plus(budget.untilFree()).plusMillis(random.nextInt(5) == 0 ? random.nextInt(4_000) : 0);
            if (!asked.isEmpty() && (!asked.peek().answered.isAfter(next) || asked.size() == 4)) {
                clock.set(asked.peek().answered);
                asked.remove().place.answered();
            } else {
                clock.set(next);
                RequestBudget.Place place = budget.tryTake().orElseThrow();
                int takes = random.nextInt(longest);
                counted.add(clock.instant().plusMillis(random.nextInt(takes + 1)));
                asked.add(new Asked(place, clock.instant().plusMillis(takes)));
            }
        }
        Collections.sort(counted);
        for (int i = requests; i < counted.size(); i++) {
            assertThat(Duration.between(counted.get(i - requests), counted.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        }
    }

    private record Asked(RequestBudget.Place place, Instant answered) {
    }

    @Test
    void sendsNothingWhileA429Holds() {
        RequestBudget budget = new RequestBudget(15, Duration.ofSeconds(20), Duration.ZERO, clock);
        budget.backOffUntil(clock.instant().plusSeconds(30));
        budget.backOffUntil(clock.instant().plusSeconds(10));
        assertThat(budget.tryTake()).isEmpty();
        assertThat(budget.free()).isZero();
        assertThat(budget.untilFree()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        RequestBudget budget = new RequestBudget(2, Duration.ofSeconds(20), Duration.ZERO, clock);
        assertThat(budget.tryTake()).isPresent();
        clock.advance(Duration.ofSeconds(5));
        assertThat(budget.tryTake()).isPresent();
        budget.backOffUntil(clock.instant().plusSeconds(30));
        clock.advance(Duration.ofHours(-1));
        assertThat(budget.tryTake()).isEmpty();
        assertThat(budget.untilFree()).isEqualTo(Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(30));
        assertThat(budget.tryTake()).isPresent();
    }

    @Test
    void whatA429AsksForAfterTheClockWasSetBackIsNotSetBackWithIt() {
        RequestBudget budget = new RequestBudget(2, Duration.ofSeconds(20), Duration.ZERO, clock);
        budget.tryTake();
        clock.advance(Duration.ofHours(-1));
        budget.backOffUntil(clock.instant().plusSeconds(30));
        assertThat(budget.untilFree()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theMarginIsAddedToTheSpan() {
        RequestBudget budget = new RequestBudget(1, Duration.ofSeconds(20), Duration.ofMillis(20), clock);
        budget.tryTake();
        assertThat(budget.untilFree()).isEqualTo(Duration.ofMillis(20_020));
        assertThat(budget.allowedIn(Duration.ofNanos(500_500_000))).isEqualTo(0.025);
        clock.advance(Duration.ofMillis(20_020));
        assertThat(budget.sent(Duration.ZERO, 9)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 20, 0", "1, 0, 0", "1, -20, 0", "1, 20, -1"})
    void refusesWhatIsNoBudget(int requests, int span, int margin) {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new RequestBudget(requests, Duration.ofSeconds(span), Duration.ofSeconds(margin), clock));
    }

    @Test
    void aWindowsSecondPageIsPaidFromTheOtherBudgetAndA429HoldsBoth() {
        GraphBudgets budgets = SimulatedService.Limits.DOCUMENTED.budgets(clock);
        assertThat(budgets.forPage(1)).isSameAs(budgets.firstPages());
        assertThat(budgets.forPage(2)).isSameAs(budgets.nextPages());
        budgets.backOffUntil(clock.instant().plusSeconds(30));
        assertThat(budgets.firstPages().untilFree()).isEqualTo(Duration.ofSeconds(30));
        assertThat(budgets.nextPages().untilFree()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void threadsShareOneBudget() throws Exception {
        RequestBudget budget = new RequestBudget(100, Duration.ofMinutes(1), Duration.ZERO, clock);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                counts.add(threads.submit(() -> {
                    int got = 0;
                    for (int i = 0; i < 1_000; i++) {
                        got += budget.tryTake().isPresent() ? 1 : 0;
                    }
                    return got;
                }));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            assertThat(all).isEqualTo(100);
        } finally {
            threads.shutdownNow();
        }
    }
}
