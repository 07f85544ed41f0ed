package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.destination.EventJson;
import io.callwatch.destination.Titles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** Hands events to any Camel endpoint: JSON as the body; id, type and rule as headers that a route can choose by. */
public final class CamelDestination extends Channel {

    CamelDestination(DestinationSettings.Camel settings, Titles titles) {
        super(settings.common(), titles);
    }

    @Override
    void preview(Event event, OutputStream out) throws IOException {
        out.write(EventJson.of(shown(event)).getBytes(StandardCharsets.UTF_8));
    }

    public void compose(Exchange exchange, @ExchangeProperty("dispatch") Dispatch dispatch) {
        Event event = shown(dispatch.first());
        Message message = exchange.getMessage();
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
