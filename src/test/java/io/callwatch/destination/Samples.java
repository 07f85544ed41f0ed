package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Reading;
import io.callwatch.rule.Severity;
import java.time.Instant;
import java.util.List;

/** Events to render. */
final class Samples {
    private Samples() {
    }

    static Event event(String id) {
        return event(id, EventType.CALL_MATCHED, id, "Abbie Wilkins");
    }

    static Event event(String id, EventType type, String firstId, String name) {
        CallRecord call = new CallRecord("3cf3bbc8-b21d-4f2e-bfd0-b13603ae6c65", 2, "peerToPeer", List.of("audio"),
                Instant.parse("2026-11-20T14:03:36.2169889Z"), Instant.parse("2026-11-20T14:03:40.5Z"),
                Instant.parse("2026-11-20T14:31:05Z"), null, new Organizer("user", "821809f5", name, "dc368399"),
                RawJson.of("{\"id\" : \"3cf3bbc8-b21d-4f2e-bfd0-b13603ae6c65\",\n \"version\": 2, \"big\": 12345678901234567890.10}"));
        return new Event(id, type, Instant.parse("2026-11-20T14:36:05Z"), "dc368399", "short-call", Severity.WARNING,
                Title.ofCall("short-call", call), List.of(call), null, List.of(new Reading("call.duration", "4.2830111s")), firstId);
    }
}
