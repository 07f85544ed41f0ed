package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Secret;
import io.callwatch.destination.EventJson;
import io.callwatch.destination.Signature;
import io.callwatch.destination.SigningSecrets;
import io.callwatch.graph.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Posts events to a webhook, signed by the Standard Webhooks specification. Only 2xx is success; 410 is final. */
public final class WebhookChannel extends Channel {
    private static final int GONE = 410;

    private final DestinationSettings.Webhook settings;
    private final SigningSecrets secrets;
    private final InstantSource realClock;

    WebhookChannel(DestinationSettings.Webhook settings, InstantSource realClock) {
        super(settings.common());
        this.settings = settings;
        List<String> secrets = settings.secrets().stream().map(Secret::value).toList();
        this.secrets = secrets.isEmpty() ? null : SigningSecrets.of(secrets);
        this.realClock = realClock;
    }

    /** Leaves the call on the message; timestamp and signature are made anew for each attempt, the id is not. */
    public void compose(Exchange exchange, @ExchangeProperty("dispatch") Dispatch dispatch) {
        Event event = dispatch.first();
        String body = EventJson.of(event);
        Instant now = realClock.instant();
        Message message = exchange.getMessage();
        message.setBody(body);
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_URI, settings.url().toString());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        Signature signature = secrets == null
                ? Signature.none(event.id(), now)
                : secrets.sign(event.id(), now, body.getBytes(StandardCharsets.UTF_8));
        signature.headers().forEach(message::setHeader);
    }

    /** The answer's text does not matter, but a connection is only used again when it was read. */
    public void answered(InputStream answer) throws IOException {
        if (answer != null) {
            try (answer) {
                answer.readNBytes(64 * 1024);
            }
        }
    }

    @Override
    DeliveryFailure failure(Throwable thrown, Dispatch dispatch, Instant now) {
        if (thrown instanceof HttpOperationFailedException answer) {
            int status = answer.getStatusCode();
            Failure failure = status == 401 || status == 403 ? Failure.FORBIDDEN : Failure.ofStatus(status);
            return new DeliveryFailure(failure, "the other side answered " + status
                    + (status == GONE ? ": it wants no more of these" : ""), status == GONE,
                    GraphFailures.retryAfter(answer.getResponseHeaders(), now), Set.of(), Set.of());
        }
        return super.failure(thrown, dispatch, now);
    }
}
