package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.Alert;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.graph.Window;
import io.callwatch.rule.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aPageOfALongChainFindsItsOwnAmongTheManyThatLieBetween() {
        List<CallRecord> chain = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            chain.add(record("call-" + i, 1, NOON.plusSeconds(i)));
        }
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            note(ledger, calls, chain.subList(0, 2_990));
            List<CallRecord> page = List.of(chain.get(0), chain.get(1_500), chain.get(2_989), chain.get(2_995));
            Map<String, Calls.Seen> found = ledger.read(sql -> calls.find(sql, page));
            assertThat(found).containsOnlyKeys("call-0", "call-1500", "call-2989");
            Map<String, Calls.Seen> all = ledger.read(sql -> calls.find(sql, chain));
            assertThat(all).hasSize(2_990);
        }
    }

    @Test
    void manyCallsThatBeginAtTheSameInstantAreFoundByTheirIds() {
        List<CallRecord> crowd = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            crowd.add(record("call-" + i, 1, NOON));
        }
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            note(ledger, calls, crowd.subList(0, 2_990));
            Map<String, Calls.Seen> found = ledger.read(sql -> calls.find(sql, crowd.subList(2_950, 3_000)));
            assertThat(found).hasSize(40).containsKeys("call-2950", "call-2989");
        }
    }

    @Test
    void recordsWithoutAStartAreKnownAgain() {
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(Calls.tenantNumber(ledger, "tenant"));
            CallRecord early = record("no-start", 2, null);
            note(ledger, calls, List.of(early, record("other", 1, NOON)));
            Map<String, Calls.Seen> found = ledger.read(sql -> calls.find(sql, List.of(early)));
            assertThat(found).containsOnlyKeys("no-start");
            Calls.Seen seen = ledger.read(sql -> calls.find(sql, "no-start")).orElseThrow();
            assertThat(seen.startDateTime()).isEmpty();
            assertThat(knowsNewer(ledger, calls, record("no-start", 1, NOON))).isTrue();
            assertThat(versionsAfterPruning(ledger, calls, Instant.EPOCH.plus(Duration.ofDays(31)))).containsOnlyKeys("no-start");
            assertThat(versionsAfterPruning(ledger, calls, Instant.EPOCH.plus(Duration.ofDays(32)))).isEmpty();
        }
    }

    /** Of a call without a start, that was seen and judged at the beginning of time. */
    private static Map<String, ?> versionsAfterPruning(Ledger ledger, Calls calls, Instant now) {
        return ledger.write(sql -> {
            new Alerts(1).put(sql, "no-start", "rule", new Alert(2, Outcome.MATCH, null, Alert.Told.MATCHED, "", "id"), null, Instant.EPOCH);
            Pruning.prune(sql, now, Duration.ofDays(90));
            Map<String, Calls.Seen> seen = calls.find(sql, List.of(record("no-start", 2, null)));
            assertThat(new Alerts(1).find(sql, List.of("no-start")).keySet()).isEqualTo(seen.keySet());
            return seen;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void theHistoryOfACallWhoseStartChangedIsOne(long seconds) {
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            note(ledger, calls, List.of(record("moved", 1, NOON), record("other", 9, NOON)));
            note(ledger, calls, List.of(record("moved", 2, NOON.plusSeconds(seconds))));
            Calls.Seen seen = ledger.read(sql -> calls.find(sql, "moved")).orElseThrow();
            assertThat(seen.version()).isEqualTo(2);
            assertThat(seen.versions()).isEqualTo("1@0 2@0");
            assertThat(seen.startDateTime()).contains(NOON.plusSeconds(seconds));
        }
    }

    @Test
    void theHigherVersionOfACallWhoseStartChangedIsFoundAmongItsNeighbours() {
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            CallRecord moved = record("moved", 2, NOON.minusMillis(1_500));
            note(ledger, calls, List.of(record("moved", 1, NOON), record("other", 1, NOON.plusSeconds(60))));
            note(ledger, calls, List.of(moved));
            Map<String, Calls.Seen> found = ledger.read(sql -> calls.find(sql, List.of(moved, record("other", 1, NOON.plusSeconds(60)))));
            assertThat(found.get("moved").version()).isEqualTo(2);
        }
    }

    @Test
    void aVersionIsKnownForOlderWhereverTheNewerOneBegan() {
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            for (long version : new long[] {1, 2, 4}) {
                note(ledger, calls, List.of(record("gap", version, NOON)));
            }
            note(ledger, calls, List.of(record("late", 2, NOON), record("in line", 1, NOON)));
            note(ledger, calls, List.of(record("in line", 2, NOON)));
            assertThat(knowsNewer(ledger, calls, record("gap", 3, NOON.minusSeconds(60)))).isTrue();
            assertThat(knowsNewer(ledger, calls, record("gap", 4, NOON))).isFalse();
            Optional<Calls.Seen> seen = ledger.read(sql -> calls.find(sql, "gap"));
            assertThat(seen).contains(new Calls.Seen(4, 7, "1@0 2@0 4@0", Nanos.of(NOON)));
            note(ledger, calls, List.of(record("gap", 6, NOON)));
            assertThat(knowsNewer(ledger, calls, record("gap", 5, NOON.minusSeconds(60)))).isTrue();
            ledger.change(sql -> calls.judgeAgain(sql, List.of(record("gap", 6, NOON))));
            assertThat(judgedBy(ledger, calls, "gap")).isZero();
            assertThat(judgedBy(ledger, calls, "late")).isEqualTo(7);
            note(ledger, calls, List.of(record("gap", 6, NOON)));
            assertThat(judgedBy(ledger, calls, "gap")).isEqualTo(7);
            assertThat(knowsNewer(ledger, calls, record("late", 1, null))).isTrue();
            assertThat(knowsNewer(ledger, calls, record("in line", 1, NOON))).as("found by its start").isFalse();
            note(ledger, calls, List.of(record("neighbour", 1, NOON), record("in line", 3, NOON.plusSeconds(60))));
            assertThat(knowsNewer(ledger, calls, record("in line", 2, NOON))).isTrue();
            for (long version : new long[] {2, 3}) {
                note(ledger, calls, List.of(record("put off", version, NOON.plus(Duration.ofDays(version)))));
            }
            ledger.change(sql -> Pruning.prune(sql, NOON.plus(Duration.ofDays(33)).plusSeconds(60), Duration.ofDays(90)));
            assertThat(knowsNewer(ledger, calls, record("gap", 1, NOON))).isFalse();
            assertThat(knowsNewer(ledger, calls, record("put off", 2, NOON.plus(Duration.ofDays(2))))).as("it began a day later").isTrue();
        }
    }

    @Test
    void aLowerVersionThatComesLaterHidesNoHigherOne() {
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            note(ledger, calls, List.of(record("late", 3, NOON)));
            note(ledger, calls, List.of(record("late", 2, NOON.minusSeconds(60))));
            assertThat(knowsNewer(ledger, calls, record("late", 2, NOON.minusSeconds(60)))).isTrue();
        }
    }

    private static long judgedBy(Ledger ledger, Calls calls, String id) {
        return ledger.read(sql -> calls.find(sql, id)).orElseThrow().judgedBy();
    }

    private static boolean knowsNewer(Ledger ledger, Calls calls, CallRecord record) {
        return ledger.read(sql -> calls.knowNewer(sql, record));
    }

    @Test
    void aLedgerOfAnOlderVersionKeepsItsCalls() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.migrateTo("2");
        place.change("INSERT INTO calls VALUES (1, 'old', 3, " + NOON.getEpochSecond() + "000000000, 0, 7, '3@0')",
                "INSERT INTO calls VALUES (1, 'no-start', 1, NULL, 0, 7, '1@0')");
        try (Ledger ledger = ledger()) {
            Calls calls = new Calls(1);
            Map<String, Calls.Seen> found = ledger.read(sql ->
                    calls.find(sql, List.of(record("old", 3, NOON), record("no-start", 1, null))));
            assertThat(found).containsOnlyKeys("old", "no-start");
            assertThat(knowsNewer(ledger, calls, record("old", 2, NOON.minusSeconds(60)))).isTrue();
            assertThat(found.get("old")).isEqualTo(new Calls.Seen(3, 7, "3@0", NOON.getEpochSecond() * 1_000_000_000));
        }
    }

    @Test
    void aLedgerIsOneTenants() {
        try (Ledger ledger = ledger()) {
            long mistyped = Calls.tenantNumber(ledger, "mistyped");
            long tenant = Calls.tenantNumber(ledger, "A");
            assertThat(tenant).as("nothing was read with the other one").isNotEqualTo(mistyped);
            note(ledger, new Calls(tenant), List.of(record("call", 1, NOON)));
            assertThat(List.of("a", "A")).extracting(id -> Calls.tenantNumber(ledger, id)).containsOnly(tenant);
            assertThatThrownBy(() -> Calls.tenantNumber(ledger, "b")).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll(ledger.name(), "another tenant, A:", "callwatch.ledger.url", "callwatch.graph.tenant-id");
        }
    }

    @Test
    void aMistypedTenantsPlanIsTakenOverAsLongAsNothingWasRead() {
        try (Ledger ledger = ledger()) {
            long number = Calls.tenantNumber(ledger, "mistyped");
            Calls.takeOver(ledger, "a");
            assertThat(Calls.tenantNumber(ledger, "a")).as("nothing was planned").isNotEqualTo(number);
            ledger.change(sql -> new Coverage(number).plan(sql, "all", Duration.ofHours(3), NOON));
            for (String id : List.of("a", "b", "A")) {
                Calls.takeOver(ledger, id);
                assertThat(Calls.tenantNumber(ledger, id)).isEqualTo(number);
            }
            ledger.change(sql -> new Coverage(number).read(sql, Window.before(NOON, Duration.ofHours(3)), NOON));
            Calls.takeOver(ledger, "empty");
            assertThat(Calls.tenantNumber(ledger, "empty")).as("what was read was another's").isNotEqualTo(number);
        }
    }

    private Ledger ledger() {
        return LedgerPlace.in(folder).open();
    }

    private static void note(Ledger ledger, Calls calls, List<CallRecord> records) {
        ledger.change(sql -> calls.note(sql, records, calls.find(sql, records), 7, Instant.EPOCH));
    }

    private static CallRecord record(String id, long version, Instant start) {
        return new CallRecord(id, version, null, List.of(), start, null, null, null, null, RawJson.of("{}"));
    }
}
