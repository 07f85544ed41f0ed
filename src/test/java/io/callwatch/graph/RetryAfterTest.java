package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | PT0S", "10 | PT10S", "86400 | PT24H", " 120 | PT2M", "99999999999999999 | P365D", "99999999999999999999 | P365D",
        "Friday, 20-Nov-26 12:00:30 GMT | PT30S", "Fri Nov 20 12:00:30 2026 | PT30S", "Tue Dec  1 12:00:00 2026 | PT264H",
        "Fri, 20 Nov 2026 12:00:30 GMT | PT30S", "Fri, 20 Nov 2026 11:00:00 GMT | PT0S"})
    void readsSecondsAndDates(String header, String expected) {
        Duration wait = expected.startsWith("P3") ? Duration.ofDays(365) : Duration.parse(expected);
        assertThat(RetryAfter.parse(header, NOW)).contains(wait);
    }

    @Test
    void takesWhatIsNeitherAsAbsent() {
        assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
        assertThat(RetryAfter.parse("-5", NOW)).isEmpty();
        assertThat(RetryAfter.parse("", NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }
}
