package io.callwatch.endtoend;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code unfit:}: its jar is on the classpath, what it needs is not. That shows at once, or with {@code unfit:later} when it sends; with
 * {@code unfit:threads} it wants more of these than the system grants.
 */
public final class UnfitComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (remaining.equals("threads")) {
            throw new OutOfMemoryError("unable to create native thread: possibly out of memory or process/resource limits reached");
        }
        if (!remaining.equals("later")) {
            throw new NoClassDefFoundError("org/broker/Client");
        }
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                throw new NoClassDefFoundError("org/broker/Client");
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
