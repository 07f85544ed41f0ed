package io.callwatch.destination;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The event as JSON, in one line: the same on every channel. Records stand in it as Graph sent them, unknown fields kept,
 * white space between tokens left out. Threads may share it.
 */
public final class EventJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE).maxNestingDepth(Integer.MAX_VALUE).build())
            .build();

    private EventJson() {
    }

    public static String of(Event event) {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, event);
        } catch (IOException e) {
            throw new UncheckedIOException("an event's record is not JSON", e);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", event.id());
        json.writeStringField("type", event.type().word());
        json.writeStringField("timestamp", event.timestamp().toString());
        json.writeFieldName("data");
        writeData(json, event);
        json.writeEndObject();
    }

    static void writeData(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        if (event.rule() != null) {
            json.writeStringField("rule", event.rule());
        }
        json.writeStringField("severity", event.severity().word());
        json.writeStringField("title", event.title());
        json.writeStringField("tenantId", event.tenantId());
        if (event.isBurst()) {
            json.writeStringField("group", event.group());
            json.writeArrayFieldStart("calls");
            for (CallRecord call : event.calls()) {
                copy(json, call);
            }
            json.writeEndArray();
        } else if (!event.calls().isEmpty()) {
            json.writeFieldName("call");
            copy(json, event.calls().get(0));
        }
        json.writeEndObject();
    }

    /** Numbers are copied as text, so that none loses digits. */
    private static void copy(JsonGenerator json, CallRecord call) throws IOException {
        try (JsonParser record = JSON.createParser(call.raw().text())) {
            while (record.nextToken() != null) {
                switch (record.currentToken()) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.writeNumber(record.getText());
                    default -> json.copyCurrentEvent(record);
                }
            }
        }
    }
}
