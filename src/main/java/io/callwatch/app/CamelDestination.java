package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.connection.HttpClients;
import io.callwatch.destination.EventJson;
import io.callwatch.destination.Titles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/**
 * Hands events to any Camel endpoint: JSON as the body; id, type, severity and rule as headers that a route can choose by. An attempt that is
 * not done in time is broken off; one that cannot be keeps the next ones from their turn, so that one thread hangs and no more.
 */
public final class CamelDestination extends Channel {
    /** An endpoint's own time-out says more, and comes first. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final DestinationSettings.Camel settings;
    private final ThreadPoolExecutor sender;
    private Endpoint endpoint;
    private ProducerTemplate template;

    CamelDestination(DestinationSettings.Camel settings, Titles titles) {
        super("send-camel", settings.common(), titles);
        this.settings = settings;
        this.sender = new ThreadPoolExecutor(0, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                new CamelThreadFactory("#name#", "send-" + name(), true));
    }

    DestinationSettings.Camel settings() {
        return settings;
    }

    @Override
    void preview(Event event, OutputStream out) throws IOException {
        out.write(EventJson.of(shown(event)).getBytes(StandardCharsets.UTF_8));
    }

    void sendBy(CamelContext context) {
        this.endpoint = context.getEndpoint(uriOfItsOwn());
        this.template = context.createProducerTemplate();
        if (endpoint instanceof HttpEndpoint http) {
            http.setHttpClientConfigurer(CompositeHttpConfigurer.combineConfigurers(http.getHttpClientConfigurer(),
                    CamelHttp.client(HttpClients.once(timeout()))));
        }
    }

    /** With what it needs as options, where it has none of its own: others who name the endpoint do not share them. */
    private String uriOfItsOwn() {
        String uri = settings.uri();
        String millis = Long.toString(timeout().toMillis());
        return switch (uri.replaceFirst(":.*", "")) {
            // what lies in a queue in memory is not yet taken; and where no route takes from it, to wait for one holds up all the rest
            case "seda" -> with(with(with(uri, "waitForTaskToComplete", "Always"), "timeout", millis), "failIfNoConsumers", "true");
            case "direct" -> with(uri, "block", "false");
            // where there is a query camel-http would get, not post
            case "http", "https" -> with(with(with(uri, "httpMethod", "POST"), "responseTimeout", millis), "connectTimeout",
                    Long.toString(HttpClients.toConnect(timeout()).toMillis()));
            default -> uri;
        };
    }

    private static String with(String uri, String option, String value) {
        return uri.matches(".*[?&]" + option + "=.*") ? uri : uri + (uri.contains("?") ? "&" : "?") + option + "=" + value;
    }

    /** @throws Exception as the endpoint's route ended */
    public void send(@ExchangeProperty("dispatch") Dispatch dispatch) throws Exception {
        Event event = shown(dispatch.first());
        Future<Exchange> attempt = sender.submit(
                () -> template.send(endpoint, ExchangePattern.InOnly, exchange -> compose(exchange.getMessage(), event)));
        try {
            Exchange sent = attempt.get(timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            if (sent.getException() != null) {
                throw sent.getException();
            }
            if (sent.isRollbackOnly() || sent.isRollbackOnlyLast()) {
                throw new RollbackExchangeException(sent);
            }
        } finally {
            attempt.cancel(true);
            sender.purge(); // while an attempt hangs that hears no interruption, those behind it would gather
        }
    }

    /** Its thread ends, one in which an attempt hangs after that: it may be the one that closes all, from a host's route. */
    @Override
    void close() {
        sender.shutdown();
    }

    private static void compose(Message message, Event event) {
        message.setBody(EventJson.of(event));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("callwatch.id", event.id());
        message.setHeader("callwatch.type", event.type().word());
        message.setHeader("callwatch.severity", event.severity().word());
        if (event.rule() != null) {
            message.setHeader("callwatch.rule", event.rule());
        }
    }
}
