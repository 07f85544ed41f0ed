package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The small form of {@link BackfillSimulation}, on counts alone: the clock is a turned one, the seed is 1, or the mean is that
 * of the seeds 1 to 10, which begin at ten different hours of the week. A small tenant's follower has its first burst for a sixth
 * of the work, so that four times as fast is out of reach there.
 */
class BackfillSimulationTest {

    @ParameterizedTest
    @CsvSource({"1000, 0.75, 3.4", "10000, 0.77, 3.9"})
    void spendsBothBudgetsOnFullPagesWithoutA429(int calls, double share, double times) {
        check(BackfillSimulation.planned(calls, 1), calls, share, times);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.8, 3.65, 0.74, 0.815, 3.73", "10000, 0.785, 3.96, 0.775, 0.797, 4.02"})
    void doesSoWhateverTheSeed(int calls, double share, double times, double least, double known, double timesKnown) {
        Simulations.Backfill backfill = Simulations.Backfill.of(calls, 10);
        assertThat(backfill.refused()).isZero();
        assertThat(backfill.share()).isGreaterThan(share);
        assertThat(backfill.times()).isGreaterThan(times);
        assertThat(backfill.least()).isGreaterThan(least);
        assertThat(backfill.known()).isGreaterThan(known);
        assertThat(backfill.known() * backfill.times() / backfill.share()).isGreaterThan(timesKnown);
    }

    /** Of these the last chain turns out much longer than was expected; where its next pages are not there, what it has read is lost. */
    @ParameterizedTest
    @ValueSource(longs = {4055, 6104, 6169})
    void aChainThatTurnsOutLongerIsFollowedToItsEnd(long seed) {
        assertThat(BackfillSimulation.planned(1_000, seed).share()).isGreaterThan(0.76);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.8, 3.7", "10000, 0.79, 4"})
    void aTenantReadBeforeIsReadFasterStill(int calls, double share, double times) {
        Knowledge knowledge = Knowledge.none();
        BackfillSimulation.planned(calls, 101, knowledge);
        check(BackfillSimulation.planned(calls, 1, knowledge), calls, share, times);
    }

    @ParameterizedTest
    @CsvSource({"500, 60", "60, 20", "60, 200"})
    void whatTheServiceGrantsCountsNotWhatItIsAskedFor(int asked, int granted) {
        Simulation.Outcome planned = BackfillSimulation.simulation(10_000, 1, Knowledge.none(), Tactics.ALL, asked, granted).run(4);
        assertThat(planned.refused()).isZero();
        assertThat(planned.records()).isEqualTo(BackfillSimulation.fixed(10_000, 1, Duration.ofDays(30)).records());
        assertThat(planned.share() * SimulatedService.PAGE / granted).isGreaterThan(0.7);
    }

    /** A place is free a span after its answer: 2 % less for 0.4 s more, and not three times that because four are on their way at once. */
    @ParameterizedTest
    @CsvSource({"400, 800, 0.76", "800, 2000, 0.74"})
    void aServiceThatTakesItsTimeCostsNoMoreThanThat(int least, int most, double share) {
        Simulation.Outcome planned = BackfillSimulation.slow(10_000, 1, least, most);
        assertThat(planned.refused()).isZero();
        assertThat(planned.share()).isGreaterThan(share);
    }

    @Test
    void aWorkingDayIsJudgedSoonerThanByAFollowerAndNothingStaysUnseen() {
        DelaySimulation.Delays planned = DelaySimulation.planned(10_000, 1);
        DelaySimulation.Delays followed = DelaySimulation.followed(10_000, 1);
        assertThat(planned.unseen()).isZero();
        assertThat(planned.outcome().refused()).isZero();
        assertThat(planned.first()).isLessThan(0.6 * followed.first());
        assertThat(planned.first99()).isLessThan(0.7 * followed.first99());
    }

    private static void check(Simulation.Outcome planned, int calls, double share, double times) {
        Simulation.Outcome followed = BackfillSimulation.fixed(calls, 1, Duration.ofDays(30));
        assertThat(planned.refused()).isZero();
        assertThat(planned.records()).isEqualTo(followed.records());
        assertThat(planned.share()).isGreaterThan(share);
        assertThat(planned.perMinute() / followed.perMinute()).isGreaterThan(times);
        assertThat(planned.first() + planned.next()).isLessThan((long) (planned.records() / 60.0 / 0.7));
    }
}
