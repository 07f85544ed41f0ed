package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server has no statistics, or those of an empty table, while the first backfill fills it: thousands may wait by then. */
@Tag("server-ledger")
class ServerPlansTest {
    @TempDir
    private Path folder;
    private LedgerPlace place;

    @BeforeEach
    void twentyThousandDeliveriesThatTheServerKnowsNothingOf() throws SQLException {
        place = LedgerPlace.in(folder);
        place.open().close();
        place.change("ALTER TABLE deliveries SET (autovacuum_enabled = false)",
                "INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms) "
                        + "SELECT n, 'hook', 'pending', 'alert ' || n, 0, 0 FROM generate_series(1, 20000) n");
    }

    @Test
    void whatIsBeforeADeliveryIsFoundByItsAlertAndNotAmongAllThatWait() throws SQLException {
        for (String query : List.of(Outbox.DUE, Outbox.UNTRIED, Queue.WAITING + "NOT " + Queue.EARLIER + ")",
                "SELECT COUNT(*) FROM deliveries d WHERE " + Queue.LATE)) {
            assertThat(plan(query)).filteredOn(step -> step.contains(" on deliveries b")).as(query).isNotEmpty()
                    .allMatch(step -> step.contains("using deliveries_order"));
        }
    }

    @Test
    void whatIsGivenUpIsFoundByItsAlert() throws SQLException {
        assertThat(plan(Outbox.GIVE_UP)).filteredOn(step -> step.contains(" on deliveries ")).isNotEmpty()
                .anyMatch(step -> step.contains("using deliveries_order")).noneMatch(step -> step.contains("deliveries_pending"));
    }

    /** With statistics, too: half a million may be listed, by a thousand. */
    @Test
    void theEventsOfAPartOfTheListAreFoundWithoutALookAtThoseBefore() throws SQLException {
        place.change("INSERT INTO events (seq, id, tenant_id, type, severity, title, created_ms, calls, reasons, first_id) "
                + "SELECT n, n::TEXT, '', '', '', '', 0, repeat('x', 1000), '', n::TEXT FROM generate_series(1, 20000) n", "ANALYZE");
        String part = DeliveryList.part(1).replaceFirst("\\?", "'pending'").replaceFirst("\\?", "15000").replaceFirst("\\?", "'hook'");
        assertThat(plan(part.replace("?", "100"))).anyMatch(step -> step.contains("Index Cond: (seq = "));
    }

    private List<String> plan(String query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN " + query.replace("?", "'1'"))) {
            while (row.next()) {
                plan.add(row.getString(1));
            }
        }
        return plan;
    }
}
