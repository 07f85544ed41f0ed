package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.EventType;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailRendererTest {
    private static final String ONE = "0e0ec648-fc39-8157-bdd1-0a082b810064";
    private static final String TWO = "4f803af8-e0de-8407-9e25-af59de588eda";
    private final MailRenderer renderer = new MailRenderer(ZoneId.of("Europe/Berlin"), "callwatch@example.com");

    @Test
    void saysWhatHappenedInOneLineAndThenTheFacts() {
        MailMessage mail = renderer.render(Samples.event(ONE));
        assertThat(mail.subject()).isEqualTo("Short call: 4.3 s, Abbie Wilkins");
        assertThat(mail.text()).contains("Abbie Wilkins (user)", "Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC)", "4.3 s",
                "short-call (warning)", "call.duration = 4.2830111s", "3cf3bbc8-b21d-4f2e-bfd0-b13603ae6c65, version 2");
        assertThat(mail.html()).contains("Abbie Wilkins", "15:03:36 CET (14:03:36 UTC)").doesNotContain("http");
        assertThat(mail.messageId()).isEqualTo("<" + ONE + "@example.com>");
        assertThat(mail.inReplyTo()).isNull();
    }

    @Test
    void whatFollowsThreadsUnderTheFirst() {
        MailMessage mail = renderer.render(Samples.event(TWO, EventType.CALL_WITHDRAWN, ONE, "Abbie Wilkins"));
        assertThat(mail.subject()).startsWith("Withdrawn: ");
        assertThat(mail.inReplyTo()).isEqualTo("<" + ONE + "@example.com>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "a\r\nBcc: x@example.com", "${7*7}", "<#assign x=1>", "\u202Eevil", "a\u0000b",
        "\uD800", "\"><img src=x>", "[link](http://x)"})
    void whatComesFromStrangersStaysText(String name) {
        MailMessage mail = renderer.render(Samples.event(ONE, EventType.CALL_MATCHED, ONE, name));
        assertThat(mail.subject()).doesNotContain("\r", "\n", "\u0000", "\u202E", "\uD800").doesNotContain("49");
        assertThat(mail.html()).doesNotContain("<script>", "<img", "49}");
        assertThat(mail.subject().codePointCount(0, mail.subject().length())).isLessThanOrEqualTo(160);
    }

    @Test
    void aTenKilobyteNameDoesNotFillTheSubject() {
        MailMessage mail = renderer.render(Samples.event(ONE, EventType.CALL_MATCHED, ONE, "x".repeat(10_000)));
        assertThat(mail.subject()).hasSizeLessThanOrEqualTo(160).endsWith("…");
    }
}
