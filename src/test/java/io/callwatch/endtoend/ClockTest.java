package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.app.Watch;
import io.callwatch.ledger.Trouble;
import io.callwatch.sandbox.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine whose clock is wrong reads the wrong hours, and nothing but the service's answers can tell. */
class ClockTest extends AtAWorkplace {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PT1H | this machine's clock is 1 h ahead of the service's: sweeps ask for calls that are still to come; set it right",
        "-PT1H | this machine's clock is 1 h behind the service's: the newest calls are read that much later; set it right",
        "PT0S | ", "PT1M | ", "-PT1M | "})
    void aClockThatIsWrongIsSaidOnce(Duration off, String said) throws Exception {
        InstantSource wrong = InstantSource.offset(InstantSource.system(), off);
        at.onlyShortCalls("archive");
        try (LogLines log = new LogLines("app.ClockCheck"); Watching watching = Watching.byHand(at, InstantSource.fixed(NOON), wrong)) {
            for (int i = 0; i < 2; i++) {
                assertThat(watching.begin("all").get(60, TimeUnit.SECONDS).unread()).isEmpty();
                at.tenant.expireTokens();
            }
            assertThat(at.tenant.tokenRequests()).isEqualTo(2);
            // a Date has no fractions
            assertThat(log.all()).extracting(line -> line.replaceFirst("59 min 5\\d s", "1 h"))
                    .isEqualTo(said == null ? List.of() : List.of(said));
        }
    }

    @Test
    void aClockThatWasAheadAtTheStartHidesNoStandstill() throws Exception {
        TurnedClock clock = new TurnedClock(NOON.plus(Duration.ofDays(1)));
        at.onlyShortCalls("hook").set("callwatch.watch.stale-after", "30m").set("callwatch.watch.notify", "archive");
        try (Watching watching = Watching.byHand(at, clock)) {
            Watch watch = watching.application.context().getRegistry().lookupByNameAndType("watch", Watch.class);
            watching.ledger.change(sql -> new Trouble(NOON.minusSeconds(1), "of an earlier one").keep(sql, watching.application.tenant()));
            for (Instant now : List.of(NOON, NOON.plusSeconds(1_900))) {
                clock.set(now);
                watch.check();
            }
            watching.application.deliverOnce();
        }
        assertThat(at.archive()).singleElement().asString().contains("feed.stale", "No complete pass over the call records for 31 min")
                .as("that was before").doesNotContain("what failed last");
    }
}
