package io.callwatch.destination;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callwatch.alert.Event;
import io.callwatch.text.OneLine;
import java.time.ZoneId;
import java.util.List;

/**
 * A notice in Slack's Block Kit, with {@code text} for notifications.
 *
 * <p>What comes from strangers stands in {@code plain_text}, where nothing is in force; where Slack allows mrkdwn alone, its
 * control characters are escaped. All within Slack's limits: 50 blocks, 10 fields, 150, 2,000 and 3,000 characters.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 */
final class SlackMessage {
    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_SECTION = 3_000;
    private static final int MOST_PAIRS = 5;
    private static final int MOST_ROWS = 20;

    private SlackMessage() {
    }

    static String of(Notice notice, ZoneId zone) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        Facts facts = notice.isDigest() ? null : Facts.of(notice.event(), zone);
        message.put("text", escaped("[" + notice.severity().word() + "] " + (facts == null ? notice.title() : facts.headline())));
        message.put("mrkdwn", false);
        ArrayNode blocks = message.putArray("blocks");
        if (facts == null) {
            addDigest(blocks, notice, zone);
        } else {
            addEvent(blocks, notice.event(), facts);
        }
        return Json.text(out -> Json.MAPPER.writeTree(out, message));
    }

    private static void addEvent(ArrayNode blocks, Event event, Facts facts) {
        header(blocks, facts.headline());
        if (!facts.note().isEmpty()) {
            section(blocks, facts.note());
        }
        List<Facts.Fact> rows = facts.rows();
        for (int from = 0; from < rows.size(); from += MOST_PAIRS) {
            ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
            for (Facts.Fact fact : rows.subList(from, Math.min(rows.size(), from + MOST_PAIRS))) {
                fields.addObject().put("type", "mrkdwn").put("text", "*" + fact.label() + "*");
                plain(fields.addObject(), fact.value(), 2_000);
            }
        }
        if (facts.joinUrl() != null) {
            link(blocks, facts.joinUrl());
        }
        foot(blocks, event.type().word() + " · " + event.severity().word() + " · " + Wording.line(event.id()));
    }

    private static void addDigest(ArrayNode blocks, Notice notice, ZoneId zone) {
        header(blocks, notice.title());
        section(blocks, notice.why().sentence());
        notice.events().stream().limit(MOST_ROWS).forEach(event -> {
            Rows.Row row = Rows.of(event, zone);
            section(blocks, row.headline());
            foot(blocks, row.details());
        });
        int left = notice.events().size() - MOST_ROWS;
        if (left > 0) {
            section(blocks, Rows.leftOut(left, notice));
        }
        foot(blocks, "digest · " + notice.id());
    }

    private static void header(ArrayNode blocks, String text) {
        plain(blocks.addObject().put("type", "header").putObject("text"), text, LONGEST_HEADER);
    }

    private static void section(ArrayNode blocks, String text) {
        plain(blocks.addObject().put("type", "section").putObject("text"), text, LONGEST_SECTION);
    }

    /** Left out where it is too long: Slack refuses the whole message otherwise, and half a link leads nowhere. */
    private static void link(ArrayNode blocks, String joinUrl) {
        String url = joinUrl.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C");
        String text = "<" + url + "|Open the meeting>";
        if (text.length() <= LONGEST_SECTION) {
            blocks.addObject().put("type", "section").putObject("text").put("type", "mrkdwn").put("text", text);
        }
    }

    private static void foot(ArrayNode blocks, String text) {
        plain(blocks.addObject().put("type", "context").putArray("elements").addObject(), text, 2_000);
    }

    /** Slack refuses an empty text. */
    private static void plain(ObjectNode text, String value, int max) {
        String line = OneLine.of(value, max);
        text.put("type", "plain_text").put("text", line.isEmpty() ? "-" : line).put("emoji", false);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
