package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.config.WatchSettings;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.WithLedger;
import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thirty days of many calls take a pass hours to read, and meanwhile others are read again and again. */
class OvertakenPassTest extends WithLedger {
    private static final Instant NIGHT = Instant.parse("2026-11-20T02:30:00Z");

    private final TurnedClock clock = new TurnedClock(NIGHT);
    private Watch watch;

    @BeforeEach
    void somebodyWatches() {
        watch = new Watch(ledger, 1, "t", new WatchSettings(List.of("ops"), Duration.ofHours(2)), new Run(clock, clock, false));
    }

    @Test
    void aLongPassThatIsOverIsNoStandstillWhereShorterOnesWereCompleteMeanwhile() {
        clock.advance(Duration.ofHours(3));
        isComplete("recent", clock.instant());
        isComplete("nightly", NIGHT);
        isTwoHoursFromAStandstill();
    }

    @Test
    void oneThatAClockThatWasAheadBeganHidesNoLaterOne() {
        isComplete("recent", NIGHT.plus(Duration.ofDays(1)));
        isComplete("recent", NIGHT);
        isTwoHoursFromAStandstill();
    }

    private void isTwoHoursFromAStandstill() {
        clock.advance(Duration.ofHours(2));
        watch.check();
        assertThat(told()).isZero();
        clock.advance(Duration.ofSeconds(1));
        watch.check();
        assertThat(told()).as("now it is one").isEqualTo(1);
    }

    private void isComplete(String sweep, Instant began) {
        Coverage coverage = new Coverage(1);
        ledger.change(sql -> {
            for (Window window : coverage.plan(sql, sweep, Duration.ofHours(1), began).windows()) {
                coverage.read(sql, window, began);
            }
            watch.passed(sql, new Pass(List.of(sweep), began, null, null, 1, () -> false),
                    coverage.finish(sql, sweep, began, clock.instant()));
        });
    }

    private long told() {
        return ledger.read(sql -> sql.number("SELECT COUNT(*) FROM events"));
    }
}
