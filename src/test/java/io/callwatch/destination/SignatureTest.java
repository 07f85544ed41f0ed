package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the reference library of the specification. */
class SignatureTest {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private final Instant now = Instant.now();

    @Test
    void isAcceptedByTheReferenceLibrary() {
        String signature = new Signature(List.of(OLD)).of("id-1", now, "{\"a\":\"ä\"}");
        assertThatCode(() -> verify(OLD, signature, "{\"a\":\"ä\"}")).doesNotThrowAnyException();
    }

    @Test
    void isRefusedWithOneByteChanged() {
        String signature = new Signature(List.of(OLD)).of("id-1", now, "{\"a\":1}");
        assertThatThrownBy(() -> verify(OLD, signature, "{\"a\":2}")).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whileRotatingEitherSecretFits() {
        String signature = new Signature(List.of(OLD, NEW)).of("id-1", now, "{}");
        assertThatCode(() -> verify(OLD, signature, "{}")).doesNotThrowAnyException();
        assertThatCode(() -> verify(NEW, signature, "{}")).doesNotThrowAnyException();
    }

    private void verify(String secret, String signature, String body) throws WebhookVerificationException {
        new Webhook(secret).verify(body, HttpHeaders.of(Map.of("webhook-id", List.of("id-1"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(signature)), (a, b) -> true));
    }
}
