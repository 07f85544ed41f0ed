package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A machine's clock that is years off for a while, as where it keeps no time and is told it only some minutes after a start. No
 * certificate holds then, so that nothing can be read.
 */
class FarOffClockTest extends WithTurnedClock {
    /** In 1970, or on the day on which its system was made. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:05:00Z", "2023-03-01T00:05:00Z"})
    void whatWasPlannedWhileItWasFarBehindIsNotNamedAsLost(Instant behind) throws Exception {
        at.sweep("all", NEVER, "3h");
        assertThat(runAt(NOON)).isZero();
        failedPassAt(behind);
        assertThat(runAt(behind.plusSeconds(300))).as("by whatever service").isZero();
        failedPassAt(behind.plusSeconds(600));
        shortCall(NOON.plusSeconds(60));
        Instant right = NOON.plusSeconds(3_600);
        assertThat(runAt(right)).isZero();
        assertThat(at.archive()).hasSize(1);
        Instant later = right.plus(Duration.ofDays(31));
        assertThat(runAt(later)).as("what is lost is still named").isEqualTo(1);
        assertThat(statusAt(later)).contains("calls that started in [" + right + ", " + right.plus(Duration.ofDays(1)) + ") left the service");
    }

    @Test
    void whatWasToldIsNotForgottenWhileItIsAYearAhead() throws Exception {
        at.onlyShortCalls("hook").sweep("all", NEVER, "3h");
        shortCall(NOON.minusSeconds(3_600));
        assertThat(runAt(NOON)).isZero();
        failedPassAt(NOON.plus(Duration.ofDays(365)));
        runAt(NOON.plusSeconds(60));
        assertThat(at.receiver.accepted()).hasSize(1);
    }
}
