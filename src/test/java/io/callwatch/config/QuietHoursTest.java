package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quiet hours by a zone's clock, whatever the machine's. */
class QuietHoursTest {
    private static final QuietHours NIGHT = QuietHours.parse("22:00-06:00 Europe/Berlin", ZoneOffset.UTC).orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T20:59:59Z, false", "2026-11-20T21:00:00Z, true", "2026-11-21T04:59:59Z, true", "2026-11-21T05:00:00Z, false",
        // the clock is put forward in the night to 2026-03-29: an hour shorter, 21:00Z to 04:00Z
        "2026-03-28T21:00:00Z, true", "2026-03-29T03:59:59Z, true", "2026-03-29T04:00:00Z, false",
        // and back in the night to 2026-10-25: an hour longer, 20:00Z to 05:00Z
        "2026-10-24T20:00:00Z, true", "2026-10-25T04:59:59Z, true", "2026-10-25T05:00:00Z, false"})
    void beginAndEndByTheZonesClock(Instant time, boolean quiet) {
        assertThat(NIGHT.contains(time)).isEqualTo(quiet);
    }

    @ParameterizedTest
    @CsvSource({"02:15-02:45, PT0S, PT30M", "01:00-04:00, PT2H, PT4H", "02:30-06:00, PT3H, PT4H30M", "00:00-02:30, PT2H, PT2H30M"})
    void anHourThatIsNotThereOrComesTwice(String hours, Duration inSpring, Duration inAutumn) {
        QuietHours quiet = QuietHours.parse(hours + " Europe/Berlin", ZoneOffset.UTC).orElseThrow();
        assertThat(length(quiet, Instant.parse("2026-03-28T22:30:00Z"))).isEqualTo(inSpring);
        assertThat(length(quiet, Instant.parse("2026-10-24T21:30:00Z"))).isEqualTo(inAutumn);
    }

    @Test
    void withoutAZoneTheUsualOneCounts() {
        QuietHours lunch = QuietHours.parse("12:00-13:00", ZoneId.of("America/New_York")).orElseThrow();
        assertThat(lunch.contains(Instant.parse("2026-11-20T17:30:00Z"))).isTrue();
        assertThat(lunch.contains(Instant.parse("2026-11-20T12:30:00Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22-6", "22:00-22:00", "25:00-06:00", "22:00-06:00 Mars/Olympus", "22:00", "22:00-06:00 Europe/Berlin x"})
    void whatIsNone(String text) {
        assertThat(QuietHours.parse(text, ZoneOffset.UTC)).isEmpty();
    }

    /** Minutes of the twelve hours after {@code from} that are quiet. */
    private static Duration length(QuietHours quiet, Instant from) {
        int minutes = 0;
        for (int i = 0; i < 720; i++) {
            minutes += quiet.contains(from.plusSeconds(60L * i)) ? 1 : 0;
        }
        return Duration.ofMinutes(minutes);
    }
}
