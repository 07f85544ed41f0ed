package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "3h, PT3H", "30d, P30D", "PT15M, PT15M", "P1DT2H, PT26H", "P2W, P14D", "PT0.5S, PT0.5S"})
    void areReadInShortAndByIso8601(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "-5m", "0s", "PT0.0009S", "P0W", "P9999W", "P1M", "1h30m", "pt15m", "+PT15M"})
    void refusesOtherTextAndNoneAndMoreThanACentury(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT59.9S, 59 s", "PT1M, 1 min", "PT59M59S, 59 min 59 s", "PT1H, 1 h", "PT3H59M, 3 h 59 min", "P2DT23H, 2 d 23 h", "PT3H12M50S, 3 h 12 min", "PT24H, 1 d",
        "P2DT4H30M, 2 d 4 h", "PT-1M, 1 min"})
    void inWordsHasItsTwoLargestParts(Duration duration, String words) {
        assertThat(Durations.words(duration)).isEqualTo(words);
    }
}
