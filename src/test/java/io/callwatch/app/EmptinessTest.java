package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.config.WatchSettings;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the last 500 records, once there are 200: from 95 % on it is told, and under a half it is over. */
class EmptinessTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void isToldOnceAndOverOnce(@TempDir Path folder) {
        Emptiness emptiness = new Emptiness(Set.of("call.organizer.kind", "call.id"));
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            assertThat(toldAfter(199, null, emptiness, ledger)).isEmpty();
            assertThat(toldAfter(1, null, emptiness, ledger)).containsExactly("feed.failing");
            assertThat(toldAfter(200, null, emptiness, ledger)).hasSize(1);
            Organizer somebody = new Organizer("user", "id", null, null);
            assertThat(toldAfter(350, somebody, emptiness, ledger)).as("150 of 500 are empty")
                    .containsExactly("feed.failing", "feed.recovered");
        }
    }

    @Test
    void isNotOverWhileHalfOfThemAreEmpty(@TempDir Path folder) {
        Emptiness emptiness = new Emptiness(Set.of("call.organizer"));
        Organizer somebody = new Organizer("user", "id", null, null);
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            assertThat(toldAfter(500, null, emptiness, ledger)).hasSize(1);
            assertThat(toldAfter(250, somebody, emptiness, ledger)).hasSize(1);
            assertThat(toldAfter(1, somebody, emptiness, ledger)).hasSize(2);
        }
    }

    private static List<String> toldAfter(int count, Organizer organizer, Emptiness emptiness, Ledger ledger) {
        Watch watch = new Watch(ledger, 1, "tenant", new WatchSettings(List.of("ops"), Duration.ofHours(2)), InstantSource.fixed(NOON),
                InstantSource.fixed(NOON));
        CallRecord record = new CallRecord("id", 1, null, List.of(), null, null, null, null, organizer, RawJson.of("{}"));
        return ledger.write(sql -> {
            emptiness.look(Collections.nCopies(count, record)).report(sql, watch, NOON);
            return sql.list("SELECT type FROM events ORDER BY seq", row -> row.getString(1));
        });
    }
}
