package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT59.9S, 59 s", "PT1M, 1 min", "PT59M59S, 59 min 59 s", "PT1H, 1 h", "PT3H12M50S, 3 h 12 min", "PT24H, 1 d",
        "P2DT4H30M, 2 d 4 h", "PT-1M, 1 min"})
    void inWordsHasItsTwoLargestParts(Duration duration, String words) {
        assertThat(Durations.words(duration)).isEqualTo(words);
    }
}
