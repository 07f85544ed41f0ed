package io.callwatch.app;

import io.callwatch.text.Causes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line what failed in a route; where it came from is in the log at DEBUG. Of a route that looks each second for what
 * is due it is said once a minute: a full disk lasts for hours. Threads may share it.
 */
public final class Outcry {
    private static final Logger LOG = LoggerFactory.getLogger(Outcry.class);
    private static final String EACH_SECOND = "await-deliveries-";
    private static final Duration APART = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Seldom> said = new ConcurrentHashMap<>();

    public Outcry(InstantSource clock) {
        this.clock = clock;
    }

    public void say(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getFromRouteId();
        if (!route.startsWith(EACH_SECOND) || said.computeIfAbsent(route, id -> new Seldom(APART)).isDue(clock.instant())) {
            LOG.error("{} failed: {}", route, Causes.words(thrown));
        }
        LOG.debug("{} failed: {}", route, Causes.of(thrown));
    }
}
