package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                    add(sql, id, NOON);
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

    /** SQLite gives the number of the last event once more after that is deleted. */
    @Test
    void whatWasSentByHandLongAfterItsEventKeepsNoLaterEventFromItsDestination() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "early", NOON);
                Outbox.dead(sql, Outbox.find(sql, "early", "hook").orElseThrow(), "410", NOON);
                Outbox.again(sql, Outbox.find(sql, "early", "hook").orElseThrow(), NOON.plus(Duration.ofDays(80)));
                Outbox.delivered(sql, Outbox.find(sql, "early", "hook").orElseThrow(), NOON.plus(Duration.ofDays(80)));
            });
            prune(ledger, NOON.plus(KEEP).plusMillis(1));
            ledger.change(sql -> add(sql, "late", NOON.plus(KEEP)));
            Optional<Delivery> late = ledger.read(sql -> Outbox.find(sql, "late", "hook"));
            assertThat(late).hasValueSatisfying(delivery -> assertThat(delivery.state()).isEqualTo(Delivery.State.PENDING));
        }
    }

    /** Its mail was to answer that of the match, and a burst of the same calls is known by it to be one that is told again. */
    @Test
    void whatWasToldOfABurstStaysAsLongAsItsCallsAlsoOnceItIsTakenBack() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "call", EventType.CALL_MATCHED, NOON);
                add(sql, "match", EventType.CALLS_MATCHED, NOON);
                add(sql, "withdrawal", EventType.CALLS_WITHDRAWN, NOON);
                for (String id : List.of("call", "match", "withdrawal")) {
                    Outbox.delivered(sql, Outbox.find(sql, id, "hook").orElseThrow(), NOON);
                }
                Pruning.prune(sql, NOON.plus(Duration.ofDays(31)), Duration.ofDays(7));
                assertThat(sql.list("SELECT id FROM events ORDER BY seq", row -> row.getString(1))).containsExactly("match", "withdrawal");
                Pruning.prune(sql, NOON.plus(Duration.ofDays(31)).plusMillis(1), Duration.ofDays(7));
            });
            assertThat(rows(ledger, "events")).isZero();
            assertThat(rows(ledger, "deliveries")).isZero();
        }
    }

    /** Where events are kept for less than the service keeps its calls, newer versions would take it back from nobody. */
    @Test
    void whatWasToldOfABurstStaysAsLongAsTheBurst() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                sql.update("INSERT INTO tenants (id, tenant_id) VALUES (1, 't')");
                for (String id : List.of("burst", "call")) {
                    add(sql, id, NOON);
                    Outbox.delivered(sql, Outbox.find(sql, id, "hook").orElseThrow(), NOON);
                }
                sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) "
                        + "VALUES (1, 'rule', 'g', 'c', 1, ?, '{}')", Nanos.of(NOON));
                new BurstCalls(1).tell(sql, new BurstCalls.Group("rule", "g"), "burst", "c", List.of("c"));
                for (int days : new int[] {31, 32}) {
                    Pruning.prune(sql, NOON.plus(Duration.ofDays(days)), Duration.ofDays(7));
                    assertThat(sql.list("SELECT id FROM events", row -> row.getString(1))).isEqualTo(days == 31 ? List.of("burst") : List.of());
                }
            });
        }
    }

    private static void add(Sql sql, String id, Instant now) throws SQLException {
        add(sql, id, EventType.CALL_MATCHED, now);
    }

    private static void add(Sql sql, String id, EventType type, Instant now) throws SQLException {
        Outbox.add(sql, new Event(id, type, now, "tenant", "rule", Severity.WARNING, "", List.of(), null, List.of(), id),
                List.of("hook"), now);
    }

    /** A call that is forgotten while the service lists it is told again. */
    @Test
    void whatTheServiceMayStillListIsRemembered() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            long start = Nanos.of(NOON);
            long seen = NOON.toEpochMilli();
            ledger.change(sql -> {
                sql.update("INSERT INTO tenants (id, tenant_id) VALUES (1, 't')");
                String call = "INSERT INTO calls (tenant, start_ns, call_id, version, seen_ms, judged_by, versions) "
                        + "VALUES (1, ?, ?, 1, ?, 0, '')";
                sql.update(call, start, "c", 0);
                sql.update(call, Calls.NO_START, "without a start", seen);
                sql.update("INSERT INTO newer_versions (tenant, call_id, version, start_ns) VALUES (1, 'c', 2, ?)", start);
                String alert = "INSERT INTO alerts (tenant, call_id, rule, version, outcome, told, start_ns, since_ms) "
                        + "VALUES (1, ?, 'r', 1, 'match', 'MATCHED', ?, ?)";
                sql.update(alert, "c", start, 0);
                sql.update(alert, "without a start", null, seen);
                sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) "
                        + "VALUES (1, 'r', 'g', 'c', 1, ?, '{}')", start);
                String burst = "INSERT INTO bursts (tenant, rule, group_value, first_event_id, first_call, calls) "
                        + "VALUES (1, ?, ?, ?, 'c', 'c')";
                sql.update(burst, "r", "g", "of calls");
                sql.update(burst, "r", "h", "to be looked at");
                for (String group : List.of("g", "h", "i")) { // of the same names, but of another rule
                    sql.update(burst, "s", group, "without calls in " + group);
                }
                sql.update(burst, "r", "i", "without calls");
                sql.update("INSERT INTO burst_changes (tenant, rule, group_value) VALUES (1, 'r', 'h')");
                Quarantine.add(sql, "tenant", "c", "r", "true", "failed", "{}", NOON);
                Quarantine.dismiss(sql, Quarantine.newest(sql));
            });
            List<String> tables = List.of("calls", "newer_versions", "alerts", "burst_calls", "bursts", "quarantine");
            prune(ledger, NOON.plus(Duration.ofDays(31)));
            assertThat(tables).extracting(table -> rows(ledger, table)).containsExactly(2L, 1L, 2L, 1L, 2L, 1L);
            prune(ledger, NOON.plus(Duration.ofDays(31)).plusMillis(1));
            assertThat(tables).extracting(table -> rows(ledger, table)).containsExactly(0L, 0L, 0L, 0L, 1L, 0L);
        }
    }

    /** A rule may ask for all of that time, and a month before the calls that are listed. */
    @ParameterizedTest
    @CsvSource({"90,90", "7,31"})
    void whereCallsCameFromIsRememberedAsLongAsEventsAreButAMonthAtLeast(long keep, long days) {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> sql.update("INSERT INTO origins (tenant, origin, value, start_ns) VALUES (1, 'NUMBER', '+49', ?)",
                    Nanos.of(NOON)));
            for (long past = 0; past < 2; past++) {
                Instant now = NOON.plus(Duration.ofDays(days)).plusMillis(past);
                ledger.change(sql -> Pruning.prune(sql, now, Duration.ofDays(keep)));
                assertThat(rows(ledger, "origins")).isEqualTo(1 - past);
            }
        }
    }

    @Test
    void whatWasLostIsToldAsLongAsEventsAre() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> sql.update("INSERT INTO lost (tenant, from_ms, to_ms, noted_ms) VALUES (1, 0, 1, ?)", NOON.toEpochMilli()));
            prune(ledger, NOON.plus(KEEP));
            assertThat(rows(ledger, "lost")).isEqualTo(1);
            prune(ledger, NOON.plus(KEEP).plusMillis(1));
            assertThat(rows(ledger, "lost")).isZero();
        }
    }

    /** Else what is left of it, when its first calls are forgotten, were another. */
    @Test
    void aBurstIsRememberedAsLongAsTheLastOfItsCallsIs() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) "
                        + "VALUES (1, 'r', 'g', 'last', 1, 0, '{}')");
                BurstCalls calls = new BurstCalls(1);
                BurstCalls.Group group = new BurstCalls.Group("r", "g");
                assertThat(calls.isRecent(sql, group, new BurstCalls.Told("e", "first", List.of("first", "last"), false))).isTrue();
                assertThat(calls.isRecent(sql, group, new BurstCalls.Told("e", "last", List.of("last", "later"), false))).isFalse();
            });
        }
    }

    private static void prune(Ledger ledger, Instant now) {
        ledger.change(sql -> Pruning.prune(sql, now, KEEP));
    }

    private static long rows(Ledger ledger, String table) {
        return ledger.read(sql -> sql.number("SELECT COUNT(*) FROM " + table));
    }
}
