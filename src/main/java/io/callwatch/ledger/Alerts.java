package io.callwatch.ledger;

import io.callwatch.alert.Alert;
import io.callwatch.rule.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was decided and told of a call under each rule. Methods work inside the caller's transaction. */
public final class Alerts {
    private final long tenant;

    public Alerts(long tenant) {
        this.tenant = tenant;
    }

    /** By call, then by rule. */
    public Map<String, Map<String, Alert>> find(Sql sql, Collection<String> callIds) throws SQLException {
        Map<String, Map<String, Alert>> found = new HashMap<>();
        for (List<String> part : Sql.parts(List.copyOf(callIds))) {
            sql.list("SELECT * FROM alerts WHERE tenant = ? AND call_id IN " + Sql.marks(part.size()),
                    row -> found.computeIfAbsent(row.getString("call_id"), id -> new HashMap<>())
                            .put(row.getString("rule"), read(row)), tenant, part);
        }
        return found;
    }

    /** How many calls that began since then match a rule at their last version. */
    public long matching(Sql sql, Instant since) throws SQLException {
        return sql.number("SELECT COUNT(DISTINCT call_id) FROM alerts WHERE tenant = ? AND outcome = 'match' AND start_ns >= ?", tenant,
                Nanos.of(since));
    }

    public void put(Sql sql, String callId, String rule, Alert alert, Instant start, Instant now) throws SQLException {
        if (!alert.isWorthKeeping()) {
            sql.update("DELETE FROM alerts WHERE tenant = ? AND call_id = ? AND rule = ?", tenant, callId, rule);
            return;
        }
        sql.update("INSERT INTO alerts (tenant, call_id, rule, version, outcome, hangs_on, told, facts, first_event_id, "
                + "start_ns, since_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (tenant, call_id, rule) DO UPDATE SET version = excluded.version, "
                + "since_ms = CASE WHEN alerts.outcome = excluded.outcome THEN alerts.since_ms ELSE excluded.since_ms END, "
                + "outcome = excluded.outcome, hangs_on = excluded.hangs_on, told = excluded.told, facts = excluded.facts, "
                + "first_event_id = excluded.first_event_id, start_ns = excluded.start_ns",
                tenant, callId, rule, alert.version(), alert.outcome().word(), alert.hangsOn(), alert.told().name(),
                alert.facts(), alert.firstEventId(), Nanos.of(start), now.toEpochMilli());
    }

    private static Alert read(ResultSet row) throws SQLException {
        return new Alert(row.getLong("version"), Outcome.of(row.getString("outcome")), row.getString("hangs_on"),
                Alert.Told.valueOf(row.getString("told")), row.getString("facts"), row.getString("first_event_id"));
    }
}
