package io.callwatch.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls and events for the tests of this package. */
final class Given {
    static final Titles STANDARD_TITLES = new Titles(Map.of());
    static final String TENANT = "dc368399-474c-4d40-900c-6265431fd81f";
    static final Instant START = Instant.parse("2026-11-20T14:03:36.2169889Z");
    static final ObjectMapper JSON = new ObjectMapper();

    private Given() {
    }

    static CallRecord phoneCall(String id) {
        return call(id, new Organizer("phone", "+4930123456", null, null), null);
    }

    static CallRecord userCall(String id) {
        return call(id, new Organizer("user", "821809f5-0000-0000-0000-3b5136c0e777", "Abbie Wilkins", TENANT),
                "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d");
    }

    static CallRecord call(String id, Organizer organizer, String joinWebUrl) {
        ObjectNode raw = JSON.createObjectNode().put("id", id).put("version", 1).put("type", "peerToPeer");
        raw.putArray("modalities").add("audio");
        raw.put("startDateTime", "2026-11-20T14:03:36.2169889Z").put("endDateTime", "2026-11-20T14:03:40.5Z");
        raw.put("joinWebUrl", joinWebUrl);
        ObjectNode outer = raw.putObject("organizer_v2").put("id", organizer.id());
        outer.putObject("identity").putObject(organizer.kind().isEmpty() ? "user" : organizer.kind())
                .put("id", organizer.id()).put("displayName", organizer.displayName()).put("tenantId", organizer.tenantId());
        raw.put("aFieldOfTomorrow", organizer.displayName());
        return new CallRecord(id, 1, "peerToPeer", List.of("audio"), START, Instant.parse("2026-11-20T14:03:40.5Z"),
                Instant.parse("2026-11-20T14:31:05.1189Z"), joinWebUrl, organizer, RawJson.of(ascii(raw)));
    }

    /** Halves of surrogate pairs survive as escapes alone. */
    private static String ascii(ObjectNode raw) {
        try {
            return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(raw);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Event matched(String id) {
        return event(id, EventType.CALL_MATCHED, List.of(phoneCall("call-" + id)));
    }

    static Event event(String id, EventType type, List<CallRecord> calls) {
        boolean burst = type == EventType.CALLS_MATCHED || type == EventType.CALLS_WITHDRAWN;
        boolean feed = type.word().startsWith("feed.");
        return new Event(id, type, Instant.parse("2026-11-20T14:36:05.5Z"), TENANT, feed ? null : "short-call", Severity.WARNING,
                "Short call: 4 s from +49 30 123456", calls, burst ? "+4930123456" : null,
                feed ? List.of() : List.of(new Reason("call.duration", "4.283s")), "first-" + id);
    }

    static Event severe(Event e, Severity severity) {
        return new Event(e.id(), e.type(), e.timestamp(), e.tenantId(), e.rule(), severity, e.title(), e.calls(), e.group(),
                e.reasons(), e.firstId());
    }

    static String text(WebhookBody body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }
}
