package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Window LATE = Window.before(Instant.parse("2026-11-20T10:00:00Z"), Duration.ofHours(1));
    private static final Window EARLY = Window.before(LATE.from().minusSeconds(60), Duration.ofHours(1));

    private final Backlog backlog = new Backlog(new TreeSet<>());

    @Test
    void ofWhatIsEquallyUrgentTheNewestComesFirst() {
        backlog.add(0, Spans.of(EARLY, LATE));
        assertThat(backlog.mostUrgent(Spans.none())).containsExactly(LATE, EARLY);
    }

    @Test
    void aWindowIsAsUrgentAsTheMostUrgentOfIt() {
        backlog.add(7, Spans.of(EARLY));
        backlog.add(1, Spans.of(LATE));
        assertThat(backlog.urgency(new Window(EARLY.from(), LATE.to()))).isEqualTo(1);
        assertThat(backlog.urgency(EARLY)).isEqualTo(7);
    }

    @Test
    void whatIsWantedTwiceIsTakenOnce() {
        backlog.add(1, Spans.of(LATE));
        backlog.add(7, Spans.of(EARLY, LATE));
        backlog.take(LATE);
        assertThat(backlog.all()).isEqualTo(Spans.of(EARLY));
        assertThat(backlog.mostUrgent(Spans.none())).containsExactly(EARLY);
    }
}
