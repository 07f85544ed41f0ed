package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small form of {@link BackfillSimulation}, on counts alone: the clock is a turned one. */
class BackfillSimulationTest {

    @ParameterizedTest
    @CsvSource({"1000, 0.68, 3.2", "10000, 0.75, 3.75"})
    void spendsBothBudgetsOnFullPagesWithoutA429(int calls, double share, double times) {
        Simulation.Outcome planned = BackfillSimulation.planned(calls, 1);
        Simulation.Outcome followed = BackfillSimulation.fixed(calls, 1, Duration.ofDays(30));
        assertThat(planned.refused()).isZero();
        assertThat(planned.records()).isEqualTo(followed.records());
        assertThat(planned.share()).isGreaterThan(share);
        assertThat(planned.perMinute() / followed.perMinute()).isGreaterThan(times);
        assertThat(planned.first() + planned.next()).isLessThan((long) (planned.records() / 60.0 / 0.68));
    }

    @Test
    void aTenantReadBeforeIsReadFasterStill() {
        Knowledge knowledge = Knowledge.none();
        BackfillSimulation.planned(10_000, 101, knowledge);
        assertThat(BackfillSimulation.planned(10_000, 1, knowledge).share()).isGreaterThan(0.77);
    }
}
