package io.callwatch.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Takes a person's data out of the ledger. Inside the caller's transaction. */
public final class Person {
    /** How many rows are gone. */
    public record Forgotten(int events, int deliveries, int quarantined, int others) {
    }

    private Person() {
    }

    /**
     * Deletes whatever names the id: events and their deliveries, pending ones too, quarantined records, calls of bursts,
     * their groups, and origins. That a call was judged and told stays, without anything of the person, so that it is not told again.
     */
    public static Forgotten forget(Sql sql, String id) throws SQLException {
        Mention mention = new Mention(id);
        int deliveries = 0;
        int events = 0;
        for (Object event : holding(sql, "SELECT seq, calls FROM events", mention::isInRecord)) {
            deliveries += sql.update("DELETE FROM deliveries WHERE event_seq = ?", event);
            events += sql.update("DELETE FROM events WHERE seq = ?", event);
        }
        int quarantined = 0;
        for (Object record : holding(sql, "SELECT id, raw FROM quarantine", mention::isInRecord)) {
            quarantined += sql.update("DELETE FROM quarantine WHERE id = ?", record);
        }
        int others = 0;
        for (Object number : holding(sql, "SELECT DISTINCT value, value FROM origins WHERE origin = 'NUMBER'", mention::isIn)) {
            others += sql.update("DELETE FROM origins WHERE origin = 'NUMBER' AND value = ?", number);
        }
        List<BurstCalls.Group> groups = new ArrayList<>();
        // many at a time: for each alone a server goes over all that there are, and whoever is in thousands of calls holds up the run
        for (List<Object> calls : Sql.parts(holding(sql, "SELECT call_id, raw FROM burst_calls", mention::isInRecord))) {
            groups.addAll(sql.list("DELETE FROM burst_calls WHERE call_id IN " + Sql.marks(calls.size()) + " RETURNING rule, group_value",
                    row -> new BurstCalls.Group(row.getString(1), row.getString(2)), calls));
        }
        others += groups.size();
        for (Object group : holding(sql, "SELECT group_value, group_value FROM bursts UNION SELECT group_value, group_value "
                + "FROM burst_changes", mention::isIn)) {
            others += sql.update("DELETE FROM bursts WHERE group_value = ?", group)
                    + sql.update("DELETE FROM burst_changes WHERE group_value = ?", group);
        }
        for (BurstCalls.Group group : new LinkedHashSet<>(groups)) {
            others += forgetIfTheirsAlone(sql, "bursts", group) + forgetIfTheirsAlone(sql, "burst_changes", group);
        }
        return new Forgotten(events, deliveries, quarantined, others);
    }

    /** A group of which no call is left may be named after them: by a name, or by a number in another form. */
    private static int forgetIfTheirsAlone(Sql sql, String table, BurstCalls.Group group) throws SQLException {
        return sql.update("DELETE FROM " + table + " WHERE rule = ? AND group_value = ? AND NOT EXISTS (SELECT 1 FROM burst_calls c "
                + "WHERE c.tenant = " + table + ".tenant AND c.rule = " + table + ".rule AND c.group_value = " + table + ".group_value)",
                group.rule(), group.value());
    }

    /** The first column of those rows whose second one names the person. */
    private static List<Object> holding(Sql sql, String query, Predicate<String> names) throws SQLException {
        return sql.list(query, row -> names.test(row.getString(2)) ? row.getObject(1) : null).stream().filter(Objects::nonNull).toList();
    }
}
