package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.app.Outcry;
import io.callwatch.sandbox.TurnedClock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What fails again and again in a route that a clock starts. */
class OutcryTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TurnedClock clock = new TurnedClock(NOON);
    private final Outcry outcry = new Outcry(clock);

    @Test
    void ofALookEachSecondIsALineEachMinuteAndOfASweepOneForEachTick() {
        try (LogLines log = new LogLines("app.Outcry")) {
            for (int second = 0; second < 120; second++) {
                clock.set(NOON.plusSeconds(second));
                outcry.say(failed("await-deliveries-hook"));
                outcry.say(failed("await-deliveries-ops-mail"));
            }
            assertThat(log.all()).hasSize(4).contains("await-deliveries-hook failed: the disk is full",
                    "await-deliveries-ops-mail failed: the disk is full");
            outcry.say(failed("sweep-all"));
            outcry.say(failed("sweep-all"));
            assertThat(log.all()).hasSize(6);
        }
    }

    private static Exchange failed(String route) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId(route);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("the disk is full"));
        return exchange;
    }
}
