package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.Window;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When all was read last: {@code status}, readiness and {@code feed.stale} hang on it. */
class CompletePassTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Coverage coverage = new Coverage(1);

    @Test
    void theLastCompletePassIsTheOneThatBeganLast() {
        ledger.change(sql -> {
            read(sql, "nightly");
            read(sql, "renamed since");
            assertThat(coverage.finish(sql, "nightly", NOON.plusSeconds(60), NOON.plusSeconds(61))).as("what was carried on").isTrue();
            assertThat(coverage.finish(sql, "nightly", NOON, NOON.plusSeconds(62))).as("one that was overtaken").isTrue();
            assertThat(coverage.find(sql, "nightly")).contains(new Coverage.Sweep(NOON, NOON.plusSeconds(60)));
            coverage.finish(sql, "renamed since", NOON.plusSeconds(90), NOON.plusSeconds(91));
            assertThat(coverage.lastComplete(sql)).contains(NOON.plusSeconds(90));
            assertThat(new Coverage(2).lastComplete(sql)).as("of another tenant").isEmpty();
        });
    }

    @Test
    void whatAClockThatWasAheadHasNotedCountsForNothing() {
        Instant ahead = NOON.plus(Duration.ofDays(1));
        ledger.change(sql -> {
            read(sql, "nightly");
            read(sql, "recent");
            coverage.finish(sql, "nightly", ahead, ahead);
            coverage.finish(sql, "nightly", NOON, NOON.plusSeconds(5));
            coverage.finish(sql, "recent", ahead, ahead);
            assertThat(coverage.find(sql, "nightly")).contains(new Coverage.Sweep(NOON, NOON));
            coverage.setBack(sql, NOON.plusSeconds(30));
            assertThat(coverage.find(sql, "nightly")).contains(new Coverage.Sweep(NOON, NOON));
            assertThat(coverage.lastComplete(sql)).contains(NOON.plusSeconds(30));
        });
    }

    private void read(Sql sql, String sweep) throws SQLException {
        for (Window window : coverage.plan(sql, sweep, HOUR, NOON).windows()) {
            coverage.read(sql, window, NOON);
        }
    }
}
