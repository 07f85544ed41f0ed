package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Invented events of every shape: templates are tried with them before they are used, and {@code preview} shows one. */
public final class SampleEvents {
    private static final long FIRST_ID = 100_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-20T14:03:36.2169889Z");
    private static final Instant END = Instant.parse("2026-11-20T14:03:40.5Z");
    private static final Instant MODIFIED = Instant.parse("2026-11-20T14:31:05.1189Z");
    private static final String TENANT = "00000000-0000-4000-8000-0000000000ff";

    private SampleEvents() {
    }

    /** The call of a sample event: four seconds from a telephone. */
    static CallRecord call() {
        return calls(1, Duration.ZERO).get(0);
    }

    /** The calls of a sample burst, from one telephone. @param apart from one start to the next */
    public static List<CallRecord> calls(int count, Duration apart) {
        return IntStream.range(0, count).mapToObj(i -> call(FIRST_ID + i, apart.multipliedBy(i))).toList();
    }

    private static CallRecord call(long id, Duration later) {
        String callId = "00000000-0000-4000-8000-" + id;
        Instant start = START.plus(later);
        Instant end = END.plus(later);
        Instant modified = MODIFIED.plus(later);
        String raw = "{\"id\":\"" + callId + "\",\"version\":1,\"type\":\"peerToPeer\",\"modalities\":[\"audio\"],\"startDateTime\":\"" + start
                + "\",\"endDateTime\":\"" + end + "\",\"lastModifiedDateTime\":\"" + modified + "\",\"joinWebUrl\":null,\"organizer_v2\":"
                + "{\"id\":\"+4930123456\",\"identity\":{\"phone\":{\"id\":\"+4930123456\",\"displayName\":null,\"tenantId\":null}}}}";
        return new CallRecord(callId, 1, "peerToPeer", List.of("audio"), start, end, modified, null,
                new Organizer(Organizer.PHONE, "+4930123456", null, null), RawJson.of(raw));
    }

    /** A call that lacks nothing, so that a template is not refused for what some calls lack. */
    static CallRecord everythingFilled() {
        CallRecord call = call();
        return new CallRecord(call.id(), call.version(), call.type(), call.modalities(), call.startDateTime(), call.endDateTime(),
                call.lastModifiedDateTime(), "https://teams.microsoft.com/l/meetup-join/sample",
                new Organizer(Organizer.PHONE, "+4930123456", "Sample Caller", TENANT), call.raw());
    }

    /** One of the given type, as if for {@code rule}. */
    public static Event event(EventType type, String rule) {
        return event(type, rule, Severity.WARNING, TENANT);
    }

    /** The same of a rule of this severity, in this tenant. */
    public static Event event(EventType type, String rule, Severity severity, String tenantId) {
        boolean bare = type.word().startsWith("feed.") || type == EventType.TEST;
        List<CallRecord> calls = bare ? List.of() : calls(type.isBurst() ? 2 : 1, Duration.ofMinutes(1));
        List<Reason> reasons = bare || type.isBurst() ? List.of() : List.of(new Reason("call.duration", "4.283s"));
        return new Event(id(type), type, Instant.parse("2026-11-20T14:36:05Z"), tenantId,
                bare ? null : rule, severity(type, severity), title(type), calls,
                type.isBurst() ? "+4930123456" : null, reasons, id(opener(type)));
    }

    private static Severity severity(EventType type, Severity ofRule) {
        return switch (type) {
            case FEED_STALE, FEED_FAILING, FEED_LOST -> Severity.CRITICAL;
            case FEED_RECOVERED, TEST -> Severity.INFO;
            default -> ofRule;
        };
    }

    private static String title(EventType type) {
        return switch (type) {
            case FEED_STALE -> "No complete pass over the call records for 2 h";
            case FEED_FAILING -> "Call records cannot be read: the service answered 403 Forbidden: "
                    + "grant the application permission CallRecords.Read.All and give admin consent";
            case FEED_RECOVERED -> "Call records are read again; what was missed has been read";
            case FEED_LOST -> "Lost for good: calls that started from 2026-10-20T14:00:00Z to 2026-10-20T16:00:00Z "
                    + "left the service before they were read";
            case TEST -> "Test of a destination: no call is behind it";
            default -> "Sample: a call of 4 s";
        };
    }

    private static String id(EventType type) {
        return "sample-" + type.word().replace('.', '-');
    }

    /** What comes before it in the story of an alert. */
    private static EventType opener(EventType type) {
        return switch (type) {
            case CALL_CORRECTED, CALL_WITHDRAWN -> EventType.CALL_MATCHED;
            case CALLS_WITHDRAWN -> EventType.CALLS_MATCHED;
            case FEED_RECOVERED -> EventType.FEED_STALE;
            default -> type;
        };
    }

    static List<Notice> all() {
        List<Event> events = Arrays.stream(EventType.values()).map(type -> event(type, "sample")).toList();
        List<Notice> notices = new ArrayList<>(events.stream().map(Notice::of).toList());
        notices.add(Notice.digest(Notice.Why.QUIET_HOURS, events, "alerts.jsonl"));
        return notices;
    }
}
