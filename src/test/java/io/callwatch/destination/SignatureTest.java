package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The specification's own library reads what is signed here. */
class SignatureTest {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private final String body = EventJson.of(Given.matched("e1"));

    @Test
    void eitherSecretOfARotationAccepts() {
        Map<String, List<String>> headers = signed(OLD, NEW);
        assertThat(headers.get("webhook-signature").get(0).split(" ")).hasSize(2);
        for (String secret : List.of(OLD, NEW)) {
            assertThatCode(() -> new Webhook(secret).verify(body, headers)).doesNotThrowAnyException();
        }
    }

    @Test
    void aChangedByteIdOrTimeIsRefused() {
        Map<String, List<String>> headers = signed(OLD);
        assertThatThrownBy(() -> new Webhook(OLD).verify(body.replace("warning", "Warning"), headers))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(NEW).verify(body, headers)).isInstanceOf(WebhookVerificationException.class);
        headers.put("webhook-id", List.of("e2"));
        assertThatThrownBy(() -> new Webhook(OLD).verify(body, headers)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void theSpecificationsExampleComesOut() {
        Map<String, String> headers = SigningSecrets.of(List.of(OLD)).headers("msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
        assertThat(headers).containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void secretsShowNowhere() {
        assertThat(SigningSecrets.of(List.of(OLD, NEW))).hasToString("2 secrets");
        assertThatThrownBy(() -> SigningSecrets.of(List.of(OLD, "whsec_not base64!")))
                .hasMessage("secret 2 is not 'whsec_' followed by base64").hasNoCause();
        assertThatThrownBy(() -> SigningSecrets.of(List.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotSignedHasNoHeaderThatSaysSo() {
        assertThat(SigningSecrets.of(List.of()).headers("e1", Instant.EPOCH, new byte[0])).containsOnlyKeys("webhook-id", "webhook-timestamp");
    }

    private Map<String, List<String>> signed(String... secrets) {
        Map<String, List<String>> headers = new HashMap<>();
        SigningSecrets.of(List.of(secrets)).headers("e1", Instant.now(), body.getBytes(StandardCharsets.UTF_8)).forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }
}
