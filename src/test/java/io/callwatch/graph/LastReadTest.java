package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LastReadTest {

    private static final Instant ZERO = Instant.parse("2026-11-20T00:00:00Z");

    /** Against an array of minutes. */
    @Property
    void knowsOfEachMinuteTheLastReading(@ForAll @Size(max = 12) List<@IntRange(max = 2_499) Integer> codes) {
        LastRead lastRead = new LastRead();
        Instant[] model = new Instant[100];
        int turn = 0;
        for (int code : codes) {
            int from = code / 50;
            int to = from + code % 50;
            Instant at = ZERO.plus(Duration.ofHours(10 + turn++));
            lastRead.read(new Window(minute(from), minute(to)), at);
            java.util.Arrays.fill(model, from, to, at);
        }
        Instant[] found = new Instant[100];
        for (LastRead.Reading reading : lastRead.in(new Window(ZERO, minute(100)))) {
            int from = (int) Duration.between(ZERO, reading.window().from()).toMinutes();
            int to = (int) Duration.between(ZERO, reading.window().to()).toMinutes();
            java.util.Arrays.fill(found, from, to, reading.at());
        }
        assertThat(found).isEqualTo(model);
    }

    private static Instant minute(int minute) {
        return ZERO.plus(Duration.ofMinutes(minute));
    }

    @Test
    void aReadingOfWhatIsOlderThanItKeepsIsForgottenAtOnce() {
        LastRead lastRead = new LastRead();
        Window old = new Window(Instant.parse("2023-09-25T00:00:00Z"), Instant.parse("2023-09-26T00:00:00Z"));
        lastRead.read(old, Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(lastRead.in(old)).isEmpty();
    }

    @Test
    void whatTheServiceListsStillIsKeptAndWhatIsToComeIsNotRead() {
        LastRead lastRead = new LastRead();
        Instant now = ZERO.plus(Duration.ofDays(30));
        Window oldest = new Window(ZERO, minute(5));
        lastRead.read(oldest, now);
        lastRead.read(new Window(now.plusSeconds(1), now.plusSeconds(60)), now);
        assertThat(lastRead.in(new Window(ZERO, now.plusSeconds(60)))).containsExactly(new LastRead.Reading(oldest, now));
    }
}
