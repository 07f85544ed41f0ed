package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final Instant nine = Instant.parse("2026-11-20T09:00:00Z");
    private final Instant ten = Instant.parse("2026-11-20T10:00:00Z");
    private final Window hour = new Window(nine, ten);

    @Test
    void holdsItsStartAndNotItsEnd() {
        assertThat(hour.contains(nine)).isTrue();
        assertThat(hour.contains(ten)).isFalse();
    }

    @Test
    void refusesToEndBeforeItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(ten, nine)).withMessageContaining("before it begins");
    }

    @Test
    void cutsAtAWholeMillisecondAlsoWhereItsBoundsAreFiner() {
        Window fine = new Window(nine.plusNanos(100), nine.plusNanos(2_000_100));
        assertThat(fine.split()).containsExactly(
                new Window(fine.from(), nine.plusMillis(1)), new Window(nine.plusMillis(1), fine.to()));
    }

    @Test
    void isNotCutBelowAMillisecond() {
        Window fine = new Window(nine, nine.plusMillis(1));
        assertThat(fine.canSplit()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(fine::split);
    }
}
