package io.callwatch.sandbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Builds one version of a call record, for tests: an unremarkable ten-minute meeting until told otherwise.
 *
 * <p>Listed from the beginning of time unless {@link #publishedAt} is given. Each id that is not given is a new one.
 * Mutable, for one thread; {@link #later()} makes an independent copy.
 */
public final class CallJson {
    private static final AtomicLong COUNT = new AtomicLong();
    /** In the order in which Graph has them; the values are JSON. */
    private final Map<String, String> members = new LinkedHashMap<>();
    private String id;
    private long version = 1;
    private Instant start = Instant.parse("2026-11-20T14:00:00.1234567Z");
    private Instant end;
    private Instant publishedAt = Instant.MIN;

    private CallJson() {
        id("%08x-0000-4000-8000-%012x".formatted(COUNT.incrementAndGet() & 0xffffffffL, COUNT.get()));
        type("groupCall").modalities("audio", "video").user("821809f5-0000-0000-0000-3b5136c0e777", "Abbie Wilkins");
        members.put("joinWebUrl", "null");
    }

    public static CallJson call() {
        return new CallJson();
    }

    /** The same call one version later. */
    public CallJson later() {
        CallJson copy = new CallJson();
        copy.members.clear();
        copy.members.putAll(members);
        copy.id = id;
        copy.version = version + 1;
        copy.start = start;
        copy.end = end;
        copy.publishedAt = publishedAt;
        return copy;
    }

    public CallJson id(String value) {
        id = value;
        return this;
    }

    public CallJson version(long value) {
        version = value;
        return this;
    }

    public CallJson start(Instant value) {
        start = value;
        return this;
    }

    public CallJson start(String value) {
        return start(Instant.parse(value));
    }

    public CallJson end(Instant value) {
        end = value;
        return this;
    }

    public CallJson lasting(Duration length) {
        return end(start.plus(length));
    }

    public CallJson publishedAt(Instant value) {
        publishedAt = value;
        return this;
    }

    public CallJson publishedAt(String value) {
        return publishedAt(Instant.parse(value));
    }

    public CallJson type(String value) {
        return with("type", quoted(value));
    }

    public CallJson modalities(String... values) {
        return with("modalities", List.of(values).stream().map(CallJson::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    public CallJson user(String userId, String name) {
        return organizer("user", userId, name, SimulatedTenant.TENANT_ID);
    }

    public CallJson phone(String number) {
        return organizer("phone", number, null, null);
    }

    /** The identity under this key, the usual others null beside it. */
    public CallJson organizer(String kind, String organizerId, String name, String tenantId) {
        StringBuilder identity = new StringBuilder("{\"endpointType\":null");
        for (String other : List.of("user", "phone", "guest", "application")) {
            identity.append(other.equals(kind) ? "" : ",\"" + other + "\":null");
        }
        identity.append(",\"%s\":{\"id\":%s,\"displayName\":%s,\"tenantId\":%s}}"
                .formatted(kind, quoted(organizerId), quoted(name), quoted(tenantId)));
        return with("organizer_v2", "{\"id\":%s,\"identity\":%s,\"administrativeUnitInfos\":[]}"
                .formatted(quoted(organizerId), identity));
    }

    /** Any JSON as a member; it replaces what stood there. */
    public CallJson with(String member, String json) {
        members.put(member, json);
        return this;
    }

    /** Leaves a member out: {@code organizer_v2}, {@code type}, {@code endDateTime}, … */
    public CallJson without(String member) {
        return with(member, null);
    }

    public String id() {
        return id;
    }

    /** The record as the list gives it. */
    public String json() {
        Instant ended = end == null ? start.plus(Duration.ofMinutes(10)) : end;
        Instant modified = publishedAt.equals(Instant.MIN) ? ended.plus(Duration.ofMinutes(15)) : publishedAt;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("id", quoted(id));
        all.put("version", Long.toString(version));
        all.put("lastModifiedDateTime", quoted(GraphTime.text(modified)));
        all.put("startDateTime", quoted(GraphTime.text(start)));
        all.put("endDateTime", quoted(GraphTime.text(ended)));
        all.putAll(members);
        return all.entrySet().stream().filter(each -> each.getValue() != null)
                .map(each -> "\"" + each.getKey() + "\":" + each.getValue()).collect(Collectors.joining(",", "{", "}"));
    }

    public Publication publication() {
        return Publication.raw(id, version, json(), start, publishedAt);
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
