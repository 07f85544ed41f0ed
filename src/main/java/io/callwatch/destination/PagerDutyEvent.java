package io.callwatch.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.text.OneLine;
import java.time.ZoneId;

/**
 * An event as PagerDuty's Events API v2 takes it: an incident for each alert, which a correction updates and a withdrawal
 * resolves, by a {@code dedup_key} made of the alert's first event.
 *
 * <p>A digest could not open and close several, so there are none; see {@link WebhookFormat#takesDigests()}. Refuses to render
 * without a routing key.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
final class PagerDutyEvent {
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;

    private PagerDutyEvent() {
    }

    static String of(Event event, ZoneId zone, String routingKey) {
        if (routingKey == null || routingKey.isBlank()) {
            throw new IllegalArgumentException("PagerDuty needs a routing key");
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("routing_key", routingKey.strip());
        body.put("event_action", closes(event.type()) ? "resolve" : "trigger");
        body.put("dedup_key", OneLine.of(event.firstId(), LONGEST_KEY));
        body.put("client", "Callwatch");
        ObjectNode payload = body.putObject("payload");
        payload.put("source", Wording.isThere(event.tenantId()) ? Wording.line(event.tenantId()) : "callwatch");
        payload.put("severity", event.severity().word());
        payload.put("timestamp", EventJson.time(event.timestamp()));
        payload.put("class", event.type().word());
        addEvent(body, payload, event, Facts.of(event, zone));
        return Json.text(out -> Json.MAPPER.writeTree(out, body));
    }

    private static boolean closes(EventType type) {
        return type.isWithdrawal() || type == EventType.FEED_RECOVERED;
    }

    private static void addEvent(ObjectNode body, ObjectNode payload, Event event, Facts facts) {
        payload.put("summary", OneLine.of(facts.headline().isEmpty() ? event.type().word() : facts.headline(), LONGEST_SUMMARY));
        if (event.rule() != null) {
            payload.put("component", Wording.line(event.rule()));
        }
        ObjectNode details = payload.putObject("custom_details");
        facts.rows().forEach(fact -> details.put(fact.label(), fact.value()));
        details.put("Event", Wording.line(event.id()));
        if (facts.joinUrl() != null) {
            body.putArray("links").addObject().put("href", facts.joinUrl()).put("text", "Open the meeting");
        }
    }
}
