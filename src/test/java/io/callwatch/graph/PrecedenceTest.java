package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With sweeps of 5 minutes, an hour and a night behind: what waits, from the most urgent to the least. */
class PrecedenceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final LastRead lastRead = new LastRead();
    private final Urgency urgency = new Urgency(FirstSight.documented(), lastRead);

    @Test
    void theLastMinutesThenWhatLeavesThenOldGapsThenWhatAPersonAskedForThenOldDays() {
        lastRead.read(days(10, 5), NOW.minus(Duration.ofDays(1)));
        int leaving = rank(Duration.ofDays(30).minusMinutes(20));
        lastRead.read(days(4, 0), NOW.minus(Duration.ofMinutes(5)));
        int youngest = rank(Duration.ofMinutes(1));
        int lateRecords = rank(Duration.ofMinutes(40));
        int oldGap = rank(Duration.ofHours(108));
        int oldDay = rank(Duration.ofDays(8));
        assertThat(new int[] {youngest, lateRecords, leaving, oldGap, Precedence.ASKED, oldDay}).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aGapThatEndsWhereAllRecordsAreThereIsNoYoungOne() {
        Window old = Window.before(NOW.minus(Density.SETTLED), Duration.ofHours(1));
        assertThat(Precedence.ofSweep(Urgency.GAP, old, NOW)).isPositive();
        assertThat(Precedence.ofSweep(Urgency.GAP, new Window(old.from(), old.to().plusMillis(1)), NOW)).isZero();
    }

    /** At the first of the two urgencies about one record in eleven is news, at the second fewer. */
    @Test
    void whatHasGrownMuchGoesBeforeGapsAndWhatHasGrownLittleAfterWhatAPersonAskedFor() {
        Window old = days(10, 9);
        assertThat(new int[] {Precedence.ofSweep(8, old, NOW), Precedence.ofSweep(Urgency.GAP - 1, old, NOW),
            Precedence.ofSweep(Urgency.GAP, old, NOW), Precedence.ASKED, Precedence.ofSweep(9, old, NOW)}).isSorted().doesNotHaveDuplicates();
    }

    private int rank(Duration age) {
        Instant at = NOW.minus(age);
        Map.Entry<Integer, Spans> found = urgency.rank(days(30, 0), NOW).entrySet().stream()
                .filter(e -> e.getValue().contains(at)).findFirst().orElseThrow();
        Window window = found.getValue().windows().stream().filter(w -> w.contains(at)).findFirst().orElseThrow();
        return Precedence.ofSweep(found.getKey(), window, NOW);
    }

    private static Window days(int from, int to) {
        return new Window(NOW.minus(Duration.ofDays(from)), NOW.minus(Duration.ofDays(to)));
    }
}
