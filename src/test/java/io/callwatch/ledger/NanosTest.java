package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NanosTest {
    /** What no long holds is kept as the second beside the last that one holds, on either side, and is no failure of its page. */
    @ParameterizedTest
    @CsvSource({"2026-11-20T14:03:36.2169889Z, 2026-11-20T14:03:36.2169889Z", "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.9999999Z",
        "2262-04-11T23:47:15.9999999Z, 2262-04-11T23:47:15.9999999Z", "9999-12-31T23:59:59.9999999Z, 2262-04-11T23:47:15.9999999Z",
        "1600-01-01T00:00:00Z, 1677-09-21T00:12:45Z"})
    void areTheInstantOrTheLastThatFits(Instant instant, Instant kept) {
        assertThat(Nanos.toInstant(Nanos.of(instant))).isEqualTo(kept);
        assertThat(Nanos.of(null)).isNull();
    }
}
