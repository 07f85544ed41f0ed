package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.ProxySettings;
import io.callwatch.config.Secret;
import io.callwatch.connection.GuardedNames;
import io.callwatch.connection.HttpClients;
import io.callwatch.destination.Notice;
import io.callwatch.destination.SigningSecrets;
import io.callwatch.destination.Titles;
import io.callwatch.destination.WebhookBody;
import io.callwatch.destination.WebhookFormat;
import io.callwatch.text.Causes;
import io.callwatch.text.Url;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;

/** Posts events to a webhook, signed by the Standard Webhooks specification. Only 2xx is success; 410 is final. */
public final class WebhookDestination extends Channel {
    private final DestinationSettings.Webhook settings;
    private final ZoneId zone;
    private final WebhookFormat format;
    private final String routingKey;
    private final SigningSecrets secrets;
    private final InstantSource realClock;
    private final CompleteFile complete;
    private volatile int answered;

    WebhookDestination(DestinationSettings.Webhook settings, Titles titles, ZoneId zone, InstantSource realClock,
            CompleteFile complete) {
        super("send-webhook", settings.common(), titles);
        this.settings = settings;
        this.zone = zone;
        this.format = WebhookFormat.of(settings.format());
        List<String> secrets = settings.secrets().stream().map(Secret::value).toList();
        this.routingKey = format == WebhookFormat.PAGERDUTY ? secrets.get(0) : null;
        this.secrets = SigningSecrets.of(routingKey == null ? secrets : List.of());
        this.realClock = realClock;
        this.complete = complete;
    }

    @Override
    Map<String, Object> parameters() {
        return Map.of("timeoutMillis", timeout().toMillis());
    }

    @Override
    void bind(Main main, ProxySettings proxy) {
        super.bind(main, proxy);
        main.bind("httpClient-" + name(), CamelHttp.client(HttpClients.guarded(settings, proxy)));
    }

    /** Leaves the call on the message; timestamp and signature are made anew for each attempt, the id is not. */
    public void compose(Exchange exchange, @ExchangeProperty("dispatch") Dispatch dispatch) {
        Notice notice = dispatch.notice(this::shown, complete);
        WebhookBody body = format.render(notice, zone, routingKey);
        Message message = exchange.getMessage();
        message.setBody(body.bytes());
        settings.headers().forEach((name, value) -> message.setHeader(name, value.value()));
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        CamelHttp.ask(message, settings.url());
        message.setHeader(Exchange.CONTENT_TYPE, body.contentType());
        secrets.headers(notice.id(), realClock.instant(), body.bytes()).forEach(message::setHeader);
    }

    @Override
    Optional<String> answer() {
        return answered == 0 ? Optional.empty() : Optional.of("the other side answered " + answered);
    }

    /** An incident. */
    @Override
    boolean holdsState() {
        return format == WebhookFormat.PAGERDUTY;
    }

    @Override
    boolean takesDigests() {
        return format.takesDigests();
    }

    @Override
    boolean digestsHoldAll() {
        return format.digestsHoldAll();
    }

    @Override
    void preview(Event event, OutputStream out) throws IOException {
        out.write(format.render(Notice.of(shown(event)), zone, "***").bytes());
    }

    /** Read to its end, which is never far, so that the connection can be used again; some hide a failure in the text of a 200. */
    public void answered(InputStream answer, @Header(Exchange.HTTP_RESPONSE_CODE) int status)
            throws IOException, HttpOperationFailedException {
        answered = status;
        if (answer != null) {
            int counted = format.statusWithin(status, text(answer));
            if (counted / 100 != 2) {
                throw new HttpOperationFailedException(Url.host(settings.url()), counted, "", "", Map.of(), "");
            }
        }
    }

    /** Where it breaks off, its status has said that the other side has what was sent, which it would get twice. */
    private String text(InputStream answer) throws IOException {
        try (answer) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            if (format.hidesFailures()) {
                throw e;
            }
            return "";
        }
    }

    @Override
    DeliveryFailure failure(Throwable thrown, Dispatch dispatch, Instant now) {
        return Causes.first(thrown, GuardedNames.RefusedAddressException.class)
                .map(refused -> DeliveryFailure.passing(refused.getMessage() + "; allow-private=true lets it pass"))
                .orElseGet(() -> super.failure(thrown, dispatch, now));
    }
}
