package io.callwatch.endtoend;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code loud:}, behind which nothing is: as it is loaded it writes to stdout, as Spring's log does behind {@code jms:}. */
public final class LoudComponent extends DefaultComponent {
    static {
        System.out.println("please remove some.jar from the classpath");
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return getCamelContext().getEndpoint("log:" + remaining + "?level=OFF");
    }
}
