package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a person nothing is left, and of the others everything. */
class PersonTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void noDeliveryIsLeftOfAnEventThatIsForgotten() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                for (String name : List.of("Abbie Wilkins", "Somebody Else")) {
                    Outbox.add(sql, match(name), List.of("hook", "mail"), NOON);
                    Quarantine.add(sql, "tenant", name, "rule", "true", "failed", "{\"name\":\"" + name + "\"}", NOON);
                    for (String origin : List.of("NUMBER", "COUNTRY")) {
                        sql.update("INSERT INTO origins (tenant, origin, value, start_ns) VALUES (1, ?, ?, 0)", origin, name);
                    }
                }
                assertThat(Person.forget(sql, "Abbie Wilkins")).isEqualTo(new Person.Forgotten(1, 2, 1, 1));
                assertThat(Quarantine.reasons(sql)).extracting(Quarantine.Entry::callId).containsExactly("Somebody Else");
                assertThat(sql.number("SELECT COUNT(*) FROM events")).isEqualTo(1);
                assertThat(sql.number("SELECT COUNT(*) FROM deliveries")).isEqualTo(2);
            });
        }
    }

    private static Event match(String name) {
        CallRecord call = new CallRecord(name, 1, null, List.of(), NOON, null, null, null, null,
                RawJson.of("{\"name\":\"" + name + "\"}"));
        return new Event(name, EventType.CALL_MATCHED, NOON, "tenant", "rule", Severity.INFO, "", List.of(call), null, List.of(), name);
    }

    /** On a server a transaction does not see what another one has just taken out: it would wait, and keep what is behind it, for ever. */
    @Test
    @Tag("server-ledger")
    void whatAFallbackWasGivenOfItMeanwhileIsGoneWithTheNextPass() {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger run = place.open(); Ledger beside = place.file().openBeside()) {
            run.change(sql -> {
                Outbox.add(sql, match("Abbie Wilkins"), List.of("hook"), NOON);
                Outbox.dead(sql, Outbox.find(sql, "Abbie Wilkins", "hook").orElseThrow(), "410", NOON);
            });
            run.change(sql -> {
                Queue.fallBack(sql, "hook", "mail", 1, NOON, NOON);
                beside.change(other -> Person.forget(other, "Abbie Wilkins"));
            });
            run.change(sql -> {
                Outbox.add(sql, match("Somebody Else"), List.of("mail"), NOON);
                Pruning.prune(sql, NOON, Duration.ofDays(90));
                assertThat(Outbox.due(sql, "mail", NOON, 0, 1)).extracting(delivery -> delivery.event().id()).containsExactly("Somebody Else");
                assertThat(sql.number("SELECT COUNT(*) FROM deliveries")).isOne();
            });
        }
    }

    /** A group bears their number, or another name while all of its calls are theirs. */
    @Test
    void noGroupOfABurstIsLeftThatIsNamedAfterThem() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                for (String group : List.of("+49 30 1234567", "theirs alone", "shared", "of calls that are gone")) {
                    sql.update("INSERT INTO bursts (tenant, rule, group_value, first_event_id, first_call, calls) "
                            + "VALUES (1, 'r', ?, ?, 'c', 'c')", group, group);
                    sql.update("INSERT INTO burst_changes (tenant, rule, group_value) VALUES (1, 'r', ?)", group);
                }
                call(sql, "r", "theirs alone", "one", "+49301234567");
                call(sql, "r", "shared", "two", "+49301234567");
                call(sql, "r", "shared", "three", "+49305555555");
                call(sql, "another rule", "theirs alone", "four", "+49305555555");
                Person.forget(sql, "+49301234567");
                for (String table : List.of("bursts", "burst_changes")) {
                    assertThat(sql.list("SELECT group_value FROM " + table, row -> row.getString(1))).as(table)
                            .containsExactlyInAnyOrder("shared", "of calls that are gone");
                }
                assertThat(sql.list("SELECT call_id FROM burst_calls", row -> row.getString(1))).containsExactlyInAnyOrder("three", "four");
            });
        }
    }

    private static void call(Sql sql, String rule, String group, String id, String phone) throws SQLException {
        sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) VALUES (1, ?, ?, ?, 1, 0, ?)",
                rule, group, id, "{\"phone\":\"" + phone + "\"}");
    }
}
