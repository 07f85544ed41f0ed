package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnreadableTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Unreadable unreadable = new Unreadable();

    @Test
    void whatFailedIsCutInTwo() {
        unreadable.failed(minutes(0, 60));
        assertThat(unreadable.edges()).containsExactly(minute(0), minute(30), minute(60));
    }

    @Test
    void halvesThatBothFailAreCutInTheirTurn() {
        unreadable.failed(minutes(0, 60));
        unreadable.failed(minutes(0, 30));
        unreadable.failed(minutes(30, 60));
        assertThat(unreadable.edges()).containsExactly(minute(0), minute(15), minute(30), minute(45), minute(60));
    }

    @Test
    void whatIsShorterThanTwoMinutesIsNotCut() {
        unreadable.failed(minutes(0, 2));
        assertThat(unreadable.narrowest()).isEqualTo(Spans.none());
        unreadable.remove(minutes(1, 2));
        assertThat(unreadable.edges()).containsExactly(minute(0), minute(1));
        assertThat(unreadable.narrowest()).isEqualTo(Spans.of(minutes(0, 1)));
    }

    @Test
    void aWiderWindowThatFailsLeavesANarrowOneApart() {
        unreadable.failed(minutes(10, 11));
        unreadable.failed(minutes(0, 60));
        assertThat(unreadable.edges()).contains(minute(0), minute(10), minute(11), minute(60));
    }

    @Test
    void whereNothingCouldBeReadWhatTouchesIsOneAgain() {
        unreadable.failed(minutes(0, 30));
        unreadable.failed(minutes(30, 60));
        unreadable.failed(minutes(90, 91));
        unreadable.join();
        assertThat(unreadable.edges()).containsExactly(minute(0), minute(30), minute(60), minute(90), minute(91));
    }

    @Test
    void comesBackFromTheTextThatIsKept() {
        assertThat(Unreadable.parse("").edges()).isEmpty();
        unreadable.failed(minutes(0, 30));
        unreadable.failed(minutes(30, 60));
        assertThat(Unreadable.parse(unreadable.toText()).edges()).isEqualTo(unreadable.edges()).hasSize(5);
    }

    private static Window minutes(int from, int to) {
        return new Window(minute(from), minute(to));
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
