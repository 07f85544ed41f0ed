package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.endtoend.LogLines;
import io.callwatch.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailRendererTest {
    private final MailRenderer mails = new MailRenderer(List.of(), ZoneId.of("Europe/Berlin"), "Callwatch <callwatch@example.com>");

    @Test
    void tellsWhatWhoWhenHowLongAndWhy() {
        MailMessage mail = mails.render(Notice.of(Given.matched("e1")), null);
        assertThat(mail.subject()).isEqualTo("Short call: 4 s from +49 30 123456");
        for (String said : List.of("+49 30 123456 (phone, Germany)", "Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC)", "4.2 s",
                "short-call (warning)", "call.duration = 4.283s", "call-e1 (version 1)")) {
            assertThat(mail.text()).contains(said);
            assertThat(mail.html()).contains(said);
        }
        assertThat(mail.html()).doesNotContain("http:", "https:", "src=", "url(");
    }

    @Test
    void whatASubjectHasNoRoomForIsInTheBodyOfAMailAboutTheFeed() throws Exception {
        Event failing = Given.event("f", EventType.FEED_FAILING, List.of()).withTitle("Call records cannot be read: the token endpoint "
                + "answered 401 invalid_client (" + "AADSTS7000215: Invalid client secret provided. ".repeat(5) + "): check the credential");
        MailMessage alone = mails.render(Notice.of(failing), null);
        assertThat(alone.subject()).hasSizeLessThanOrEqualTo(300).doesNotContain("check the credential");
        MailMessage digest = mails.render(Notice.digest(Notice.Why.QUIET_HOURS, List.of(failing, Given.matched("e")), null), null);
        for (String body : List.of(alone.text(), alone.html(), digest.text(), digest.html(),
                Given.text(WebhookFormat.SLACK.render(Notice.of(failing), ZoneId.of("UTC"), null)))) {
            assertThat(body).contains("401 invalid_client", "check the credential");
        }
        for (String whole : List.of("Call records are read again", "Call records cannot be read: the service answered 403 Forbidden "
                + "(request-id 9f1c7c0e-2f0b-4a43-8f5e-6d1d5f9d6c11): grant the application permission CallRecords.Read.All "
                + "and give admin consent")) {
            assertThat(mails.render(Notice.of(failing.withTitle(whole)), null).text()).containsOnlyOnce(whole);
            assertThat(Given.text(WebhookFormat.TEAMS.render(Notice.of(failing.withTitle(whole)), ZoneId.of("UTC"), null))).containsOnlyOnce(whole);
        }
    }

    @Test
    void laterMailsThreadUnderTheFirst() {
        Event first = Given.matched("e1");
        Event corrected = new Event("e2", EventType.CALL_CORRECTED, first.timestamp(), first.tenantId(), first.rule(),
                Severity.CRITICAL, first.title(), first.calls(), null, List.of(), "e1");
        MailMessage mail = mails.render(Notice.of(corrected), "e1");
        assertThat(mail.messageId()).isEqualTo("<e2@example.com>");
        assertThat(mail.inReplyTo()).isEqualTo("<e1@example.com>");
        assertThat(mail.subject()).startsWith("Corrected: Short call");
        assertThat(mail.headers()).containsEntry("Auto-Submitted", "auto-generated").containsEntry("Importance", "high");
    }

    @Test
    void aMailAsksForNoAutomaticAnswerAndAWithdrawalIsNeverUrgent() {
        Event withdrawn = Given.severe(Given.event("w", EventType.CALL_WITHDRAWN, List.of(Given.phoneCall("c"))), Severity.CRITICAL);
        assertThat(mails.render(Notice.of(withdrawn), null).headers()).isEqualTo(Map.of("Auto-Submitted", "auto-generated",
                "X-Auto-Response-Suppress", "All", "X-Callwatch-Type", "call.withdrawn", "X-Callwatch-Severity", "critical",
                "X-Callwatch-Rule", "short-call"));
    }

    @Test
    void aDigestOfOneRuleCanBeFilteredByIt() {
        Event aboutTheFeed = Given.event("f", EventType.FEED_STALE, List.of());
        List<Event> alike = List.of(Given.matched("e1"), Given.matched("e2"));
        assertThat(mails.render(Notice.digest(Notice.Why.GROUPED, alike, null), null).headers()).containsEntry("X-Callwatch-Rule", "short-call");
        assertThat(mails.render(Notice.digest(Notice.Why.GROUPED, alike, null), null).subject()).isEqualTo("2 alerts (2 warning): short-call");
        for (List<Event> mixed : List.of(List.of(Given.matched("e1"), aboutTheFeed), List.of(aboutTheFeed, aboutTheFeed))) {
            assertThat(mails.render(Notice.digest(Notice.Why.GROUPED, mixed, null), null).headers()).doesNotContainKey("X-Callwatch-Rule");
            assertThat(mails.render(Notice.digest(Notice.Why.GROUPED, mixed, null), null).subject()).isEqualTo("2 alerts (2 warning)");
        }
    }

    @Test
    void aDigestIsMostSevereFirstAndSaysWhatItLeftOut() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            events.add(i == 4_321 ? Given.severe(Given.matched("e" + i), Severity.CRITICAL) : Given.matched("e" + i));
        }
        MailMessage mail = mails.render(Notice.digest(Notice.Why.OVER_LIMIT, events, "alerts.jsonl"), null);
        assertThat(mail.subject()).isEqualTo("[critical] 5,000 alerts (1 critical, 4,999 warning): short-call");
        assertThat(mail.text()).contains("4,900 more are not listed here. All of them are in alerts.jsonl.");
        assertThat(mail.html()).contains("4,900 more are not listed here. All of them are in alerts.jsonl.");
        assertThat(mail.html().length()).isLessThan(100 * 1024); // Gmail cuts a mail there
        assertThat(mail.text().indexOf("[critical]")).isLessThan(mail.text().indexOf("[warning]"));
        assertThat(mail.inReplyTo()).isNull();
        assertThat(mails.render(Notice.digest(Notice.Why.GROUPED, events, null), null).text()).contains(
                "All of them are in the ledger; 'callwatch deliveries --state delivered' lists what was delivered.");
    }

    @Test
    void aDigestIsUrgentForWhatIsCriticalAndStillHolds() {
        Event critical = Given.severe(Given.matched("c"), Severity.CRITICAL);
        Event withdrawn = Given.severe(Given.event("w", EventType.CALL_WITHDRAWN, List.of(Given.phoneCall("d"))), Severity.CRITICAL);
        Event warning = Given.matched("e");
        Event takenBack = new Event("b", EventType.CALL_WITHDRAWN, critical.timestamp(), Given.TENANT, "short-call", Severity.CRITICAL,
                critical.title(), critical.calls(), null, List.of(), critical.firstId());
        urgent(Notice.digest(Notice.Why.GROUPED, List.of(withdrawn, critical), null), "[critical] 2 alerts (2 critical), 1 withdrawn: short-call");
        calm(Notice.digest(Notice.Why.GROUPED, List.of(withdrawn, warning), null), "2 alerts (1 critical, 1 warning), 1 withdrawn: short-call");
        calm(Notice.digest(Notice.Why.QUIET_HOURS, List.of(critical, takenBack), null), "2 alerts (2 critical), 1 withdrawn: short-call");
        Event wasWarning = Given.severe(critical, Severity.WARNING);
        Event corrected = new Event("k", EventType.CALL_CORRECTED, critical.timestamp().plusSeconds(60), Given.TENANT, "short-call",
                Severity.CRITICAL, critical.title(), critical.calls(), null, List.of(), critical.firstId());
        urgent(Notice.digest(Notice.Why.GROUPED, List.of(wasWarning, corrected), null), "[critical] 2 alerts (1 critical, 1 warning): short-call");
        calm(Notice.digest(Notice.Why.QUIET_HOURS, List.of(withdrawn), null), "1 alert (1 critical), withdrawn: short-call");
        calm(Notice.digest(Notice.Why.CATCH_UP, List.of(critical, warning), null), "Catch-up: 2 alerts (1 critical, 1 warning): short-call");
        assertThat(mails.render(Notice.digest(Notice.Why.GROUPED, List.of(withdrawn), null), null).html())
                .contains("class=\"cw-card cw-top-muted\"");
    }

    private void urgent(Notice digest, String subject) {
        assertThat(mails.render(digest, null).subject()).isEqualTo(subject);
        assertThat(mails.render(digest, null).headers()).containsEntry("Importance", "high");
    }

    private void calm(Notice digest, String subject) {
        assertThat(mails.render(digest, null).subject()).isEqualTo(subject);
        assertThat(mails.render(digest, null).headers()).doesNotContainKey("Importance");
    }

    @Test
    void aBurstOfAllMatchesHasNoLineForAGroup() {
        Event of = Given.event("b", EventType.CALLS_MATCHED, List.of(Given.phoneCall("c"), Given.phoneCall("d")));
        Event all = new Event(of.id(), of.type(), of.timestamp(), of.tenantId(), of.rule(), of.severity(), of.title(), of.calls(), "",
                of.reasons(), of.firstId());
        assertThat(mails.render(Notice.of(of), null).text()).contains("Group:     +49 30 123456");
        assertThat(mails.render(Notice.of(all), null).text()).doesNotContain("Group:").contains("Calls:     2 within 0 s");
    }

    @Test
    void aBurstOfManyCallsListsTheFirstAndSaysHowManyMore() {
        List<CallRecord> calls = IntStream.range(100, 130).mapToObj(i -> Given.phoneCall("call-" + i)).toList();
        MailMessage mail = mails.render(Notice.of(Given.event("b", EventType.CALLS_MATCHED, calls)), null);
        for (String body : List.of(mail.text(), mail.html())) {
            assertThat(body).contains("5 more").containsOnlyOnce("call-124").doesNotContain("call-125");
        }
        assertThat(mails.render(Notice.of(Given.event("b", EventType.CALLS_MATCHED, calls.subList(0, 25))), null).text()).contains("call-124")
                .doesNotContain("more");
        assertThat(mails.render(Notice.of(Given.matched("e")), null).text()).containsOnlyOnce("call-e").doesNotContain("more");
    }

    /** Those of an operator are, before they are taken. */
    @Test
    void theTemplatesInTheJarAreFilledInWithEverySample() {
        assertThat(SampleEvents.all()).isNotEmpty().allSatisfy(sample ->
                assertThat(mails.render(sample, null).html()).contains("</html>"));
    }

    @Test
    void linksToHttpsAlone() {
        MailMessage mail = mails.render(Notice.of(Given.event("m", EventType.CALL_MATCHED, List.of(Given.userCall("c")))), null);
        assertThat(mail.html()).contains("href=\"https://teams.microsoft.com/l/meetup-join/");
        assertThat(mail.text()).contains("https://teams.microsoft.com/l/meetup-join/");
    }

    @Test
    void aFolderOverridesATemplate(@TempDir Path beside, @TempDir Path folder) throws Exception {
        Files.writeString(beside.resolve("event.subject.ftl"), "Hidden");
        Files.writeString(beside.resolve("event.text.ftl"), "Beside: ${title}");
        Files.writeString(folder.resolve("event.subject.ftl"), "Look: ${title}");
        MailRenderer own = new MailRenderer(List.of(beside, folder), ZoneId.of("UTC"), "callwatch@example.com");
        assertThat(own.render(Notice.of(Given.matched("e")), null).subject()).isEqualTo("Look: Short call: 4 s from +49 30 123456");
        assertThat(own.render(Notice.of(Given.matched("e")), null).text()).isEqualTo("Beside: Short call: 4 s from +49 30 123456");
    }

    @Test
    void aTemplateThatFailsForOneEventKeepsNoMailBack(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("event.text.ftl"), "Who: ${facts[0].value?substring(0, 13)}");
        MailRenderer own = new MailRenderer(List.of(folder), ZoneId.of("UTC"), "callwatch@example.com");
        Event rare = Given.event("e", EventType.CALL_MATCHED, List.of(Given.call("c", new Organizer("phone", "911", null, null), null)));
        assertThat(own.render(Notice.of(Given.matched("f")), null).text()).isEqualTo("Who: +49 30 123456");
        try (LogLines log = new LogLines("destination.MailRenderer")) {
            assertThat(own.render(Notice.of(rare), null).text()).contains("Who:       911 (phone)");
            assertThat(log.all()).containsExactly(
                    "the template event.text.ftl fails in line 1 for e: that mail is worded by the one in the jar");
        }
    }

    @Test
    void aTemplateCanUseWhatTheReadmeNamesAndNothingElse() throws Exception {
        ZoneId utc = ZoneId.of("UTC");
        Event burst = Given.event("b", EventType.CALLS_MATCHED, List.of(Given.phoneCall("c"), Given.phoneCall("d")));
        assertThat(names(MailModel.event(burst, utc))).isEqualTo(inTheReadme("| `event.subject.ftl`"));
        assertThat(names(MailModel.digest(Notice.digest(Notice.Why.GROUPED, List.of(burst), null), utc)))
                .isEqualTo(inTheReadme("| `digest.subject.ftl`"));
    }

    /** Those with a capital are values. */
    private static Set<String> inTheReadme(String start) throws IOException {
        String row = Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
        return Pattern.compile("`([a-z]\\w*)`").matcher(row).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> names(Object model) {
        Set<String> names = new HashSet<>();
        if (model instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                names.add((String) name);
                names.addAll(names(value));
            });
        } else if (model instanceof List<?> list) {
            list.forEach(entry -> names.addAll(names(entry)));
        }
        return names;
    }

    @Test
    void theReadmeNamesTheHeadersThatAreOurs() {
        assertThat(mails.render(Notice.of(Given.matched("e")), null).headers().keySet()).filteredOn(name -> name.startsWith("X-Callwatch"))
                .hasSize(3).allSatisfy(name -> assertThat(Path.of("README.md")).content().contains("`" + name + "`"));
    }

    @Test
    void aBrokenTemplateIsNamedWithItsLine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("event.text.ftl");
        for (String broken : List.of("one\n${title", "one\n<#if title>", "one\n${titel}", "one\n${title?eval}",
                "one\n${\"freemarker.template.utility.Execute\"?new()}", "one\n<#include \"/etc/passwd\">")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> new MailRenderer(List.of(folder), ZoneId.of("UTC"), null)).as(broken)
                    .isInstanceOf(TemplateFault.class).hasMessageStartingWith("event.text.ftl, line 2: ");
        }
    }

    @Test
    void aMessageIdHoldsNothingThatAnAddressCannot() {
        assertThat(MessageId.of("a>\r\nBcc: x@y", "me@ex ample")).matches("<[A-Za-z0-9-]+@[a-z.]+>");
        assertThat(MessageId.of("e1", "X <me@bücher.example>")).isEqualTo("<e1@xn--bcher-kva.example>");
        assertThat(MessageId.of("e".repeat(128) + "." + "1".repeat(64), null)).as("a line has 78").hasSizeLessThan(78);
        assertThat(MessageId.of("e1", null)).isEqualTo("<e1@callwatch.invalid>");
    }
}
