package io.callwatch.app;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line what failed in a route; where it came from is in the log at DEBUG. */
public final class Outcry {
    private static final Logger LOG = LoggerFactory.getLogger(Outcry.class);

    public void say(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.error("{} failed: {}", exchange.getFromRouteId(), thrown.getMessage());
        LOG.debug("{} failed: {}", exchange.getFromRouteId(), Causes.of(thrown));
    }
}
