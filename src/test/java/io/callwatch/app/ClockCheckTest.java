package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.endtoend.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the {@code Date} of an answer, which has no fractions of a second. */
class ClockCheckTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final ClockCheck check = new ClockCheck();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PT2M1S | ", "PT2M1.001S | 2 min ahead of", "-PT2M | ", "-PT2M0.001S | 2 min behind"})
    void twoMinutesAreTolerated(Duration off, String said) {
        List<String> lines = lines(NOON.plus(off));
        if (said == null) {
            assertThat(lines).isEmpty();
        } else {
            assertThat(lines).singleElement().asString().startsWith("this machine's clock is " + said + " the service's: ");
        }
    }

    @Test
    void itIsSaidHourlyAndAtOnceWhereItBeginsAnew() {
        Instant wrong = NOON.minus(Duration.ofHours(5));
        assertThat(lines(wrong, wrong.plusSeconds(3_599))).hasSize(1);
        assertThat(lines(wrong.plusSeconds(3_600))).hasSize(1);
        assertThat(lines(NOON)).isEmpty();
        assertThat(lines(wrong.plusSeconds(3_700))).hasSize(1);
    }

    @Test
    void anAnswerWithoutADateSaysNothing() {
        try (LogLines log = new LogLines("app.ClockCheck")) {
            check.look(null, Instant.EPOCH, Instant.EPOCH);
            check.look("soon", Instant.EPOCH, Instant.EPOCH);
            assertThat(log.all()).isEmpty();
        }
    }

    /** Where the service answers at once, always at noon by its own clock. */
    private List<String> lines(Instant... ours) {
        try (LogLines log = new LogLines("app.ClockCheck")) {
            for (Instant now : ours) {
                check.look(DateTimeFormatter.RFC_1123_DATE_TIME.format(NOON.atZone(ZoneOffset.UTC)), now, now);
            }
            return log.all();
        }
    }
}
