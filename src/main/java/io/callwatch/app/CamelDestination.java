package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.destination.EventJson;
import io.callwatch.destination.Titles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.WaitForTaskToComplete;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;

/** Hands events to any Camel endpoint: JSON as the body; id, type and rule as headers that a route can choose by. */
public final class CamelDestination extends Channel {
    private Endpoint endpoint;
    private ProducerTemplate template;

    CamelDestination(DestinationSettings.Camel settings, Titles titles) {
        super(settings.common(), titles);
    }

    @Override
    void preview(Event event, OutputStream out) throws IOException {
        out.write(EventJson.of(shown(event)).getBytes(StandardCharsets.UTF_8));
    }

    void sendTo(Endpoint endpoint, ProducerTemplate template) {
        this.endpoint = endpoint;
        this.template = template;
        if (endpoint instanceof SedaEndpoint seda) {
            // what lies in a queue in memory is not yet taken
            seda.setWaitForTaskToComplete(WaitForTaskToComplete.Always);
            seda.setTimeout(timeout().toMillis());
        }
        if (endpoint instanceof DirectEndpoint direct) {
            direct.setTimeout(timeout().toMillis());
        }
    }

    /** @throws Exception as the endpoint's route ended */
    public void send(@ExchangeProperty("dispatch") Dispatch dispatch) throws Exception {
        Exchange sent = template.send(endpoint, ExchangePattern.InOnly, exchange -> compose(exchange.getMessage(), shown(dispatch.first())));
        if (sent.getException() != null) {
            throw sent.getException();
        }
        if (sent.isRollbackOnly()) {
            throw new RollbackExchangeException(sent);
        }
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
