package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration KEEP = Duration.ofDays(90);

    @TempDir
    private Path folder;

    @Test
    void whatNobodyHasDealtWithStaysHoweverOldItIs() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.write(sql -> {
                for (String id : List.of("pending", "dead", "delivered")) {
                    Outbox.add(sql, new Event(id, EventType.CALL_MATCHED, NOON, "tenant", "rule", Severity.WARNING, "", List.of(), null,
                            List.of(), id), List.of("hook"), NOON);
                }
                Outbox.dead(sql, Outbox.find(sql, "dead", "hook").orElseThrow(), "410", NOON);
                Outbox.delivered(sql, Outbox.find(sql, "delivered", "hook").orElseThrow(), NOON);
                Quarantine.add(sql, "tenant", "open", "rule", "true", "failed", "{}", NOON);
                Quarantine.add(sql, "tenant", "dismissed", "other", "true", "failed", "{}", NOON);
                Quarantine.dismiss(sql, Quarantine.newest(sql));
                return null;
            });
            prune(ledger, NOON.plus(KEEP));
            assertThat(rows(ledger, "deliveries")).isEqualTo(3);
            prune(ledger, NOON.plus(KEEP).plusMillis(1));
            assertThat(rows(ledger, "deliveries")).isEqualTo(2);
            assertThat(rows(ledger, "events")).isEqualTo(2);
            assertThat(rows(ledger, "quarantine WHERE dismissed = 0")).isEqualTo(1);
            assertThat(rows(ledger, "quarantine")).isEqualTo(1);
        }
    }

    private static void prune(Ledger ledger, Instant now) {
        ledger.write(sql -> {
            Pruning.prune(sql, now, KEEP);
            return null;
        });
    }

    private static long rows(Ledger ledger, String table) {
        return ledger.<Long, RuntimeException>read(sql -> sql.number("SELECT COUNT(*) FROM " + table));
    }
}
