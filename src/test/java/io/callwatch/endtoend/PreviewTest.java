package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.SimulatedTenant;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What would be sent, before anything is. */
class PreviewTest extends AtAWorkplace {
    @Test
    void previewWritesWhatWouldBeSentAndSendsNothing() throws Exception {
        Path saved = Files.writeString(folder.resolve("saved.jsonl"),
                CallJson.call().user("u", "Abbie Wilkins").lasting(Duration.ofSeconds(3)).json() + "\n");
        String eml = at.output("preview", "ops-mail", "--input", saved.toString(), "--event", "call.withdrawn");
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()),
                new ByteArrayInputStream(eml.getBytes(StandardCharsets.UTF_8)));
        assertThat(mail.getHeader("From")).containsExactly("callwatch@example.com");
        assertThat(mail.getSubject()).startsWith("Withdrawn").contains("Abbie Wilkins");
        assertThat(((MimeMultipart) mail.getContent()).getCount()).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(at.output("preview", "hook")).path("type").asText()).isEqualTo("call.matched");
        assertThat(new ObjectMapper().readTree(at.output("preview", "archive", "--event", "feed.stale")).path("type").asText())
                .isEqualTo("feed.stale");
        assertThat(at.output("preview", "archive", "--event", "feed.stale", "--input", saved.toString())).contains("feed.stale")
                .doesNotContain("Abbie");
        assertThat(new ObjectMapper().readTree(at.output("preview", "archive", "--event", "calls.matched", "--input", saved.toString()))
                .at("/data/calls")).hasSize(2);
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");
        assertThat(at.errors("preview", "hook", "--input", empty.toString())).isEqualTo("The file " + empty + " holds no record\n");
        assertThat(at.run("preview", "hook", "--event", "call.exploded")).isEqualTo(2);
        assertThat(at.receiver.received()).isEmpty();
        assertThat(at.mails()).isEmpty();
        assertThat(folder.resolve("alerts.jsonl")).doesNotExist();
    }

    /** As it was, each showed an invented tenant, the mail and the source of a CloudEvent too. */
    @Test
    void theTenantIsThatOfTheConfiguration() throws Exception {
        for (String type : List.of("call.matched", "feed.stale", "test")) {
            assertThat(new ObjectMapper().readTree(at.output("preview", "hook", "--event", type)).at("/data/tenantId").asText())
                    .isEqualTo(SimulatedTenant.TENANT_ID);
        }
        assertThat(words("preview", "ops-mail")).contains("\nTenant:    " + SimulatedTenant.TENANT_ID + "\n");
    }

    @Test
    void previewShowsTheTitleOfARuleThatNotifiesAndNoMailBeforeTheFirst() throws Exception {
        at.rule("vip", "call.version > 0", "ops-mail").set("callwatch.rules.vip.title", "VIP ${call.organizer.name}")
                .set("callwatch.rules.vip.notify", "hook").destination("archive", Map.of("format", "csv"));
        at.rule("short-call", "call.duration < duration('5s')", "ops-mail").rule("external-phone", "call.organizer.external", "archive");
        assertThat(new ObjectMapper().readTree(at.output("preview", "hook")).at("/data/title").asText()).isEqualTo("VIP +49 30 123456");
        assertThat(at.output("preview", "hook", "--event", "test")).as("as notify-test sends it").contains("no call is behind it")
                .doesNotContain("\"rule\"", "\"call\"");
        at.set("callwatch.rules.vip.severity", "critical");
        assertThat(new ObjectMapper().readTree(at.output("preview", "hook")).at("/data/severity").asText()).isEqualTo("critical");
        assertThat(at.output("preview", "ops-mail")).contains("Subject: Short call: 4.2 s from +49 30 123456", "Message-ID: <sample-")
                .doesNotContain("In-Reply-To", "References");
        assertThat(at.output("preview", "ops-mail", "--event", "call.corrected")).contains("In-Reply-To: <sample-call-matched@");
        assertThat(at.output("preview", "archive")).matches("id,timestamp,[^\n]*,organizerName\nsample-call-matched,[^\n]*\n");
    }

    @Test
    void aBurstIsShownAsARuleOfBurstsTellsIt() throws Exception {
        at.onlyShortCalls("ops-mail").rule("burst", "call.duration < duration('10s')", "ops-mail")
                .set("callwatch.rules.burst.per", "call.organizer.phone")
                .set("callwatch.rules.burst.count", "4").set("callwatch.rules.burst.within", "10m");
        assertThat(words("preview", "ops-mail", "--event", "calls.matched"))
                .contains("Subject: Burst: 4 calls within 7 min 30 s from +49 30 123456", "\nCalls:     4 within 7 min 30 s\n",
                        "\nRule:      burst (warning)\n",
                        "\nWhy:       call.organizer.phone = +4930123456; count = 4 (at least 4); within = 450s (at most 600s)\n");
        assertThat(at.output("preview", "ops-mail", "--event", "calls.withdrawn")).contains("Withdrawn: Burst: 4 calls within")
                .doesNotContain("Now: ");
        assertThat(words("preview", "ops-mail")).as("of one call").contains("\nRule:      short-call (warning)\n",
                "\nWhy:       call.duration = 4.2830111s; call.duration < duration('5s') = true\n");
        at.destination("ops-mail", Map.of("privacy", "masked"));
        assertThat(words("preview", "ops-mail", "--event", "calls.matched")).contains("count = 4 (at least 4)")
                .doesNotContain("123456", "12345=");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"),
                (CallJson.call().json() + "\n" + CallJson.call().json() + "\n").repeat(3));
        JsonNode calls = new ObjectMapper().readTree(at.output("preview", "ops-mail", "--event", "calls.matched", "--json", "--input",
                saved.toString()));
        assertThat(calls.path("preview").asText().split("\n- ")).as("the calls of the file").hasSize(1 + 4);
    }

    /** As it was, a burst of all calls came from a number, and one of the file's calls from a number that is not in it. */
    @Test
    void theGroupOfABurstIsThatOfItsCalls() throws Exception {
        at.withoutRules().rule("burst", "call.duration < duration('10s')", "ops-mail")
                .set("callwatch.rules.burst.count", "3").set("callwatch.rules.burst.within", "10m");
        assertThat(words("preview", "ops-mail", "--event", "calls.matched")).contains("Subject: Burst: 3 calls within 6 min 40 s\n")
                .doesNotContain("\nGroup:");
        at.set("callwatch.rules.burst.per", "weekday(call.startDateTime)");
        assertThat(words("preview", "ops-mail", "--event", "calls.matched")).contains("\nGroup:     Fri\n",
                "weekday(call.startDateTime) = Fri; ");
        at.set("callwatch.rules.burst.per", "call.organizer.phone");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), (CallJson.call().phone("+14255550123").json() + "\n").repeat(3));
        assertThat(words("preview", "ops-mail", "--event", "calls.matched", "--input", saved.toString()))
                .contains("\nGroup:     +1 425-555-0123\n");
        Files.writeString(saved, CallJson.call().without("organizer_v2").json());
        assertThat(words("preview", "ops-mail", "--event", "calls.matched", "--input", saved.toString())).as("none is known yet")
                .doesNotContain("\nGroup:");
        at.set("callwatch.rules.burst.per", "1 / (call.version - 1)");
        assertThat(words("preview", "ops-mail", "--event", "calls.matched")).as("none can be had").doesNotContain("\nGroup:");
    }

    @Test
    void whyIsWhatTheRuleSeesInTheCall() throws Exception {
        at.withoutRules().rule("short", "call.duration < duration('5s') && call.organizer.kind == 'user'", "ops-mail");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"),
                CallJson.call().user("u", "Abbie Wilkins").lasting(Duration.ofSeconds(3)).json());
        assertThat(words("preview", "ops-mail", "--input", saved.toString()))
                .contains("\nWhy:       call.duration = 3s; call.duration < duration('5s') = true; call.organizer.kind = user; ");
        assertThat(at.output("preview", "ops-mail")).contains("call.organizer.kind = phone");
    }

    private String words(String... command) throws Exception {
        return at.output(command).replace("\r", "");
    }
}
