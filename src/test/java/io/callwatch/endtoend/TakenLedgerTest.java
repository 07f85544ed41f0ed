package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.alert.EventType;
import io.callwatch.destination.SampleEvents;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another process has taken the ledger, as when a machine was paused and its stand-in began. */
@Tag("server-ledger")
class TakenLedgerTest extends AtAWorkplace {
    @Test
    void whoHasLostTheLedgerSendsNothingOutOfIt() throws Exception {
        at.onlyShortCalls("hook").sweep("all", NEVER, "3h");
        try (LogLines log = new LogLines("app"); Watching watching = Watching.scheduled(at)) {
            try (Ledger taken = take()) {
                taken.write(sql -> Outbox.add(sql, SampleEvents.event(EventType.CALL_MATCHED, "short-call"), List.of("hook"), Instant.now()));
                await().atMost(Duration.ofSeconds(90)).until(() -> log.all().stream()
                        .anyMatch(line -> line.contains("hook") && line.contains("is held by another process")));
                assertThat(at.receiver.received()).isEmpty();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> at.receiver.received().size() == 1);
        }
    }

    private Ledger take() {
        return await().atMost(Duration.ofMinutes(1)).ignoreException(LedgerException.class).until(() -> {
            at.ledger().cutConnections();
            return at.ledger().open();
        }, ledger -> true);
    }
}
