package io.callwatch.destination;

import io.callwatch.alert.Event;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A notice as a CloudEvent 1.0 in structured mode, whose {@code data} is that of the standard event.
 *
 * <p>{@code source} names the tenant, {@code type} is the event's own word, {@code subject} the call's id.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>
 */
final class CloudEvent {
    private CloudEvent() {
    }

    static String of(Notice notice) {
        Event event = notice.event();
        return Json.text(out -> {
            out.writeStartObject();
            out.writeStringField("specversion", "1.0");
            out.writeStringField("id", notice.id());
            out.writeStringField("source", source(event.tenantId()));
            out.writeStringField("type", notice.type());
            out.writeStringField("time", EventJson.time(notice.timestamp()));
            if (!notice.isDigest() && event.calls().size() == 1 && Wording.isThere(event.calls().get(0).id())) {
                out.writeStringField("subject", Wording.line(event.calls().get(0).id()));
            }
            out.writeStringField("datacontenttype", "application/json");
            out.writeFieldName("data");
            EventJson.writeData(notice, out);
            out.writeEndObject();
        });
    }

    private static String source(String tenantId) {
        String tenant = Wording.isThere(tenantId) ? URLEncoder.encode(Wording.line(tenantId), StandardCharsets.UTF_8) : "unknown";
        return "urn:callwatch:tenant:" + tenant.replace("+", "%20");
    }
}
