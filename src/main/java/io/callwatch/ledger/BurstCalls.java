package io.callwatch.ledger;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.PageReader;
import io.callwatch.rule.BurstCall;
import io.callwatch.rule.Outcome;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The matching calls of burst rules, by group, and the bursts that were told. Methods work inside the caller's transaction. */
public final class BurstCalls {
    private static final String OF_CALL = "WHERE tenant = ? AND rule = ? AND call_id = ?";
    /** By the group: with a plain {@code tenant = ?} SQLite would take the primary key, and go over all bursts of the rule. */
    static final String TOLD = "SELECT first_event_id, first_call, calls, lost FROM bursts WHERE tenant + 0 = ? AND rule = ? "
            + "AND group_value = ? ORDER BY first_event_id";
    /** Of a burst: a call is looked for by what {@link #among} gives. */
    static final String HAS_CALL = "' ' || bursts.calls || ' ' LIKE ? ESCAPE '!'";
    private static final String HAVING_CALL = "WHERE tenant = ? AND rule = ? AND " + HAS_CALL;

    /** A group whose calls changed since its bursts were last looked at. */
    public record Group(String rule, String value) {
    }

    /**
     * A burst that was told and not taken back.
     *
     * @param calls the ids of its calls, by start, as they were when it was last looked at
     * @param lost whether newer versions have taken calls from it since
     */
    public record Told(String firstEventId, String firstCall, List<String> calls, boolean lost) {
    }

    /** Where a call was when it was last judged, or is now. */
    private record Place(String group, long version, long startNanos) {
        boolean isWhere(Place other) {
            return group.equals(other.group) && startNanos == other.startNanos;
        }
    }

    private final long tenant;

    public BurstCalls(long tenant) {
        this.tenant = tenant;
    }

    /** Whether the call counts for a rule, or has. */
    public boolean holds(Sql sql, String rule, String callId) throws SQLException {
        return sql.any("SELECT 1 FROM burst_calls " + OF_CALL, tenant, rule, callId);
    }

    /** The rules for which it counts, or has. */
    List<String> rulesOf(Sql sql, String callId) throws SQLException {
        return sql.list("SELECT rule FROM burst_calls WHERE tenant = ? AND call_id = ?", row -> row.getString(1), tenant, callId);
    }

    /** The rules for which the call counts and is in no burst that was told, as far as its group was looked at since it last changed. */
    List<String> untold(Sql sql, String callId) throws SQLException {
        return sql.list("SELECT rule FROM burst_calls c WHERE tenant = ? AND call_id = ? AND counts = 1 AND NOT EXISTS "
                + "(SELECT 1 FROM bursts WHERE bursts.tenant = c.tenant AND bursts.rule = c.rule AND " + HAS_CALL + ") AND NOT EXISTS "
                + "(SELECT 1 FROM burst_changes g WHERE g.tenant = c.tenant AND g.rule = c.rule AND g.group_value = c.group_value)",
                row -> row.getString(1), tenant, callId, among(callId));
    }

    /** A call among ids with blanks between, as a pattern; what would stand for other letters there stands for itself. */
    static String among(String callId) {
        return "% " + escaped(callId) + " %";
    }

    /** PostgreSQL takes a backslash for such a letter too, unless another one is named. */
    static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }

    /** Notes a version's verdict. From match to undecided nothing changes. */
    public void note(Sql sql, String rule, CallRecord record, Outcome outcome, String group) throws SQLException {
        if (outcome == Outcome.UNDECIDED) {
            return;
        }
        Place now = outcome == Outcome.NO_MATCH ? null : new Place(group, record.version(), Nanos.of(record.startDateTime()));
        Optional<Place> before = sql.first("SELECT group_value, version, start_ns FROM burst_calls " + OF_CALL,
                row -> new Place(row.getString(1), row.getLong(2), row.getLong(3)), tenant, rule, record.id());
        if (before.isPresent()) {
            change(sql, rule, before.get().group());
            if (record.version() > before.get().version()) {
                followVersion(sql, rule, record.id(), before.get(), now);
            } else {
                followRule(sql, rule, record.id(), before.get(), now);
            }
        }
        if (now != null) {
            sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) VALUES (?, ?, ?, ?, ?, ?, ?) "
                    + "ON CONFLICT (tenant, rule, call_id) DO UPDATE SET group_value = excluded.group_value, counts = 1, "
                    + "version = excluded.version, start_ns = excluded.start_ns, raw = excluded.raw",
                    tenant, rule, group, record.id(), now.version(), now.startNanos(), record.raw().text());
            change(sql, rule, group);
        }
    }

    /** What a newer version says can take a burst back that was told. */
    private void followVersion(Sql sql, String rule, String call, Place before, Place now) throws SQLException {
        if (now == null) {
            sql.update("DELETE FROM burst_calls " + OF_CALL, tenant, rule, call);
        }
        if ((now == null || !now.isWhere(before)) && sql.update("UPDATE bursts SET lost = 1 " + HAVING_CALL, tenant, rule, among(call)) > 0) {
            sql.update("INSERT INTO burst_changes (tenant, rule, group_value) SELECT tenant, rule, group_value FROM bursts "
                    + "WHERE tenant = ? AND rule = ? AND lost = 1 ON CONFLICT DO NOTHING", tenant, rule);
        }
    }

    /** That a rule reads the same version otherwise today takes nothing back, and a burst goes to its calls' new group untold. */
    private void followRule(Sql sql, String rule, String call, Place before, Place now) throws SQLException {
        if (now == null) {
            sql.update("UPDATE burst_calls SET counts = 0 " + OF_CALL, tenant, rule, call);
        } else if (!now.group().equals(before.group())) {
            sql.update("UPDATE bursts SET group_value = ? " + HAVING_CALL + " AND group_value = ?", now.group(), tenant, rule, among(call),
                    before.group());
        }
    }

    private void change(Sql sql, String rule, String group) throws SQLException {
        sql.update("INSERT INTO burst_changes (tenant, rule, group_value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", tenant, rule, group);
    }

    public List<Group> changed(Sql sql) throws SQLException {
        return sql.list("SELECT rule, group_value FROM burst_changes WHERE tenant = ? ORDER BY rule, group_value",
                row -> new Group(row.getString(1), row.getString(2)), tenant);
    }

    public void looked(Sql sql, Group group) throws SQLException {
        sql.update("DELETE FROM burst_changes WHERE tenant = ? AND rule = ? AND group_value = ?", tenant, group.rule(), group.value());
    }

    /** A group's calls that match as its rule reads today; without their records, since all that match in a month may be one group. */
    public List<BurstCall> calls(Sql sql, Group group) throws SQLException {
        return sql.list("SELECT call_id, start_ns, version FROM burst_calls WHERE tenant = ? AND rule = ? AND group_value = ? "
                + "AND counts = 1 ORDER BY start_ns, call_id",
                row -> new BurstCall(row.getString(1), Nanos.toInstant(row.getLong(2)), row.getLong(3)), tenant, group.rule(), group.value());
    }

    /** The records of some of a rule's calls, in the order of these ids. */
    public List<CallRecord> records(Sql sql, String rule, List<String> ids) throws SQLException {
        Map<String, CallRecord> records = new HashMap<>();
        for (List<String> part : Sql.parts(ids)) {
            sql.list("SELECT call_id, raw FROM burst_calls WHERE tenant = ? AND rule = ? AND call_id IN " + Sql.marks(part.size()),
                    row -> records.put(row.getString(1), record(row.getString(2))), tenant, rule, part);
        }
        return ids.stream().map(records::get).toList();
    }

    private static CallRecord record(String raw) throws SQLException {
        try {
            return PageReader.readRecord(raw).records().get(0);
        } catch (GraphException e) {
            throw new SQLException("a burst's record is damaged: " + e.getMessage(), e);
        }
    }

    public List<Told> told(Sql sql, Group group) throws SQLException {
        return sql.list(TOLD, row -> new Told(row.getString(1), row.getString(2), List.of(row.getString(3).split(" ")), row.getInt(4) == 1),
                tenant, group.rule(), group.value());
    }

    /** Whether the last of its calls is still remembered. */
    public boolean isRecent(Sql sql, Group group, Told burst) throws SQLException {
        return holds(sql, group.rule(), burst.calls().get(burst.calls().size() - 1));
    }

    /** Notes a burst that is told, or what has become of its calls: one that has followed a call alone is back where the others are. */
    public void tell(Sql sql, Group group, String firstEventId, String firstCall, List<String> calls) throws SQLException {
        sql.update("INSERT INTO bursts (tenant, rule, group_value, first_event_id, first_call, calls) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (tenant, rule, first_event_id) DO UPDATE SET group_value = excluded.group_value, "
                + "calls = excluded.calls, lost = 0",
                tenant, group.rule(), group.value(), firstEventId, firstCall, String.join(" ", calls));
    }

    public void forget(Sql sql, Group group, Told burst) throws SQLException {
        sql.update("DELETE FROM bursts WHERE tenant = ? AND rule = ? AND first_event_id = ?", tenant, group.rule(),
                burst.firstEventId());
    }
}
