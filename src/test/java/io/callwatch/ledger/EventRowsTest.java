package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRowsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** What max-age goes by. */
    @Test
    void anEventHappenedWhenTheLastOfItsCallsWasOverOrBeganWhereItHasNoEnd() {
        CallRecord ended = call(NOON, NOON.plusSeconds(60));
        assertThat(happened(EventType.CALL_MATCHED, ended)).isEqualTo(NOON.plusSeconds(60));
        assertThat(happened(EventType.CALLS_MATCHED, ended, call(NOON.plusSeconds(90), null), call(NOON, NOON.plusSeconds(30))))
                .isEqualTo(NOON.plusSeconds(90));
        assertThat(happened(EventType.FEED_STALE)).as("by itself").isEqualTo(NOON.plusSeconds(3_600));
    }

    private static Instant happened(EventType type, CallRecord... calls) {
        Object[] row = EventRows.arguments(new Event("e", type, NOON.plusSeconds(3_600), "t", "r", Severity.INFO, "", List.of(calls), null,
                List.of(), "e"));
        return Instant.ofEpochMilli((long) row[row.length - 1]);
    }

    private static CallRecord call(Instant start, Instant end) {
        return new CallRecord("c", 1, null, List.of(), start, end, NOON, null, null, RawJson.of("{}"));
    }
}
