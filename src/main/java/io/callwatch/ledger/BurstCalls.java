package io.callwatch.ledger;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.PageReader;
import io.callwatch.rule.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The matching calls of burst rules, by group, and the bursts that were told. Methods work inside the caller's transaction. */
public final class BurstCalls {
    private static final PageReader READER = new PageReader();

    /** A group whose calls changed since its bursts were last looked at. */
    public record Group(String rule, String value) {
    }

    /** A burst that was told and not taken back. @param calls the ids of its calls as they are known now */
    public record Told(String firstEventId, String firstCall, List<String> calls) {
    }

    private final long tenant;

    public BurstCalls(long tenant) {
        this.tenant = tenant;
    }

    /** Notes a newer version's verdict. From match to undecided nothing changes. */
    public void note(Sql sql, String rule, CallRecord record, Outcome outcome, String group) throws SQLException {
        if (outcome == Outcome.UNDECIDED) {
            return;
        }
        sql.update("INSERT INTO burst_changes (tenant, rule, group_value) SELECT tenant, rule, group_value FROM burst_calls "
                + "WHERE tenant = ? AND rule = ? AND call_id = ? ON CONFLICT DO NOTHING", tenant, rule, record.id());
        if (outcome == Outcome.NO_MATCH) {
            sql.update("DELETE FROM burst_calls WHERE tenant = ? AND rule = ? AND call_id = ?", tenant, rule, record.id());
            return;
        }
        sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) VALUES (?, ?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (tenant, rule, call_id) DO UPDATE SET group_value = excluded.group_value, "
                + "version = excluded.version, start_ns = excluded.start_ns, raw = excluded.raw",
                tenant, rule, group, record.id(), record.version(), Nanos.of(record.startDateTime()), record.raw().text());
        sql.update("INSERT INTO burst_changes (tenant, rule, group_value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", tenant, rule, group);
    }

    public List<Group> changed(Sql sql) throws SQLException {
        return sql.list("SELECT rule, group_value FROM burst_changes WHERE tenant = ? ORDER BY rule, group_value",
                row -> new Group(row.getString(1), row.getString(2)), tenant);
    }

    public void looked(Sql sql, Group group) throws SQLException {
        sql.update("DELETE FROM burst_changes WHERE tenant = ? AND rule = ? AND group_value = ?", tenant, group.rule(), group.value());
    }

    /** A group's matching calls, as they were last judged. */
    public List<CallRecord> calls(Sql sql, Group group) throws SQLException {
        List<CallRecord> calls = new ArrayList<>();
        for (String raw : sql.list("SELECT raw FROM burst_calls WHERE tenant = ? AND rule = ? AND group_value = ? "
                + "ORDER BY start_ns, call_id", row -> row.getString(1), tenant, group.rule(), group.value())) {
            try {
                calls.addAll(READER.readRecord(raw).records());
            } catch (GraphException e) {
                throw new SQLException("a burst's record is damaged: " + e.getMessage(), e);
            }
        }
        return calls;
    }

    public List<Told> told(Sql sql, Group group) throws SQLException {
        return sql.list("SELECT first_event_id, first_call, calls FROM bursts WHERE tenant = ? AND rule = ? AND group_value = ? "
                + "ORDER BY first_event_id",
                row -> new Told(row.getString(1), row.getString(2), List.of(row.getString(3).split(" "))),
                tenant, group.rule(), group.value());
    }

    public void tell(Sql sql, Group group, Told burst) throws SQLException {
        sql.update("INSERT INTO bursts (tenant, rule, group_value, first_event_id, first_call, calls) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (tenant, rule, first_event_id) DO UPDATE SET calls = excluded.calls",
                tenant, group.rule(), group.value(), burst.firstEventId(), burst.firstCall(), String.join(" ", burst.calls()));
    }

    public void takeBack(Sql sql, Group group, Told burst) throws SQLException {
        sql.update("DELETE FROM bursts WHERE tenant = ? AND rule = ? AND first_event_id = ?", tenant, group.rule(),
                burst.firstEventId());
    }
}
