package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands may wait, each looked at with what is before it: that must be found by its index. */
class QueueTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("file-ledger")
    void whatIsBeforeADeliveryIsFoundByItsAlert() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        for (String query : List.of(Queue.WAITING + "NOT " + Queue.EARLIER + ")", Outbox.DELIVERY + "WHERE d.destination = ?"
                + Outbox.NOTHING_BEFORE)) {
            assertThat(plan(place, query)).filteredOn(step -> step.contains(" b ")).isNotEmpty()
                    .allMatch(step -> step.contains("deliveries_order") && step.contains("first_id=?"));
        }
    }

    /** Asked each second of a destination that may have delivered a hundred thousand. */
    @Test
    @Tag("file-ledger")
    void whatIsToFallBackIsFoundAmongWhatIsNotDelivered() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        assertThat(plan(place, "SELECT COUNT(*) FROM deliveries d WHERE " + Queue.LATE)).filteredOn(step -> step.matches(".* d( .*)?"))
                .isNotEmpty().allMatch(step -> step.contains("deliveries_order"));
    }

    /** In quiet hours, say, of a day on which a rule matches far too much. */
    @Test
    void whatMayGoIsSeenBehindThousandsThatAreHeld() throws Exception {
        Instant now = Instant.parse("2026-11-20T23:00:00Z");
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            List<Waiting> waiting = ledger.write(sql -> {
                for (int i = 0; i < 10_000; i++) {
                    add(sql, "held-" + i, "held-" + i, Severity.WARNING, now);
                }
                add(sql, "behind", "held-0", Severity.CRITICAL, now);
                add(sql, "critical", "critical", Severity.CRITICAL, now);
                assertThat(Queue.due(sql, "hook", now, List.of())).isEmpty();
                return Queue.due(sql, "hook", now, List.of(Severity.CRITICAL));
            });
            assertThat(waiting).extracting(Waiting::firstId).containsExactly("critical");
        }
    }

    private static void add(Sql sql, String id, String firstId, Severity severity, Instant now) throws SQLException {
        Outbox.add(sql, new Event(id, EventType.CALL_MATCHED, now, "tenant", "rule", severity, "", List.of(), null, List.of(), firstId),
                List.of("hook"), now);
    }

    private static List<String> plan(LedgerPlace place, String query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + query.replace("?", "'x'"))) {
            while (row.next()) {
                plan.add(row.getString("detail"));
            }
        }
        return plan;
    }
}
