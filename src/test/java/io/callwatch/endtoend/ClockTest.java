package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
}
