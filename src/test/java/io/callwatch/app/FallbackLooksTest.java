package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.ledger.Outbox;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When it is looked for what another destination is to get. */
class FallbackLooksTest extends WithDeliveries {
    @Test
    void whatFallsBackIsLookedForEachTenSecondsWhileDeliveriesGoOutSinceThatGoesOverAllThatWait() {
        values.put("callwatch.destinations.hook.fallback", "archive");
        queue("a", "b", "c", "d");
        Deliveries deliveries = deliveries(false);
        assertThat(takes(deliveries)).isEqualTo("a");
        giveUp("c");
        assertThat(takes(deliveries)).isEqualTo("b");
        assertThat(waiting("archive")).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(takes(deliveries)).isEqualTo("d");
        assertThat(waiting("archive")).containsExactly("c");
        queue("e");
        giveUp("e");
        assertThat(takes(deliveries)).isNull();
        assertThat(waiting("archive")).as("at once where nothing goes out").containsExactly("c", "e");
    }

    private void giveUp(String id) {
        ledger.change(sql -> Outbox.dead(sql, Outbox.find(sql, id, "hook").orElseThrow(), "no", clock.instant()));
    }
}
