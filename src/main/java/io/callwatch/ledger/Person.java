package io.callwatch.ledger;

import java.sql.SQLException;

/** Takes a person's data out of the ledger. Inside the caller's transaction. */
public final class Person {
    /** How many rows are gone. */
    public record Forgotten(int events, int deliveries, int quarantined, int others) {
    }

    private Person() {
    }

    /**
     * Deletes whatever holds the id: events and their deliveries, pending ones too, quarantined records, calls of bursts and
     * origins. That a call was judged and told stays, without anything of the person, so that it is not told again.
     */
    public static Forgotten forget(Sql sql, String id) throws SQLException {
        String inJson = "%" + id.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        String holds = " LIKE ? ESCAPE '\\'";
        int deliveries = sql.update("DELETE FROM deliveries WHERE event_seq IN (SELECT seq FROM events WHERE calls" + holds + ")", inJson);
        int events = sql.update("DELETE FROM events WHERE calls" + holds, inJson);
        int quarantined = sql.update("DELETE FROM quarantine WHERE raw" + holds, inJson);
        int others = sql.update("DELETE FROM burst_calls WHERE raw" + holds, inJson)
                + sql.update("DELETE FROM bursts WHERE group_value = ?", id) + sql.update("DELETE FROM burst_changes WHERE group_value = ?", id)
                + sql.update("DELETE FROM origins WHERE value = ?", id);
        return new Forgotten(events, deliveries, quarantined, others);
    }
}
