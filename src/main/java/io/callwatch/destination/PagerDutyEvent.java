package io.callwatch.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.text.OneLine;
import java.time.ZoneId;

/**
 * A notice as PagerDuty's Events API v2 takes it: an incident for each alert, which a correction updates and a withdrawal
 * resolves, by a {@code dedup_key} made of the alert's first event.
 *
 * <p>A digest cannot open and close several: it is one incident of its own. Refuses to render without a routing key.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
final class PagerDutyEvent {
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;
    private static final int MOST_ROWS = 100;

    private PagerDutyEvent() {
    }

    static String of(Notice notice, ZoneId zone, String routingKey) {
        if (routingKey == null || routingKey.isBlank()) {
            throw new IllegalArgumentException("PagerDuty needs a routing key");
        }
        Event event = notice.event();
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("routing_key", routingKey.strip());
        body.put("event_action", !notice.isDigest() && closes(event.type()) ? "resolve" : "trigger");
        body.put("dedup_key", OneLine.of(notice.isDigest() ? notice.id() : event.firstId(), LONGEST_KEY));
        body.put("client", "Callwatch");
        ObjectNode payload = body.putObject("payload");
        payload.put("source", Wording.isThere(event.tenantId()) ? Wording.line(event.tenantId()) : "callwatch");
        payload.put("severity", notice.severity().word());
        payload.put("timestamp", EventJson.time(notice.timestamp()));
        payload.put("class", notice.isDigest() ? EventJson.DIGEST : event.type().word());
        if (notice.isDigest()) {
            payload.put("summary", OneLine.of(notice.title(), LONGEST_SUMMARY));
            addRows(payload.putObject("custom_details"), notice, zone);
        } else {
            addEvent(body, payload, event, Facts.of(event, zone));
        }
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

    private static void addRows(ObjectNode details, Notice notice, ZoneId zone) {
        details.put("reason", notice.why().sentence());
        var rows = details.putArray("events");
        notice.events().stream().limit(MOST_ROWS).map(e -> Rows.of(e, zone)).forEach(r -> rows.add(r.headline() + " · " + r.details()));
        if (notice.events().size() > MOST_ROWS) {
            details.put("left out", Rows.leftOut(notice.events().size() - MOST_ROWS, notice));
        }
    }
}
