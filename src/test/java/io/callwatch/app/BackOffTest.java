package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(new Random(1));

    @Test
    void isFromFiveSecondsToTwoHoursAndTwiceAsLongEachTime() {
        assertThat(backOff.after(1, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.after(4, Optional.empty())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
            assertThat(backOff.after(1 + i, Optional.empty())).isBetween(Duration.ofSeconds(5), Duration.ofHours(2));
        }
        assertThat(backOff.after(1_000, Optional.empty())).isGreaterThanOrEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void isAsLongAsTheOtherSideAsksForButNotWithoutAPause() {
        assertThat(backOff.after(1, Optional.of(Duration.ofDays(3)))).isEqualTo(Duration.ofDays(3));
        assertThat(backOff.after(12, Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(5));
    }
}
