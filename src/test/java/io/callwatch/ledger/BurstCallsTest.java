package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a call from the burst that was told with it. */
class BurstCallsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final BurstCalls.Group GROUP = new BurstCalls.Group("rule", "group");

    @TempDir
    private Path folder;
    private final BurstCalls calls = new BurstCalls(1);

    @Test
    void thatARuleReadsTheSameVersionOtherwiseTakesNothingBack() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, 1, NOON, Outcome.MATCH);
                note(sql, 2, NOON, Outcome.MATCH);
                note(sql, 2, NOON, Outcome.UNDECIDED);
                calls.tell(sql, GROUP, "event", "call", List.of("call"));
                note(sql, 2, NOON, Outcome.NO_MATCH);
                assertThat(calls.told(sql, GROUP)).containsExactly(new BurstCalls.Told("event", "call", List.of("call"), false));
                assertThat(calls.calls(sql, GROUP)).isEmpty();
                assertThat(calls.changed(sql)).containsExactly(GROUP);
                note(sql, 3, NOON, Outcome.NO_MATCH);
                assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::lost).as("a newer one does").containsExactly(true);
            });
        }
    }

    @Test
    void aVersionThatBeganAtAnotherTimeIsToBeLookedAtOnce() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, 1, NOON, Outcome.MATCH);
                calls.tell(sql, GROUP, "event", "call", List.of("call"));
                note(sql, 2, NOON.plusSeconds(60), Outcome.MATCH);
                assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::lost).containsExactly(true);
                calls.tell(sql, GROUP, "event", "call", List.of("call"));
                note(sql, 3, NOON.plusSeconds(60), Outcome.MATCH);
                assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::lost).containsExactly(false);
                assertThat(calls.calls(sql, GROUP)).extracting(CallRecord::version).containsExactly(3L);
            });
        }
    }

    private void note(Sql sql, long version, Instant start, Outcome outcome) throws SQLException {
        RawJson raw = RawJson.of("{\"id\":\"call\",\"version\":" + version + "}");
        calls.note(sql, "rule", new CallRecord("call", version, null, List.of(), start, null, null, null, null, raw), outcome, "group");
    }
}
