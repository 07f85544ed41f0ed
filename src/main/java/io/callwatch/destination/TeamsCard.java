package io.callwatch.destination;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callwatch.alert.Event;
import io.callwatch.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A notice as an Adaptive Card in the message that a Teams workflow takes ("when a Teams webhook request is received").
 *
 * <p>Teams refuses what is over 28 KB: rows are left out, and counted, until it is well under that in UTF-8 and UTF-16.
 *
 * @see <a href="https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using">Webhooks</a>
 */
final class TeamsCard {
    static final int LARGEST = 27 * 1024;
    private static final int MOST_ROWS = 40;

    private TeamsCard() {
    }

    static String of(Notice notice, ZoneId zone) {
        int rows = MOST_ROWS;
        String card = message(notice, zone, rows);
        while (rows > 0 && size(card) > LARGEST) {
            rows = rows * 3 / 4;
            card = message(notice, zone, rows);
        }
        return card;
    }

    private static int size(String card) {
        return Math.max(card.getBytes(StandardCharsets.UTF_8).length, 2 * card.length());
    }

    private static String message(Notice notice, ZoneId zone, int rows) {
        ObjectNode message = Json.MAPPER.createObjectNode().put("type", "message");
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive").putNull("contentUrl");
        ObjectNode card = attachment.putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json").put("type", "AdaptiveCard").put("version", "1.2");
        card.putObject("msteams").put("width", "Full");
        ArrayNode body = card.putArray("body");
        if (notice.isDigest()) {
            addDigest(body, notice, zone, rows);
        } else {
            addEvent(card, body, notice.event(), zone);
        }
        return Json.text(out -> Json.MAPPER.writeTree(out, message));
    }

    private static void addEvent(ObjectNode card, ArrayNode body, Event event, ZoneId zone) {
        Facts facts = Facts.of(event, zone);
        addHead(body, event.severity(), facts.status(), facts.title());
        if (!facts.note().isEmpty()) {
            text(body, facts.note()).put("isSubtle", true).put("spacing", "None");
        }
        ArrayNode set = body.addObject().put("type", "FactSet").putArray("facts");
        for (Facts.Fact fact : facts.rowsBeneathTitle()) {
            set.addObject().put("title", fact.label()).put("value", CardMarkdown.plain(fact.value()));
        }
        if (facts.joinUrl() != null) {
            card.putArray("actions").addObject().put("type", "Action.OpenUrl").put("title", "Open the meeting")
                    .put("url", facts.joinUrl());
        }
    }

    private static void addDigest(ArrayNode body, Notice notice, ZoneId zone, int rows) {
        addHead(body, notice.severity(), "digest", notice.title());
        text(body, notice.why().sentence()).put("isSubtle", true).put("spacing", "None");
        notice.events().stream().limit(rows).forEach(event -> {
            ArrayNode row = body.addObject().put("type", "Container").put("separator", true).putArray("items");
            Rows.Row words = Rows.of(event, zone);
            text(row, CardMarkdown.plain(words.headline())).put("color", color(event.severity()));
            text(row, CardMarkdown.plain(words.details())).put("isSubtle", true).put("spacing", "None").put("size", "Small");
        });
        int left = notice.events().size() - Math.min(rows, notice.events().size());
        if (left > 0) {
            text(body, CardMarkdown.plain(Rows.leftOut(left, notice))).put("weight", "Bolder").put("separator", true);
        }
    }

    private static void addHead(ArrayNode body, Severity severity, String status, String title) {
        String label = severity.word().toUpperCase(Locale.ROOT) + (status.isEmpty() ? "" : " · " + status);
        text(body, label).put("size", "Small").put("weight", "Bolder").put("color", color(severity));
        text(body, CardMarkdown.plain(title)).put("size", "Medium").put("weight", "Bolder").put("spacing", "None");
    }

    private static ObjectNode text(ArrayNode items, String text) {
        return items.addObject().put("type", "TextBlock").put("text", text).put("wrap", true);
    }

    private static String color(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Attention";
            case WARNING -> "Warning";
            case INFO -> "Accent";
        };
    }
}
