package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Severity;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

    /** SQLite gives the number of the last event, once it is gone, to the next one: that was noted as sent, and nobody ever heard of it. */
    @Test
    void whatBecomesOfADeliveryInHandWhoseEventIsForgottenIsNotNotedOfTheNextEvent() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                Outbox.add(sql, match("Abbie Wilkins"), List.of("mail"), NOON);
                Delivery inHand = Outbox.find(sql, "Abbie Wilkins", "mail").orElseThrow();
                Person.forget(sql, "Abbie Wilkins");
                Outbox.add(sql, match("Somebody Else"), List.of("mail"), NOON);
                Delivery next = Outbox.find(sql, "Somebody Else", "mail").orElseThrow();
                Outbox.recipients(sql, inHand, Set.of("a@example.com"), Set.of("b@example.com"));
                Outbox.triedSince(sql, inHand, NOON.plusSeconds(1));
                Outbox.failed(sql, inHand, "503", NOON.plusSeconds(1), NOON.plusSeconds(6));
                assertThat(Outbox.dead(sql, inHand, "410", NOON.plusSeconds(1))).isFalse();
                Outbox.delivered(sql, inHand, NOON.plusSeconds(2));
                assertThat(Outbox.find(sql, "Somebody Else", "mail")).usingRecursiveComparison().isEqualTo(Optional.of(next));
            });
        }
    }

    private static Event match(String name) {
        CallRecord call = new CallRecord(name, 1, null, List.of(), NOON, null, null, null, null,
                RawJson.of("{\"name\":\"" + name + "\"}"));
        return new Event(name, EventType.CALL_MATCHED, NOON, "tenant", "rule", Severity.INFO, "", List.of(call), null, List.of(), name);
    }

    /** Else a server lets a fallback be given what another process is just taking out, which would keep what is behind it for ever. */
    @Test
    @Tag("server-ledger")
    void aProcessBesideWaitsForItsTurnToWrite() {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger run = place.open(); Ledger beside = place.file().openBeside()) {
            run.change(sql -> {
                Outbox.add(sql, match("Abbie Wilkins"), List.of("hook"), NOON);
                Outbox.dead(sql, Outbox.find(sql, "Abbie Wilkins", "hook").orElseThrow(), "410", NOON);
            });
            CompletableFuture<Integer> forgotten = run.write(sql -> {
                Queue.fallBack(sql, "hook", "mail", 1, NOON, NOON);
                CompletableFuture<Integer> forgetting = CompletableFuture.supplyAsync(() ->
                        beside.write(other -> Person.forget(other, "Abbie Wilkins").deliveries()));
                await().until(() -> sql.number("SELECT COUNT(*) FROM pg_locks JOIN pg_database d ON d.oid = database "
                        + "WHERE datname = current_database() AND NOT granted") > 0);
                return forgetting;
            });
            assertThat(forgotten.join()).as("that of the fallback, too").isEqualTo(2);
            assertThat(run.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM deliveries"))).isZero();
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

    /** Each statement goes over all calls of bursts: with some for each of thousands it took minutes, and a run beside waits as long. */
    @Test
    void theCallsOfBurstsAreForgottenManyAtATime() throws SQLException {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        List<String> statements = new ArrayList<>();
        try (Connection connection = place.connect()) {
            InvocationHandler noting = (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                    statements.add((String) arguments[0]);
                }
                return method.invoke(connection, arguments);
            };
            Sql sql = new Sql(new Statements((Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class}, noting), 0));
            for (int n = 0; n < 600; n++) {
                call(sql, "r", "their group", "call " + n, "+49301234567");
            }
            statements.clear();
            assertThat(Person.forget(sql, "+49301234567").others()).isEqualTo(600);
            assertThat(statements).filteredOn(statement -> statement.contains(" burst_calls")).as("600 calls").hasSizeLessThan(10);
        }
    }

    private static void call(Sql sql, String rule, String group, String id, String phone) throws SQLException {
        sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) VALUES (1, ?, ?, ?, 1, 0, ?)",
                rule, group, id, "{\"phone\":\"" + phone + "\"}");
    }
}
