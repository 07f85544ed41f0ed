package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.EventType;
import io.callwatch.destination.SampleEvents;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.WithLedger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of an event that was left to the process that holds the ledger. */
class NotifyTestCommandTest extends WithLedger {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** It may know no destination of this name, since that was renamed under it. */
    @Test
    void anEventThatWasNotTriedYetHasAReasonToo() {
        ledger.change(sql -> Outbox.add(sql, SampleEvents.event(EventType.CALL_MATCHED, "short-call"), List.of("archive"), NOW));
        assertThat(NotifyTestCommand.reason(sent())).isEqualTo("the process that holds the ledger has not tried it yet; "
                + "'callwatch deliveries' shows what becomes of it");
        ledger.change(sql -> Outbox.failed(sql, sent(), "a file failed: no space left on device", NOW, NOW.plusSeconds(5)));
        assertThat(NotifyTestCommand.reason(sent())).isEqualTo("a file failed: no space left on device");
        ledger.change(sql -> Outbox.delivered(sql, sent(), NOW));
        assertThat(NotifyTestCommand.reason(sent())).isNull();
    }

    private Delivery sent() {
        String id = SampleEvents.event(EventType.CALL_MATCHED, "short-call").id();
        return ledger.read(sql -> Outbox.find(sql, id, "archive")).orElseThrow();
    }
}
