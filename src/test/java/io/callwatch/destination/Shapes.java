package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the receivers require: Microsoft's, Slack's and PagerDuty's tables of fields and limits, and the CNCF's own reader. */
final class Shapes {
    private static final Map<String, Set<String>> CARD_ELEMENTS = Map.of(
            "TextBlock", Set.of("text"), "FactSet", Set.of("facts"), "Container", Set.of("items"));

    private Shapes() {
    }

    /** https://adaptivecards.io/explorer and Teams' limit of 28 KB. */
    static void isTeamsMessage(JsonNode json, int bytes) {
        assertThat(bytes).isLessThan(28 * 1024);
        assertThat(json.get("type").asText()).isEqualTo("message");
        assertThat(json.get("attachments")).hasSize(1);
        JsonNode attachment = json.at("/attachments/0");
        assertThat(attachment.get("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = attachment.get("content");
        assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.get("version").asText()).matches("1\\.[0-5]");
        areElements(card.get("body"));
        for (JsonNode action : card.path("actions")) {
            assertThat(action.get("type").asText()).isEqualTo("Action.OpenUrl");
            assertThat(action.get("url").asText()).startsWith("https://");
        }
    }

    private static void areElements(JsonNode elements) {
        assertThat(elements).isNotEmpty();
        for (JsonNode element : elements) {
            String type = element.get("type").asText();
            assertThat(CARD_ELEMENTS).containsKey(type);
            assertThat(element.fieldNames()).toIterable().containsAll(CARD_ELEMENTS.get(type));
            if (type.equals("Container")) {
                areElements(element.get("items"));
            }
            for (JsonNode fact : element.path("facts")) {
                assertThat(fact.get("title").isTextual()).isTrue();
                isPlain(fact.get("value").asText());
            }
            if (element.has("text")) {
                isPlain(element.get("text").asText());
            }
        }
    }

    /** No Markdown and no function is left in force. */
    private static void isPlain(String text) {
        assertThat(text.replaceAll("\\\\.", "")).doesNotContain("{{").doesNotContainPattern("[\\[\\]`*_<>~]").doesNotContainPattern("^(#|[-+]\\s|\\d+\\.\\s)");
    }

    /** https://docs.slack.dev/reference/block-kit/blocks */
    static void isSlackMessage(JsonNode json) {
        assertThat(json.get("text").asText()).isNotBlank().doesNotContainPattern("[<>]").hasSizeLessThan(4_000);
        assertThat(json.get("blocks")).isNotEmpty().hasSizeLessThanOrEqualTo(50);
        for (JsonNode block : json.get("blocks")) {
            switch (block.get("type").asText()) {
                case "header" -> isText(block.get("text"), 150, List.of("plain_text"));
                case "section" -> {
                    assertThat(block.has("text") || block.has("fields")).isTrue();
                    if (block.has("text")) {
                        isText(block.get("text"), 3_000, List.of("plain_text", "mrkdwn"));
                    }
                    assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
                    block.path("fields").forEach(field -> isText(field, 2_000, List.of("plain_text", "mrkdwn")));
                }
                case "context" -> {
                    assertThat(block.get("elements").size()).isBetween(1, 10);
                    block.get("elements").forEach(element -> isText(element, 2_000, List.of("plain_text", "mrkdwn")));
                }
                default -> throw new AssertionError("no block is of the type " + block.get("type"));
            }
        }
    }

    private static void isText(JsonNode text, int max, List<String> types) {
        assertThat(types).contains(text.get("type").asText());
        assertThat(text.get("text").asText().length()).isBetween(1, max);
        if (text.get("type").asText().equals("mrkdwn")) {
            assertThat(text.get("text").asText()).matches("\\*[A-Z][A-Za-z ]+\\*|<https://[^<>|]+\\|Open the meeting>");
        }
    }

    /** https://developer.pagerduty.com/docs/send-alert-event */
    static void isPagerDutyEvent(JsonNode json) {
        assertThat(json.get("routing_key").asText()).hasSize(32);
        assertThat(json.get("event_action").asText()).isIn("trigger", "acknowledge", "resolve");
        assertThat(json.get("dedup_key").asText().length()).isBetween(1, 255);
        JsonNode payload = json.get("payload");
        assertThat(payload.get("summary").asText().length()).isBetween(1, 1_024);
        assertThat(payload.get("source").asText()).isNotEmpty();
        assertThat(payload.get("severity").asText()).isIn("critical", "error", "warning", "info");
        OffsetDateTime.parse(payload.get("timestamp").asText());
        json.path("links").forEach(link -> assertThat(link.get("href").asText()).startsWith("https://"));
        assertThat(json.toString().length()).isLessThan(512 * 1024);
    }

    static CloudEvent isCloudEvent(WebhookBody body) {
        assertThat(body.contentType()).startsWith(JsonFormat.CONTENT_TYPE);
        CloudEvent event = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE).deserialize(body.bytes());
        assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
        assertThat(event.getSource().toString()).startsWith("urn:callwatch:tenant:");
        assertThat(event.getData()).isNotNull();
        return event;
    }
}
