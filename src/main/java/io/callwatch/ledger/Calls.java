package io.callwatch.ledger;

import io.callwatch.callrecord.CallRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every call that was judged, at the highest version seen. Methods work inside the caller's transaction. */
public final class Calls {
    /**
     * @param judgedBy fingerprint of the rules that judged this version
     * @param versions {@code 1@millis 2@millis …}: each version seen, and when
     */
    public record Seen(long version, long judgedBy, String versions) {
        /** Whether the record is news: a higher version, or the same one under other rules. */
        public boolean isOutdatedBy(CallRecord record, long rules) {
            return record.version() > version || record.version() == version && judgedBy != rules;
        }
    }

    private static final int ROWS_AT_ONCE = 500;

    private final long tenant;

    public Calls(long tenant) {
        this.tenant = tenant;
    }

    /** The short number by which the tables name a tenant; noted here when it is new. */
    public static long tenantNumber(Ledger ledger, String tenantId) {
        return ledger.write(sql -> {
            sql.update("INSERT INTO tenants (tenant_id) VALUES (?) ON CONFLICT DO NOTHING", tenantId);
            return sql.number("SELECT id FROM tenants WHERE tenant_id = ?", tenantId);
        });
    }

    public Map<String, Seen> find(Sql sql, Collection<String> callIds) throws SQLException {
        Map<String, Seen> found = new HashMap<>(callIds.size() * 2);
        List<String> ids = List.copyOf(callIds);
        for (int from = 0; from < ids.size(); from += ROWS_AT_ONCE) {
            List<Object> arguments = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + ROWS_AT_ONCE)));
            String marks = Sql.marks(arguments.size());
            arguments.add(0, tenant);
            sql.list("SELECT call_id, version, judged_by, versions FROM calls WHERE tenant = ? AND call_id IN " + marks,
                    row -> found.put(row.getString(1), new Seen(row.getLong(2), row.getLong(3), row.getString(4))),
                    arguments.toArray());
        }
        return found;
    }

    public Optional<Seen> find(Sql sql, String callId) throws SQLException {
        return Optional.ofNullable(find(sql, List.of(callId)).get(callId));
    }

    /** Notes these records as judged; {@code before} holds what was known of them. */
    public void note(Sql sql, List<CallRecord> records, Map<String, Seen> before, long judgedBy, Instant now)
            throws SQLException {
        List<Object[]> rows = new ArrayList<>(records.size());
        for (CallRecord record : records) {
            Seen seen = before.get(record.id());
            String visit = record.version() + "@" + now.toEpochMilli();
            String versions = seen == null ? visit : seen.version() == record.version() ? seen.versions()
                    : seen.versions() + " " + visit;
            rows.add(new Object[] {tenant, record.id(), record.version(), Nanos.of(record.startDateTime()),
                now.toEpochMilli(), judgedBy, versions});
        }
        sql.batch("INSERT INTO calls (tenant, call_id, version, start_ns, seen_ms, judged_by, versions) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, call_id) DO UPDATE SET version = excluded.version, "
                + "start_ns = excluded.start_ns, judged_by = excluded.judged_by, versions = excluded.versions", rows);
    }
}
