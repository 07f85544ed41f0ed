package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that has let nobody read since the first start on a ledger. */
class NeverReadTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.sweep("all", NEVER, "3h").set("callwatch.watch.notify", "archive").set("callwatch.watch.stale-after", "30m");
    }

    /** A process that begins anew each time, by a schedule of its own or since it does not last, knows no other beginning. */
    @Test
    void isAStandstillSinceThatHoweverOftenTheProcessBeginsAnew() throws Exception {
        failedPassAt(NOON);
        failedPassAt(NOON.plus(Duration.ofMinutes(20)));
        assertThat(at.archive()).isEmpty();
        failedPassAt(NOON.plus(Duration.ofMinutes(45)));
        failedPassAt(NOON.plus(Duration.ofMinutes(60)));
        assertThat(at.archive()).singleElement().asString()
                .contains("feed.stale", "No complete pass over the call records for 45 min; what failed last: CLIENT");
        assertThat(runAt(NOON.plus(Duration.ofMinutes(65)))).isZero();
        assertThat(at.archive()).last().asString().contains("feed.recovered");
    }
}
