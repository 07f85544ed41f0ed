package io.callwatch.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Takes a person's data out of the ledger. Inside the caller's transaction. */
public final class Person {
    /** How many rows are gone. */
    public record Forgotten(int events, int deliveries, int quarantined, int others) {
    }

    private Person() {
    }

    /**
     * Deletes whatever names the id: events and their deliveries, pending ones too, quarantined records, calls of bursts and
     * origins. That a call was judged and told stays, without anything of the person, so that it is not told again.
     */
    public static Forgotten forget(Sql sql, String id) throws SQLException {
        Mention mention = new Mention(id);
        int deliveries = 0;
        int events = 0;
        for (Object event : holding(sql, "SELECT seq, calls FROM events", mention)) {
            deliveries += sql.update("DELETE FROM deliveries WHERE event_seq = ?", event);
            events += sql.update("DELETE FROM events WHERE seq = ?", event);
        }
        int quarantined = 0;
        for (Object record : holding(sql, "SELECT id, raw FROM quarantine", mention)) {
            quarantined += sql.update("DELETE FROM quarantine WHERE id = ?", record);
        }
        int others = sql.update("DELETE FROM origins WHERE value = ?", id);
        for (Object call : holding(sql, "SELECT DISTINCT call_id, raw FROM burst_calls", mention)) {
            others += sql.update("DELETE FROM burst_calls WHERE call_id = ?", call);
        }
        for (Object group : holding(sql, "SELECT group_value, group_value FROM bursts UNION SELECT group_value, group_value "
                + "FROM burst_changes", mention)) {
            others += sql.update("DELETE FROM bursts WHERE group_value = ?", group)
                    + sql.update("DELETE FROM burst_changes WHERE group_value = ?", group);
        }
        return new Forgotten(events, deliveries, quarantined, others);
    }

    /** The first column of those rows whose second one names the person. */
    private static List<Object> holding(Sql sql, String query, Mention mention) throws SQLException {
        return sql.list(query, row -> mention.isIn(row.getString(2)) ? row.getObject(1) : null).stream().filter(Objects::nonNull).toList();
    }
}
