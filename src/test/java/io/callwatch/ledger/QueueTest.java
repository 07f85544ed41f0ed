package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
