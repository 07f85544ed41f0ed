package io.callwatch.destination;

import com.fasterxml.jackson.core.JsonGenerator;
import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.text.OneLine;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The standard JSON of an event: a file's line and a webhook's body.
 *
 * <p>In goes an {@link Event} or a {@link Notice}; out comes one line without a line break, the records in it as Graph sent
 * them. Times are UTC, to the second. A digest is one event of the type {@code digest} whose {@code data.events} are whole
 * standard events. Refuses a record whose raw text is not one JSON value, by an {@link IllegalArgumentException} with the
 * call's id. Threads may share it.
 */
public final class EventJson {
    private EventJson() {
    }

    public static String of(Event event) {
        return of(Notice.of(event));
    }

    static String of(Notice notice) {
        return Json.text(out -> write(notice, out));
    }

    /** UTC, to the second, as events carry it: {@code 2026-11-20T14:36:05Z}. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void write(Notice notice, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", notice.id());
        out.writeStringField("type", notice.type());
        out.writeStringField("timestamp", time(notice.timestamp()));
        out.writeFieldName("data");
        writeData(notice, out);
        out.writeEndObject();
    }

    static void writeData(Notice notice, JsonGenerator out) throws IOException {
        if (notice.isDigest()) {
            writeDigestData(notice, out);
        } else {
            writeData(notice.event(), out);
        }
    }

    private static void writeData(Event event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (event.rule() != null) {
            out.writeStringField("rule", Json.whole(event.rule()));
        }
        out.writeStringField("severity", event.severity().word());
        out.writeStringField("title", Json.whole(event.title()));
        out.writeStringField("tenantId", Json.whole(event.tenantId()));
        if (event.isBurst()) {
            out.writeStringField("group", Json.whole(event.group()));
            out.writeArrayFieldStart("calls");
            for (CallRecord call : event.calls()) {
                writeCall(call, out);
            }
            out.writeEndArray();
        } else if (!event.calls().isEmpty()) {
            out.writeFieldName("call");
            writeCall(event.calls().get(0), out);
        }
        out.writeEndObject();
    }

    private static void writeDigestData(Notice notice, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("reason", notice.why().word());
        out.writeStringField("severity", notice.severity().word());
        out.writeStringField("title", notice.title());
        out.writeNumberField("count", notice.events().size());
        out.writeArrayFieldStart("events");
        for (Event event : notice.events()) {
            write(Notice.of(event), out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeCall(CallRecord call, JsonGenerator out) {
        try {
            Json.copy(call.raw().text(), out);
        } catch (IOException e) {
            // Jackson's own message quotes the text, which is personal data
            throw new IllegalArgumentException("the raw text of call " + OneLine.of(call.id(), 100) + " is not one JSON value");
        }
    }
}
