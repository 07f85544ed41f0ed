package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    @Test
    void isTheBodyThatTheReadmeShows() throws Exception {
        JsonNode body = Given.JSON.readTree(EventJson.of(Given.matched("e1")));
        assertThat(body.fieldNames()).toIterable().containsExactly("id", "type", "timestamp", "data");
        assertThat(body.get("id").asText()).isEqualTo("e1");
        assertThat(body.get("type").asText()).isEqualTo("call.matched");
        assertThat(body.get("timestamp").asText()).isEqualTo("2026-11-20T14:36:05Z");
        assertThat(body.get("data").fieldNames()).toIterable().containsExactly("rule", "severity", "title", "tenantId", "call");
        assertThat(body.at("/data/call/organizer_v2/identity/phone/id").asText()).isEqualTo("+4930123456");
    }

    @Test
    void keepsTheRecordDigitByDigitOnOneLine() {
        String raw = "{\n  \"id\" : \"c\",\r\n \"n\":1.10, \"big\":123456789012345678901234567890, \"e\":1E400,"
                + "\"x\":[true,null,{}] , \"\\u2028\":\"a\\u0085b\\u202e\\ud800c\\n\" }";
        CallRecord call = new CallRecord("c", 1, null, List.of(), null, null, null, null, null, RawJson.of(raw));
        String line = EventJson.of(Given.event("e", EventType.CALL_MATCHED, List.of(call)));
        assertThat(line).contains("{\"id\":\"c\",\"n\":1.10,\"big\":123456789012345678901234567890,\"e\":1E400,"
                + "\"x\":[true,null,{}],\"\\u2028\":\"a\\u0085b\\u202e\uFFFDc\\n\"}");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void whatThePagesReaderTakesIsTakenHereToo() {
        String raw = "{\"" + "k".repeat(60_000) + "\":" + "9".repeat(2_000) + ",\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        CallRecord call = new CallRecord("c", 1, null, List.of(), null, null, null, null, null, RawJson.of(raw));
        assertThat(EventJson.of(Given.event("e", EventType.CALL_MATCHED, List.of(call)))).contains(raw);
    }

    @Test
    void aBurstHasItsCallsAndGroup() throws Exception {
        Event burst = Given.event("b", EventType.CALLS_MATCHED, List.of(Given.phoneCall("1"), Given.phoneCall("2")));
        JsonNode data = Given.JSON.readTree(EventJson.of(burst)).get("data");
        assertThat(data.get("calls")).hasSize(2);
        assertThat(data.get("group").asText()).isEqualTo("+4930123456");
        assertThat(data.has("call")).isFalse();
    }

    @Test
    void theFeedsOwnEventsHaveNoRuleAndNoCall() throws Exception {
        JsonNode data = Given.JSON.readTree(EventJson.of(Given.event("f", EventType.FEED_STALE, List.of()))).get("data");
        assertThat(data.fieldNames()).toIterable().containsExactly("severity", "title", "tenantId");
    }

    @Test
    void aDigestIsOneEventWithWholeEventsInside() throws Exception {
        Notice digest = Notice.digest(Notice.Why.QUIET_HOURS, List.of(Given.matched("a"), Given.matched("b")), null);
        JsonNode body = Given.JSON.readTree(EventJson.of(digest));
        assertThat(body.toString()).startsWith("{\"id\":\"" + digest.id() + "\",\"type\":\"digest\",\"timestamp\":\"2026-11-20T14:36:05Z\","
                + "\"data\":{\"reason\":\"quiet-hours\",\"severity\":\"warning\",\"title\":\"2 alerts (2 warning)\","
                + "\"count\":2,\"events\":[");
        assertThat(body.at("/data/events/1")).isEqualTo(Given.JSON.readTree(EventJson.of(Given.matched("b"))));
        assertThat(Notice.digest(Notice.Why.QUIET_HOURS, List.of(Given.matched("b"), Given.matched("a")), null).id())
                .isEqualTo(digest.id());
    }

    @Test
    void refusesARecordThatIsNoJsonWithoutQuotingIt() {
        CallRecord call = new CallRecord("c7", 1, null, List.of(), null, null, null, null,
                new Organizer("user", "u", null, null), RawJson.of("{\"secret\":"));
        assertThatThrownBy(() -> EventJson.of(Given.event("e", EventType.CALL_MATCHED, List.of(call))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("c7").hasMessageNotContaining("secret");
    }
}
