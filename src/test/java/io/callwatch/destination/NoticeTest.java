package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeTest {
    @Test
    void aDigestIsMostSevereFirstThenByTheTimeOfTheCallAndThoseOfOneAlertAsTheyAreGiven() {
        Event first = event("z-first", EventType.CALL_MATCHED, Given.START.plusSeconds(2), "a");
        Event corrected = event("a-corrected", EventType.CALL_CORRECTED, Given.START, "a");
        Event sameTime = event("b", EventType.CALL_MATCHED, Given.START.plusSeconds(2), "b");
        Event earlier = event("y", EventType.CALL_MATCHED, Given.START.plusSeconds(1), "y");
        Event critical = Given.severe(event("x", EventType.CALL_MATCHED, Given.START.plusSeconds(9), "x"), Severity.CRITICAL);
        Event aboutTheFeed = Given.event("f", EventType.FEED_STALE, List.of()); // it is of 14:36
        Event startUnknown = event("u", EventType.CALL_MATCHED, null, "u");
        Notice digest = Notice.digest(Notice.Why.GROUPED,
                List.of(startUnknown, aboutTheFeed, sameTime, first, corrected, earlier, critical), null);
        assertThat(digest.events()).extracting(Event::id).containsExactly("x", "y", "z-first", "a-corrected", "b", "f", "u");
    }

    /** Else who reads it in its order takes the call that was withdrawn for one that matches. */
    @Test
    void ofAnAlertWhoseRuleWasMadeMoreSevereTheWithdrawalStaysBehindTheMatch() {
        Event match = event("m", EventType.CALL_MATCHED, Given.START, "m");
        Event withdrawal = Given.severe(event("w", EventType.CALL_WITHDRAWN, Given.START, "m"), Severity.CRITICAL);
        Event earlier = event("e", EventType.CALL_MATCHED, Given.START.minusSeconds(9), "e");
        Notice digest = Notice.digest(Notice.Why.GROUPED, List.of(earlier, match, withdrawal), null);
        assertThat(digest.events()).containsExactly(match, withdrawal, earlier);
        assertThat(digest.severity()).isEqualTo(Severity.CRITICAL);
    }

    /** By the id a receiver knows a repeat; two digests may not pass for one. */
    @Test
    void aDigestHasTheIdOfItsEventsInWhateverOrderAndNoOthersHaveIt() {
        String id = Notice.digestId(List.of("a", "bc"));
        assertThat(id).matches("digest-[0-9a-f]{32}").isEqualTo(Notice.digestId(List.of("bc", "a")));
        assertThat(List.of(Notice.digestId(List.of("a")), Notice.digestId(List.of("ab", "c")), Notice.digestId(List.of("a", "bd"))))
                .doesNotContain(id).doesNotHaveDuplicates();
    }

    private static Event event(String id, EventType type, Instant start, String firstId) {
        CallRecord call = new CallRecord(id, 1, null, List.of(), start, null, null, null, null, Given.phoneCall(id).raw());
        Event event = Given.event(id, type, List.of(call));
        return new Event(id, type, event.timestamp(), event.tenantId(), event.rule(), event.severity(), event.title(), event.calls(), null,
                List.of(), firstId);
    }
}
