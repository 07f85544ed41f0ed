package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand is what the general parser reads. */
class GraphTimeTest {
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T14:03:36Z", "2026-11-20T14:03:36.2169889Z", "2026-11-20T14:03:36.5Z", "2026-11-20T14:03:36.Z",
        "2026-11-20T14:03:36.123456789Z", "2026-01-01T00:00:00Z", "2026-12-28T23:59:59Z", "2024-02-29T12:00:00Z", "2026-01-31T00:00:00.1Z", "2026-11-20T14:03Z",
        "2026-11-20T14:03:36+01:00", "2026-11-20T14:03:36.2169889-05:30"})
    void aTimeIsWhatItSays(String text) {
        assertThat(GraphTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2026-11-20", "2026-11-20 14:03:36Z", "2026-11-20T14:03:36X", "2026-11-20X14:03:36Z", "2026/11-20T14:03:36Z",
        "2026-11/20T14:03:36Z", "2026-11-20T14.03:36Z", "2026-11-20T14:03.36Z", "2026-11-20T14:03:36,5Z", "2026-11-20T14:03:36.1234567890Z", "2026-11-20T14:03:36.12x4Z",
        "20x6-11-20T14:03:36Z", "2026-x1-20T14:03:36Z", "2026-00-20T14:03:36Z", "2026-13-20T14:03:36Z", "2026-11-00T14:03:36Z",
        "2026-11-x0T14:03:36Z", "2026-02-29T14:03:36Z", "2026-11-20T24:03:36Z", "2026-11-20Tx4:03:36Z", "2026-11-20T14:60:36Z",
        "2026-11-20T14:x3:36Z", "2026-11-20T14:03:60Z", "2026-11-20T14:03:x6Z"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> GraphTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
