package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hostile value, as name, number, id, link, kind, group, reason and title, through every channel and format. */
class HostileDataTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final MailRenderer MAILS = new MailRenderer(List.of(), BERLIN, "callwatch@example.com");
    private static final TitleTemplate TITLE = TitleTemplate.compile("r", "<b>${call.organizer.name} ${call.id}", BERLIN);
    /** Shorter values stand in other texts by chance. */
    private static final int TELLING = 4;
    private static final String INVISIBLE = ".*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d]].*";

    static Stream<List<Event>> events() {
        return HostileData.values().stream().map(HostileDataTest::eventsWith);
    }

    private static List<Event> eventsWith(String value) {
        List<Event> events = new ArrayList<>();
        int index = HostileData.values().indexOf(value);
        for (Organizer organizer : List.of(new Organizer("user", value, value, value), new Organizer("phone", value, null, null),
                new Organizer(value, null, value, null))) {
            CallRecord call = Given.call("c" + index, organizer, value);
            for (String title : List.of(value, Title.ofCall("r", call), TITLE.of(Given.event("t", EventType.CALL_MATCHED, List.of(call))))) {
                events.add(new Event("id-" + events.size() + "-" + index, EventType.CALL_MATCHED, Given.START, Given.TENANT, "r",
                        Severity.INFO, title, List.of(call), null, List.of(new Reason("call.x", value), new Reason(value, "1")), "first"));
            }
        }
        CallRecord call = events.get(0).calls().get(0);
        events.add(new Event("b-" + index, EventType.CALLS_MATCHED, Given.START, value, "r", Severity.CRITICAL,
                Title.ofBurst("r", Collections.nCopies(30, call), value), Collections.nCopies(30, call), value, List.of(), value + "first"));
        return events;
    }

    private static List<Notice> notices(List<Event> events) {
        List<Notice> notices = new ArrayList<>(events.stream().map(Notice::of).toList());
        notices.add(Notice.digest(Notice.Why.QUIET_HOURS, events, "alerts.jsonl"));
        return notices;
    }

    @Test
    void theTableIsLong() {
        assertThat(HostileData.values()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("events")
    void mailHeadersAndPartsStayWhatTheyAre(List<Event> events) throws Exception {
        for (Notice notice : notices(events)) {
            MailMessage mail = MAILS.render(notice, notice.event().firstId());
            MimeMessage sent = new MimeMessage(Session.getInstance(new Properties()));
            sent.setSubject(mail.subject(), "UTF-8");
            mail.headers().forEach((name, value) -> setHeader(sent, name, value));
            setHeader(sent, "X-Own-Id", mail.messageId());
            if (mail.inReplyTo() != null) {
                setHeader(sent, "In-Reply-To", mail.inReplyTo());
                assertThat(mail.inReplyTo()).matches("<[A-Za-z0-9._-]{1,200}@example\\.com>");
            }
            sent.setText("body", "UTF-8");
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            sent.writeTo(wire);
            MimeMessage read = new MimeMessage(null, new ByteArrayInputStream(wire.toByteArray()));
            assertThat(read.getSubject()).isEqualTo(mail.subject().strip()).doesNotMatch("(?s)" + INVISIBLE);
            assertThat(mail.subject().length()).isLessThanOrEqualTo(180);
            assertThat(read.getHeader("Bcc")).isNull();
            assertThat(read.getContent().toString().strip()).isEqualTo("body");
            assertThat(mail.messageId()).matches("<[A-Za-z0-9._-]{1,200}@example\\.com>");
            assertThat(mail.text()).doesNotContain("\r").doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}&&[^\\n\\u200c\\u200d]].*");
        }
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("events")
    void htmlHasTheTagsOfTheTemplateAndNoOthers(List<Event> events) {
        for (Notice notice : notices(events)) {
            String html = MAILS.render(notice, null).html();
            assertThat(html.replaceAll("(?s)<style>.*?</style>", "").replaceAll(
                    "</?(html|head|body|title|table|tr|td|div|h1|p|span|a|meta|!DOCTYPE)[^<>]*>", "")).doesNotContain("<", ">");
            assertThat(html).doesNotContainIgnoringCase("<script").doesNotContainPattern("<[^>]*\\son[a-z]+=").doesNotContainPattern("<[^>]*\\ssrc=");
            assertThat(html.split("href=\"", -1)).allMatch(part -> part.startsWith("https://") || part.stripLeading().startsWith("<!DOCTYPE"));
            assertThat(html.replaceAll("(?s)<style>.*?</style>", "")).doesNotContain("\u202E", "\u0000").doesNotContainPattern(">49<");
            assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(100 * 1024);
        }
    }

    /** Of a larger one Gmail shows the beginning alone, and not where the rest is. */
    @Test
    void aDigestOfLongTitlesIsShownWhole() {
        List<Event> events = IntStream.range(0, 200).mapToObj(i -> Given.matched("m" + i).withTitle("x".repeat(Title.LONGEST))).toList();
        String html = MAILS.render(Notice.digest(Notice.Why.GROUPED, events, "alerts.jsonl"), null).html();
        assertThat(html).contains("100 more are not listed here");
        assertThat(html.length()).isLessThan(100 * 1024);
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("events")
    void everyWebhookBodyIsOneLineOfJsonThatKeepsItsSize(List<Event> events) throws Exception {
        for (Notice notice : notices(events)) {
            for (WebhookFormat format : Stream.of(WebhookFormat.values()).filter(f -> !notice.isDigest() || f.takesDigests()).toList()) {
                WebhookBody body = format.render(notice, BERLIN, "R".repeat(32));
                assertThat(Given.text(body)).doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*");
                JsonNode json = Given.JSON.readTree(body.bytes());
                assertThat(json.isObject()).isTrue();
                switch (format) {
                    case TEAMS -> Shapes.isTeamsMessage(json, body.bytes().length);
                    case SLACK -> Shapes.isSlackMessage(json);
                    case PAGERDUTY -> Shapes.isPagerDutyEvent(json);
                    case CLOUDEVENTS -> Shapes.isCloudEvent(body);
                    default -> assertThat(json.get("id").asText()).isEqualTo(notice.id());
                }
            }
        }
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("events")
    void theStandardEventKeepsTheValueButForHalvesOfCharacters(List<Event> events) throws Exception {
        Event event = events.get(0);
        String name = event.calls().get(0).organizer().displayName();
        JsonNode call = Given.JSON.readTree(EventJson.of(event)).at("/data/call");
        assertThat(call.at("/organizer_v2/identity/user/displayName").asText()).isEqualTo(Json.whole(name));
    }

    @ParameterizedTest
    @EnumSource
    void filesHaveOneLineForEachAndNoCellRuns(LineFormat format, @TempDir Path folder) throws Exception {
        List<Event> events = events().flatMap(List::stream).toList();
        Path path = folder.resolve("alerts");
        try (AlertFile file = AlertFile.open(path, format, Rotation.NONE, Clock.systemUTC())) {
            assertThat(file.append(events)).isEqualTo(events.size());
        }
        try (AlertFile file = AlertFile.open(path, format, Rotation.NONE, Clock.systemUTC())) {
            assertThat(file.append(events)).isZero();
        }
        assertThat(Files.list(folder)).hasSize(1);
        if (format == LineFormat.JSONL) {
            List<String> lines = Files.readAllLines(path);
            assertThat(lines).hasSize(events.size());
            for (String line : lines) {
                Given.JSON.readTree(line);
            }
            return;
        }
        try (CSVParser csv = CSVParser.parse(path, StandardCharsets.UTF_8, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            List<CSVRecord> rows = csv.getRecords();
            assertThat(rows).hasSize(events.size());
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).size()).isEqualTo(15);
                assertThat(rows.get(i).get("id")).isEqualTo(events.get(i).id());
                for (String cell : rows.get(i)) {
                    assertThat(cell).doesNotMatch("(?s)\\s*[=@|%\uFF1D].*|(?s)\\s*[+-](?![0-9]+$).*").doesNotMatch("(?s)" + INVISIBLE)
                            .doesNotContainPattern(";\\s*[=+@-]");
                }
            }
        }
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("events")
    void masksAndPseudonymsTakeEverything(List<Event> events) throws Exception {
        for (Privacy privacy : List.of(Privacy.MASKED, Privacy.pseudonym(new byte[32]))) {
            for (Event event : events) {
                Given.JSON.readTree(EventJson.of(privacy.apply(event, Given.STANDARD_TITLES)));
            }
            String value = events.get(0).calls().get(0).organizer().displayName();
            if (value.length() >= TELLING && !value.equals("true") && !value.equals("null")) {
                assertThat(textsOf(privacy.apply(aboutNobodyElse(value), Given.STANDARD_TITLES))).noneMatch(text -> text.contains(value));
            }
        }
    }

    /** The value where a person stands alone: not as a kind or a tenant, which are shown. */
    private static Event aboutNobodyElse(String value) {
        CallRecord call = Given.call("c", new Organizer("user", value, value, Given.TENANT), value);
        return new Event("id", EventType.CALLS_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, value, List.of(call, call), value,
                List.of(new Reason("call.organizer.displayName", value)), "first");
    }

    private static List<String> textsOf(Event event) throws Exception {
        List<String> texts = new ArrayList<>(List.of(event.title(), event.reasons().toString()));
        List<JsonNode> nodes = new ArrayList<>(List.of(Given.JSON.readTree(EventJson.of(event))));
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).forEach(nodes::add);
            texts.add(nodes.get(i).asText());
        }
        return texts;
    }

    @Test
    void aStrangersLinkIsALinkOnlyIfItIsPlainHttps() {
        assertThat(HostileData.values().stream().filter(v -> JoinLink.of(v).isPresent())).isEmpty();
        assertThat(JoinLink.of("https://teams.microsoft.com/l/meetup-join/19%3a")).isPresent();
    }

    private static void setHeader(MimeMessage message, String name, String value) {
        try {
            message.setHeader(name, value);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
