package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final CallRecord UNKNOWN_START = call("u", null, null, List.of());

    @Test
    void aBurstIsToldByItsSpanItsFirstAndItsLastCallInWhateverOrderTheyCome() {
        List<CallRecord> calls = List.of(started("b", 60), started("c", 120), UNKNOWN_START, started("a", 0));
        assertThat(rows(Given.event("e", EventType.CALLS_MATCHED, calls))).containsExactly("Group: +49 30 123456", "Calls: 4 within 2 min",
                "First: Fri 20 Nov 2026, 14:03:36 UTC", "Last: Fri 20 Nov 2026, 14:05:36 UTC", "Rule: short-call (warning)",
                "Why: call.duration = 4.283s", "Call ids: b, c, u, a", "Tenant: " + Given.TENANT);
        assertThat(Title.ofBurst("phone-burst", calls, "")).isEqualTo("Phone burst: 4 calls within 2 min");
    }

    @Test
    void aBurstOfWhichNoStartIsKnownIsCountedAlone() {
        List<CallRecord> calls = List.of(UNKNOWN_START, UNKNOWN_START);
        assertThat(rows(Given.event("e", EventType.CALLS_MATCHED, calls))).startsWith("Group: +49 30 123456", "Calls: 2", "Rule: short-call (warning)");
        assertThat(Title.ofBurst("r", calls, "+4930123456")).isEqualTo("R: 2 calls within 0 s from +49 30 123456");
    }

    @Test
    void ofManyCallsTheFirstTwentyAreNamedAndTheRestIsCounted() {
        List<CallRecord> calls = IntStream.range(10, 33).mapToObj(i -> started("c" + i, i)).toList();
        assertThat(rows(Given.event("e", EventType.CALLS_MATCHED, calls))).anyMatch(row -> row.endsWith("c28, c29 and 3 more"));
        assertThat(rows(Given.event("e", EventType.CALLS_MATCHED, calls.subList(0, 20)))).anyMatch(row -> row.endsWith("c28, c29"));
    }

    @Test
    void theKindIsTypeAndModalitiesAsFarAsTheyAreKnown() {
        assertThat(rows(matched(call("c", "groupCall", Given.START, List.of("audio", "screenSharing"))))).contains("Kind: group call, audio, screen sharing");
        assertThat(rows(matched(UNKNOWN_START))).contains("Kind: unknown", "When: not known yet");
    }

    @Test
    void aWithdrawalSaysWhatTheValuesAreNowAndTheFeedWhenItWas() {
        assertThat(rows(Given.event("w", EventType.CALL_WITHDRAWN, List.of(started("c", 0))))).contains("Now: call.duration = 4.283s");
        assertThat(rows(Given.event("f", EventType.FEED_STALE, List.of()))).containsExactly("When: Fri 20 Nov 2026, 14:36:05 UTC",
                "Tenant: " + Given.TENANT);
        Event many = matched(started("c", 0));
        Reason[] reasons = new Reason[9];
        Arrays.setAll(reasons, i -> new Reason("p" + i, "v"));
        assertThat(rows(new Event(many.id(), many.type(), many.timestamp(), many.tenantId(), many.rule(), many.severity(), many.title(),
                many.calls(), null, List.of(reasons), many.firstId()))).anyMatch(row -> row.startsWith("Why: p0 = v; ") && row.endsWith("; p7 = v"));
    }

    private static Event matched(CallRecord call) {
        return Given.event("e", EventType.CALL_MATCHED, List.of(call));
    }

    private static List<String> rows(Event event) {
        return Facts.of(event, ZoneId.of("UTC")).rows().stream().map(fact -> fact.label() + ": " + fact.value()).toList();
    }

    private static CallRecord started(String id, int seconds) {
        return call(id, "peerToPeer", Given.START.plusSeconds(seconds), List.of("audio"));
    }

    private static CallRecord call(String id, String type, Instant start, List<String> modalities) {
        return new CallRecord(id, 1, type, modalities, start, null, null, null, null, Given.phoneCall(id).raw());
    }
}
