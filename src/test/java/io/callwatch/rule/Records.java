package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A record to begin with, of which a test changes what it is about. */
record Records(String id, long version, String type, List<String> modalities, Instant start, Instant end, Instant lastModified,
        String joinWebUrl, Organizer organizer) {

    static final String HOME = "dc368399-474c-4d40-900c-6265431fd81f";

    /** A call of 4.5 seconds from a German number to a tenant of one's own, on a Friday. */
    static Records phoneCall() {
        return new Records("0d4f6d8a-2c0e-4f7e-9a66-2f0c7b1f9e10", 1, "peerToPeer", List.of("audio"),
                Instant.parse("2026-11-20T14:03:36Z"), Instant.parse("2026-11-20T14:03:40.5Z"),
                Instant.parse("2026-11-20T14:31:05.1189Z"), null, new Organizer("phone", "+4930123456", null, null));
    }

    /** What a first version may lack, it lacks. */
    static Records bare() {
        return phoneCall().type("unknown").over().start(null).end(null).lastModified(null).organizer(null);
    }

    CallRecord record() {
        return new CallRecord(id, version, type, modalities, start, end, lastModified, joinWebUrl, organizer, RawJson.of("{}"));
    }

    Records id(String id) {
        return new Records(id, version, type, modalities, start, end, lastModified, joinWebUrl, organizer);
    }

    Records version(long version) {
        return new Records(id, version, type, modalities, start, end, lastModified, joinWebUrl, organizer);
    }

    Records type(String type) {
        return new Records(id, version, type, modalities, start, end, lastModified, joinWebUrl, organizer);
    }

    Records over(String... modalities) {
        return new Records(id, version, type, List.of(modalities), start, end, lastModified, joinWebUrl, organizer);
    }

    Records start(String start) {
        return new Records(id, version, type, modalities, time(start), end, lastModified, joinWebUrl, organizer);
    }

    Records end(String end) {
        return new Records(id, version, type, modalities, start, time(end), lastModified, joinWebUrl, organizer);
    }

    Records lastModified(String lastModified) {
        return new Records(id, version, type, modalities, start, end, time(lastModified), joinWebUrl, organizer);
    }

    /** Moves it to another start, its length kept, published half an hour later. */
    Records at(String start) {
        Duration length = Duration.between(this.start, end);
        Instant moved = time(start);
        return new Records(id, version, type, modalities, moved, moved.plus(length), moved.plus(length).plusSeconds(1800),
                joinWebUrl, organizer);
    }

    Records lasting(Duration length) {
        return new Records(id, version, type, modalities, start, start.plus(length), start.plus(length).plusSeconds(1800),
                joinWebUrl, organizer);
    }

    Records joinWebUrl(String url) {
        return new Records(id, version, type, modalities, start, end, lastModified, url, organizer);
    }

    Records organizer(Organizer organizer) {
        return new Records(id, version, type, modalities, start, end, lastModified, joinWebUrl, organizer);
    }

    Records organizer(String kind, String id, String displayName, String tenantId) {
        return organizer(new Organizer(kind, id, displayName, tenantId));
    }

    Records phone(String number) {
        return organizer("phone", number, null, null);
    }

    private static Instant time(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
