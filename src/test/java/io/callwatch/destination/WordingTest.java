package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.Organizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static final int ASKING = 16;

    @ParameterizedTest
    @CsvSource({"PT4S, 4 s", "PT4.283S, 4.2 s", "PT0S, 0 s", "PT9.99S, 9.9 s", "PT10.9S, 10 s", "PT125S, 2 min 5 s", "PT2M, 2 min",
        "PT9H3M59S, 9 h 3 min", "PT24H, 24 h", "PT-1S, unclear (it ends before it starts)"})
    void lengths(Duration duration, String words) {
        assertThat(Wording.length(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-11-20T23:30:00Z|Europe/Berlin|Sat 21 Nov 2026, 00:30:00 CET (Fri 20 Nov, 23:30:00 UTC)",
        "2026-07-01T10:00:00Z|Europe/Berlin|Wed 1 Jul 2026, 12:00:00 CEST (10:00:00 UTC)",
        "2026-07-01T10:00:00Z|UTC|Wed 1 Jul 2026, 10:00:00 UTC", "2026-07-01T10:00:00Z|Z|Wed 1 Jul 2026, 10:00:00 UTC"})
    void times(Instant instant, ZoneId zone, String words) {
        assertThat(Wording.when(instant, zone)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "phone|+4930123456|-|+49 30 123456 (phone, Germany)", "phone|+1234567***|-|+1234567*** (phone)", "phone|110|-|110 (phone)",
        "phone|+4930123456|Desk|+49 30 123456 (phone, Germany, Desk)", "user|821809f5|Abbie Wilkins|Abbie Wilkins (user 821809f5)",
        "user|821809f5|-|user 821809f5", "applicationInstance|ai|Auto Attendant|Auto Attendant (application instance ai)",
        "guest|-|Bob|Bob", "guest|7a1f|\u3164|guest 7a1f", "unknown|-|-|an unknown caller"})
    void persons(String kind, String id, String name, String words) {
        assertThat(Wording.who(new Organizer(kind, id, name, null))).isEqualTo(words);
    }

    /** The first mails of all destinations are worded side by side. */
    @Test
    void aZoneHasOneNameHoweverManyAskForItFirst() throws Exception {
        ExecutorService destinations = Executors.newFixedThreadPool(ASKING);
        CyclicBarrier together = new CyclicBarrier(ASKING);
        try {
            for (String id : ZoneId.getAvailableZoneIds()) {
                Callable<String> told = () -> {
                    together.await();
                    return Wording.when(Instant.EPOCH, ZoneId.of(id));
                };
                Set<String> all = new HashSet<>();
                for (Future<String> one : destinations.invokeAll(Collections.nCopies(ASKING, told))) {
                    all.add(one.get());
                }
                assertThat(all).as(id).hasSize(1);
            }
        } finally {
            destinations.shutdownNow();
        }
    }
}
