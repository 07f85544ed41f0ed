package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.rule.History.Origin;
import io.callwatch.sandbox.CallJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code firstFrom} asks. */
class OriginsTest extends WithLedger {
    /** The page that a call is on is judged, whatever the call lacks. */
    @Test
    void aCallHasAnOriginWhereItsStartAndItsNumberAreKnown() throws Exception {
        List<CallRecord> records = new ArrayList<>();
        for (CallJson call : List.of(CallJson.call().phone("+4930123456"), CallJson.call().phone("+431234567").without("startDateTime"),
                CallJson.call().without("organizer_v2"), CallJson.call().user("u", "Abbie Wilkins"),
                CallJson.call().with("organizer_v2", "{\"identity\":{\"phone\":{\"displayName\":\"anonymous\"}}}"))) {
            records.addAll(PageReader.readRecord(call.json()).records());
        }
        assertThat(records).hasSize(5);
        List<String> noted = ledger.write(sql -> {
            new Origins(1).note(sql, records);
            return sql.list("SELECT value FROM origins ORDER BY value", row -> row.getString(1));
        });
        assertThat(noted).containsExactly("+4930123456", "DE");
    }

    @Test
    void anOriginIsSeenInASpanThatHoldsItsStart() throws Exception {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        Page page = PageReader.readRecord(CallJson.call().phone("+4930123456").start(noon).json());
        ledger.change(sql -> {
            Origins origins = new Origins(1);
            origins.note(sql, page.records());
            assertThat(origins.seen(sql, Origin.NUMBER, "+4930123456", noon, noon.plusNanos(1))).isTrue();
            assertThat(origins.seen(sql, Origin.COUNTRY, "DE", noon, noon.plusNanos(1))).isTrue();
            assertThat(origins.seen(sql, Origin.NUMBER, "+4930123456", noon.minusSeconds(60), noon)).isFalse();
            assertThat(origins.seen(sql, Origin.NUMBER, "+4930123456", noon.plusNanos(1), noon.plusSeconds(60))).isFalse();
            assertThat(origins.seen(sql, Origin.NUMBER, "+4930999999", noon, noon.plusNanos(1))).isFalse();
            assertThat(origins.seen(sql, Origin.NUMBER, "DE", noon, noon.plusNanos(1))).isFalse();
        });
    }
}
