package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.Organizer;
import io.callwatch.rule.Severity;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookFormatTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String KEY = "R".repeat(32);
    private final Event meeting = Given.event("m", EventType.CALL_MATCHED, List.of(Given.userCall("c1")));

    @Test
    void cloudEventsAreReadByTheirOwnSdk() throws Exception {
        CloudEvent event = Shapes.isCloudEvent(WebhookFormat.CLOUDEVENTS.render(Notice.of(meeting), BERLIN, null));
        assertThat(event.getId()).isEqualTo("m");
        assertThat(event.getType()).isEqualTo("call.matched");
        assertThat(event.getSource()).isEqualTo(URI.create("urn:callwatch:tenant:" + Given.TENANT));
        assertThat(event.getSubject()).isEqualTo("c1");
        assertThat(event.getTime()).isEqualTo(meeting.timestamp().atOffset(ZoneOffset.UTC).withNano(0));
        JsonNode standard = Given.JSON.readTree(EventJson.of(meeting));
        assertThat(Given.JSON.readTree(event.getData().toBytes())).isEqualTo(standard.get("data"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        Notice digest = Notice.digest(Notice.Why.GROUPED, List.of(meeting), null);
        CloudEvent several = Shapes.isCloudEvent(WebhookFormat.CLOUDEVENTS.render(digest, BERLIN, null));
        assertThat(several.getType()).isEqualTo("digest");
        assertThat(several.getSubject()).as("it is of no one call").isNull();
        assertThat(Given.JSON.readTree(several.getData().toBytes())).isEqualTo(Given.JSON.readTree(EventJson.of(digest)).get("data"));
    }

    @Test
    void teamsGetsFactsAndALink() throws Exception {
        JsonNode card = json(WebhookFormat.TEAMS, Notice.of(meeting)).at("/attachments/0/content");
        assertThat(card.at("/body/2/facts")).extracting(f -> f.get("title").asText())
                .containsExactly("Who", "When", "How long", "Kind", "Rule", "Why", "Call", "Tenant");
        assertThat(card.at("/actions/0/url").asText()).startsWith("https://teams.microsoft.com/l/meetup-join/");
        assertThat(json(WebhookFormat.TEAMS, Notice.of(Given.matched("e"))).at("/attachments/0/content").has("actions")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1. FC Köln, 1\\. FC Köln", "12) Angry Men, 12\\) Angry Men", "- Ada, \\- Ada", "+ Ada, \\+ Ada", "1.FC Köln, 1.FC Köln"})
    void aNameThatBeginsLikeAListHasTeamsBackslashWhereItIsNoLetter(String name, String written) throws Exception {
        Event event = Given.event("m", EventType.CALL_MATCHED, List.of(Given.call("c1", new Organizer("user", "u", name, null), null)));
        assertThat(json(WebhookFormat.TEAMS, Notice.of(event)).at("/attachments/0/content/body/2/facts/0/value").asText())
                .isEqualTo(written + " (user u)");
    }

    @Test
    void fiveThousandMatchesFitIntoEachDigestAndAreAccountedFor() throws Exception {
        List<Event> events = new ArrayList<>(IntStream.range(0, 5_000).mapToObj(i -> Given.matched("e" + i)).toList());
        events.set(4_000, Given.severe(events.get(4_000), Severity.CRITICAL));
        Notice digest = Notice.digest(Notice.Why.OVER_LIMIT, events, "alerts.jsonl");
        WebhookBody teams = WebhookFormat.TEAMS.render(digest, BERLIN, null);
        Shapes.isTeamsMessage(Given.JSON.readTree(teams.bytes()), teams.bytes().length);
        assertThat(Given.text(teams)).contains("more are not listed here. All of them are in alerts.jsonl.",
                "\"text\":\"" + digest.title() + "\"");
        JsonNode slack = json(WebhookFormat.SLACK, digest);
        Shapes.isSlackMessage(slack);
        assertThat(slack.toString()).contains("4,980 more are not listed here", digest.title(), digest.id());
        assertThat(json(WebhookFormat.STANDARD, digest).at("/data/events")).hasSize(5_000);
        assertThat(json(WebhookFormat.STANDARD, digest).at("/data/events/0/data/severity").asText()).isEqualTo("critical");
    }

    @Test
    void slackSaysTheSameInTextAndBlocks() throws Exception {
        JsonNode message = json(WebhookFormat.SLACK, Notice.of(meeting));
        Shapes.isSlackMessage(message);
        assertThat(message.get("text").asText()).isEqualTo("[warning] Short call: 4 s from +49 30 123456");
        assertThat(message.toString()).contains("Abbie Wilkins (user 821809f5-0000-0000-0000-3b5136c0e777)", "|Open the meeting>");
        assertThat(Facts.of(meeting, BERLIN).rows()).hasSizeGreaterThan(5)
                .allSatisfy(fact -> assertThat(message.toString()).contains("\"*" + fact.label() + "*\""));
    }

    @Test
    void aDigestSaysOfEachEventWhatWhenHowLongAndByWhichRule() throws Exception {
        Event withdrawn = Given.event("w", EventType.CALLS_WITHDRAWN, List.of(Given.phoneCall("1"), Given.phoneCall("2")));
        Notice digest = Notice.digest(Notice.Why.QUIET_HOURS, List.of(meeting, withdrawn, Given.event("f", EventType.FEED_STALE, List.of())), null);
        String title = "3 alerts (3 warning), 1 withdrawn";
        String sentence = "Held back during quiet hours.";
        String[] rows = {"Short call: 4 s from +49 30 123456", "warning · Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC) · 4.2 s · short-call",
            "Withdrawn: Short call: 4 s from +49 30 123456", "warning · Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC) · short-call",
            "Short call: 4 s from +49 30 123456", "warning · Fri 20 Nov 2026, 15:36:05 CET (14:36:05 UTC)"};
        assertThat(texts(json(WebhookFormat.SLACK, digest))).containsExactly("[warning] " + title, title, sentence, rows[0], rows[1], rows[2],
                rows[3], rows[4], rows[5], "digest · " + digest.id());
        assertThat(texts(json(WebhookFormat.TEAMS, digest)).stream().map(text -> text.replace("\\\\", "")))
                .containsExactly("WARNING · digest", title, sentence, rows[0], rows[1], rows[2], rows[3], rows[4], rows[5]);
    }

    @Test
    void aDigestSaysWhyItIsOne() throws Exception {
        Map<Notice.Why, String> sentences = Map.of(Notice.Why.GROUPED, "What is new since the last digest.",
                Notice.Why.OVER_LIMIT, "Held back because the hourly limit was reached.",
                Notice.Why.QUIET_HOURS, "Held back during quiet hours.",
                Notice.Why.CATCH_UP, "Catching up: these calls are older than this destination's maximum age. Not an alarm.");
        for (Notice.Why why : sentences.keySet()) {
            Notice digest = Notice.digest(why, List.of(meeting), null);
            assertThat(texts(json(WebhookFormat.SLACK, digest))).element(2).isEqualTo(sentences.get(why));
            assertThat(texts(json(WebhookFormat.TEAMS, digest))).element(2).isEqualTo(sentences.get(why));
        }
    }

    @Test
    void aWithdrawalSaysWhatItIs() throws Exception {
        Notice withdrawn = Notice.of(Given.event("w", EventType.CALL_WITHDRAWN, List.of(Given.phoneCall("c"))));
        String note = "A newer version of the call record no longer matches the rule.";
        assertThat(texts(json(WebhookFormat.SLACK, withdrawn))).startsWith("[warning] Withdrawn: Short call: 4 s from +49 30 123456",
                "Withdrawn: Short call: 4 s from +49 30 123456", note, "*Who*").endsWith("call.withdrawn · warning · w");
        assertThat(texts(json(WebhookFormat.TEAMS, withdrawn))).hasSize(3).startsWith("WARNING · Withdrawn").endsWith(note);
        assertThat(texts(json(WebhookFormat.TEAMS, Notice.of(meeting)))).hasSize(2).startsWith("WARNING");
    }

    @ParameterizedTest
    @CsvSource({"SLACK, 20", "TEAMS, 40"})
    void oneThatIsLeftOutIsSaidAndNoneIsNot(WebhookFormat format, int most) throws Exception {
        List<Event> events = IntStream.range(0, most + 1).mapToObj(i -> Given.matched("e" + i)).toList();
        assertThat(texts(json(format, Notice.digest(Notice.Why.GROUPED, events, "x")))).anyMatch(text -> text.startsWith("1 more is not listed here."));
        assertThat(texts(json(format, Notice.digest(Notice.Why.GROUPED, events.subList(0, most), "x")))).noneMatch(text -> text.contains("not listed"));
    }

    private static List<String> texts(JsonNode message) {
        return Pattern.compile("\"text\":\"([^\"]*)\"").matcher(message.toString()).results().map(text -> text.group(1)).toList();
    }

    @Test
    void slackGetsNoLinkThatIsTooLongForIt() throws Exception {
        String link = "https://teams.microsoft.com/l/meetup-join/" + "a=1&".repeat(400);
        Event event = Given.event("m", EventType.CALL_MATCHED, List.of(Given.call("c1", new Organizer("user", "u", "Abbie", null), link)));
        JsonNode message = json(WebhookFormat.SLACK, Notice.of(event));
        Shapes.isSlackMessage(message);
        assertThat(message.toString()).contains("Abbie (user u)").doesNotContain("Open the meeting");
    }

    @Test
    void pagerDutyResolvesWhatWasWithdrawnUnderTheKeyOfTheFirst() throws Exception {
        JsonNode opened = json(WebhookFormat.PAGERDUTY, Notice.of(meeting));
        Shapes.isPagerDutyEvent(opened);
        assertThat(WebhookFormat.PAGERDUTY.takesDigests()).as("one could not open and resolve several").isFalse();
        assertThat(opened.get("event_action").asText()).isEqualTo("trigger");
        assertThat(opened.get("dedup_key").asText()).isEqualTo("first-m");
        Event withdrawn = new Event("w", EventType.CALL_WITHDRAWN, meeting.timestamp(), meeting.tenantId(), meeting.rule(),
                meeting.severity(), meeting.title(), meeting.calls(), null, List.of(), "first-m");
        JsonNode closed = json(WebhookFormat.PAGERDUTY, Notice.of(withdrawn));
        assertThat(closed.get("event_action").asText()).isEqualTo("resolve");
        assertThat(closed.get("dedup_key")).isEqualTo(opened.get("dedup_key"));
        assertThat(opened.at("/payload/summary").asText()).isEqualTo("Short call: 4 s from +49 30 123456");
        assertThat(closed.at("/payload/summary").asText()).isEqualTo("Withdrawn: Short call: 4 s from +49 30 123456");
        assertThat(opened.at("/payload").toString()).startsWith("{\"source\":\"" + Given.TENANT + "\",\"severity\":\"warning\","
                + "\"timestamp\":\"2026-11-20T14:36:05Z\",\"class\":\"call.matched\",");
        assertThat(opened.at("/payload/component").asText()).isEqualTo("short-call");
        assertThat(opened.at("/payload/custom_details/Event").asText()).isEqualTo("m");
        assertThat(opened.at("/links/0/href").asText()).startsWith("https://teams.microsoft.com/l/meetup-join/");
        assertThat(opened.at("/payload/custom_details/Who").asText()).startsWith("Abbie Wilkins");
        assertThatThrownBy(() -> WebhookFormat.PAGERDUTY.render(Notice.of(meeting), BERLIN, null))
                .hasMessage("PagerDuty needs a routing key");
    }

    @Test
    void pagerDutyResolvesWhatTheFeedHadWhenItFlowsAgain() throws Exception {
        assertThat(json(WebhookFormat.PAGERDUTY, Notice.of(Given.event("f", EventType.FEED_RECOVERED, List.of()))).get("event_action").asText())
                .isEqualTo("resolve");
        JsonNode lost = json(WebhookFormat.PAGERDUTY, Notice.of(Given.event("f", EventType.FEED_LOST, List.of())));
        assertThat(lost.get("event_action").asText()).isEqualTo("trigger");
        assertThat(lost.has("links") || lost.get("payload").has("component")).as("no call, no rule").isFalse();
    }

    @Test
    void aTwoHundredFromTeamsThatSpeaksOfAnErrorIsNone() {
        assertThat(WebhookFormat.TEAMS.statusWithin(200, "1")).isEqualTo(200);
        assertThat(WebhookFormat.TEAMS.statusWithin(202, "")).isEqualTo(202);
        assertThat(WebhookFormat.TEAMS.statusWithin(200, "Webhook message delivery failed with error: Microsoft Teams endpoint "
                + "returned HTTP error 429 with ContextId tcid=0")).isEqualTo(429);
        assertThat(WebhookFormat.TEAMS.statusWithin(200, "Webhook Bad Request - error")).isEqualTo(502);
        assertThat(WebhookFormat.TEAMS.statusWithin(200, "Bad payload received by generic incoming webhook.")).isEqualTo(502);
        assertThat(WebhookFormat.TEAMS.statusWithin(200, "delivery failed: HTTP error 202")).as("a success of what?").isEqualTo(502);
        assertThat(WebhookFormat.STANDARD.statusWithin(200, "error")).isEqualTo(200);
    }

    private static JsonNode json(WebhookFormat format, Notice notice) throws Exception {
        return Given.JSON.readTree(format.render(notice, BERLIN, KEY).bytes());
    }
}
