package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.SimulatedService.Limits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where budgets are wide, all workers are at work: counts and turned time of {@link FastServiceSimulation}. */
class FastServiceSimulationTest {

    @ParameterizedTest
    @CsvSource({"12000, true, 0.15, 1.1", "12000, false, 0.18, 1.1", "200000, true, 0.13, 1.02", "200000, false, 0.22, 1.12"})
    void eightWorkersAreAllAtWorkThoughNothingIsKnown(int records, boolean wide, double time, double pages) {
        check(FastServiceSimulation.even(records), wide, time, pages);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aChainThatTurnsOutLongIsSharedByThoseWhoHaveNothingLeft(boolean wide) {
        check(FastServiceSimulation.burst(12_000, 1), wide, 0.25, 1.5);
        check(FastServiceSimulation.peak(12_000, 1), wide, 0.3, 1.8);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void fourWorkersShareItTooThoughOneOfThemHasNothingElseLeftToDo(boolean wide) {
        check(FastServiceSimulation.burst(12_000, 1), wide, 4, 0.35, 1.6);
    }

    private static void check(long[] calls, boolean wide, double time, double pages) {
        check(calls, wide, 8, time, pages);
    }

    private static void check(long[] calls, boolean wide, int workers, double time, double pages) {
        Limits limits = wide ? FastServiceSimulation.WIDE : FastServiceSimulation.MODERATE;
        Simulation.Outcome planned = FastServiceSimulation.planned(calls, limits, workers, 1);
        Simulation.Outcome followed = FastServiceSimulation.followed(calls, limits, 1);
        assertThat(planned.refused()).isZero();
        assertThat(planned.records()).isGreaterThanOrEqualTo(calls.length);
        assertThat(planned.took().toMillis()).isLessThan((long) (time * followed.took().toMillis()));
        assertThat(planned.first() + planned.next()).isLessThan((long) (pages * (followed.first() + followed.next())));
    }
}
