package io.callwatch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private final WebhookReceiver receiver = new WebhookReceiver("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", SECRET);

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void verifiesSignaturesOfAnyOfItsSecrets() throws Exception {
        assertThat(post("{\"a\":1}", "{\"a\":1}")).isEqualTo(204);
        assertThat(post("{\"a\":1}", "{\"a\":2}")).isEqualTo(204);
        assertThat(receiver.received()).extracting(Received::verified).containsExactly(true, false);
        assertThat(receiver.received().get(0).json().path("a").asInt()).isEqualTo(1);
        assertThat(receiver.received().get(0).header("webhook-id")).isEqualTo("msg_1");
    }

    @Test
    void answersAsScripted() throws Exception {
        receiver.next(Answer.status(500), Answer.status(410)).always(Answer.status(200));
        assertThat(post("{}", "{}")).isEqualTo(500);
        assertThat(post("{}", "{}")).isEqualTo(410);
        assertThat(post("{}", "{}")).isEqualTo(200);
        assertThat(receiver.accepted()).hasSize(1);
    }

    private int post(String signed, String sent) throws Exception {
        long now = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.url()))
                .header("webhook-id", "msg_1").header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", new Webhook(SECRET).sign("msg_1", now, signed))
                .POST(HttpRequest.BodyPublishers.ofString(sent)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
