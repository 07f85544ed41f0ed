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

/** A ledger holds millions of calls, and tens of thousands may wait: what is asked for again and again is found by an index. */
@Tag("file-ledger")
class QueryPlansTest {
    @TempDir
    private Path folder;
    private LedgerPlace place;

    @BeforeEach
    void anEmptyLedger() {
        place = LedgerPlace.in(folder);
        place.open().close();
    }

    @Test
    void whatIsBeforeADeliveryOrGoesItsWayIsFoundByItsAlert() throws SQLException {
        for (String query : List.of(Queue.WAITING + "NOT " + Queue.EARLIER + ")", Outbox.DUE, Outbox.UNTRIED)) {
            assertThat(plan(query)).filteredOn(step -> step.contains(" b ")).isNotEmpty()
                    .allMatch(step -> step.contains("deliveries_order") && step.contains("first_id=?"));
        }
        for (String query : List.of(Outbox.AGAIN, Outbox.GIVE_UP)) {
            assertThat(plan(query)).noneMatch(step -> step.startsWith("SCAN")).first().asString().contains("deliveries_order", "first_id=?");
        }
    }

    /** Half a million may be listed, by a thousand. */
    @Test
    void aPartOfTheListIsFoundWithoutALookAtThoseBefore() throws SQLException {
        assertThat(plan(DeliveryList.part(1))).filteredOn(step -> step.contains(" deliveries ")).singleElement().asString()
                .startsWith("SEARCH").contains("event_seq");
    }

    /** Asked each second of a destination that may have delivered a hundred thousand. */
    @Test
    void whatIsToFallBackIsFoundAmongWhatIsNotDelivered() throws SQLException {
        assertThat(plan("SELECT COUNT(*) FROM deliveries d WHERE " + Queue.LATE)).filteredOn(step -> step.matches(".* d( .*)?"))
                .isNotEmpty().allMatch(step -> step.contains("deliveries_order"));
    }

    /** Tens of thousands may be told in a month, and a group is looked at whenever a call of it comes. */
    @Test
    void theBurstsOfAGroupAreFoundWithoutALookAtThoseOfOthers() throws SQLException {
        assertThat(plan(BurstCalls.TOLD)).first().asString().contains("bursts_group", "group_value=?");
    }

    /** After each pass, of which there may be hundreds a day, over three million calls. */
    @Test
    void whatIsToBeForgottenIsFoundWithoutALookAtAllThatStays() throws SQLException {
        assertThat(plan(Pruning.CALLS)).first().asString().contains("calls USING PRIMARY KEY", "start_ns<?");
    }

    private List<String> plan(String query) throws SQLException {
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
