package io.callwatch.ledger;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Sha256;
import io.callwatch.graph.UnreadableRecord;
import io.callwatch.rule.Judgement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Records that could not be read, or on which a rule failed: kept whole with the reason. Inside the caller's transaction. */
public final class Quarantine {
    /**
     * @param rule the rule that failed on it; null when the record itself could not be read
     * @param condition that rule's text
     * @param dismissed whether somebody has taken it off the list
     */
    public record Entry(long id, String callId, String rule, String condition, String reason, String raw, Instant at,
            boolean dismissed) {
    }

    private Quarantine() {
    }

    /** @return whether it was not there before */
    public static boolean unreadable(Sql sql, String tenantId, UnreadableRecord record, Instant now) throws SQLException {
        return add(sql, tenantId, record.id(), null, null, record.reason(), record.raw().text(), now);
    }

    /** A record on which a rule failed. @return whether it was not there before */
    public static boolean failed(Sql sql, String tenantId, CallRecord record, Judgement judgement, Instant now) throws SQLException {
        return add(sql, tenantId, record.id(), judgement.rule().name(), judgement.rule().when(), judgement.failure().getMessage(),
                record.raw().text(), now);
    }

    /** Whether it is kept, or was and somebody has dealt with it. */
    public static boolean holds(Sql sql, String tenantId, UnreadableRecord record) throws SQLException {
        return sql.any("SELECT 1 FROM quarantine WHERE mark = ?", mark(tenantId, null, null, record.raw().text()));
    }

    /**
     * The same record and rule are kept once, however often they are read.
     *
     * @return whether it was not there before
     */
    static boolean add(Sql sql, String tenantId, String callId, String rule, String condition, String reason, String raw,
            Instant now) throws SQLException {
        return sql.update("INSERT INTO quarantine (tenant_id, mark, call_id, rule, condition, reason, raw, at_ms) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (mark) DO NOTHING",
                tenantId, mark(tenantId, rule, condition, raw), callId, rule, condition, reason, raw, now.toEpochMilli()) > 0;
    }

    /** What nobody has dealt with yet, oldest first; a part of it, since a rule may have failed on every record. @param after a number */
    public static List<Entry> list(Sql sql, long after, int limit) throws SQLException {
        return sql.list("SELECT * FROM quarantine WHERE dismissed = 0 AND id > ? ORDER BY id LIMIT ?", Quarantine::read, after, limit);
    }

    /** All of it without the records. */
    public static List<Entry> reasons(Sql sql) throws SQLException {
        return sql.list("SELECT id, call_id, rule, condition, reason, '' AS raw, at_ms, dismissed FROM quarantine WHERE dismissed = 0 "
                + "ORDER BY id", Quarantine::read);
    }

    /** Also what somebody has dealt with. */
    static List<Entry> ofCall(Sql sql, String callId) throws SQLException {
        return sql.list("SELECT * FROM quarantine WHERE call_id = ? ORDER BY id", Quarantine::read, callId);
    }

    /** The number of the newest; 0 where there is none. */
    public static long newest(Sql sql) throws SQLException {
        return sql.number("SELECT MAX(id) FROM quarantine");
    }

    public static long count(Sql sql) throws SQLException {
        return sql.number("SELECT COUNT(*) FROM quarantine WHERE dismissed = 0");
    }

    /** Lets its record be judged again: what is still wrong comes back by itself, beside this entry, which stays till then. */
    public static void release(Sql sql, Entry entry) throws SQLException {
        sql.update("UPDATE quarantine SET mark = ? WHERE id = ?", "again " + entry.id(), entry.id());
    }

    /** It was judged again: it goes, or, where the same is wrong still, keeps its number and time and takes the reason of now. */
    public static void settle(Sql sql, String tenantId, Entry entry) throws SQLException {
        String mark = mark(tenantId, entry.rule(), entry.condition(), entry.raw());
        Optional<String> still = sql.first("SELECT reason FROM quarantine WHERE mark = ?", row -> row.getString(1), mark);
        if (still.isEmpty()) {
            sql.update("DELETE FROM quarantine WHERE id = ?", entry.id());
        } else {
            sql.update("DELETE FROM quarantine WHERE mark = ?", mark);
            sql.update("UPDATE quarantine SET mark = ?, reason = ? WHERE id = ?", mark, still.get(), entry.id());
        }
    }

    /** Takes it off the list; the row stays, so that the same record read again does not come back. */
    public static boolean dismiss(Sql sql, long id) throws SQLException {
        return sql.update("UPDATE quarantine SET dismissed = 1 WHERE id = ?", id) > 0;
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(row.getLong("id"), row.getString("call_id"), row.getString("rule"),
                row.getString("condition"), row.getString("reason"), row.getString("raw"),
                Sql.instant(row, "at_ms"), row.getInt("dismissed") == 1);
    }

    /** A tenant's id is the same in capitals. */
    private static String mark(String tenantId, String rule, String condition, String raw) {
        String all = tenantId.toLowerCase(Locale.ROOT) + '\n' + Objects.toString(rule, "") + '\n'
                + Objects.toString(condition, "") + '\n' + raw;
        return Sha256.hex(all, 16);
    }
}
