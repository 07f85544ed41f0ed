package io.callwatch.ledger;

import io.callwatch.callrecord.CallRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every call that was judged, at the highest version seen. Methods work inside the caller's transaction.
 *
 * <p>Calls lie in the order of their start, as windows are read: a page of them is a few neighbouring places of the file,
 * where ids, which are random, would be a place each. A call whose start changes with a version is there twice; what was
 * told of it hangs on its id alone and is not told again.
 *
 * <p>That an older version which comes late from another start is an older one is known by a second table, by id. It holds those
 * versions alone before which others may have been missed: to note one costs several times what the rest of a verdict does. It is
 * asked only before a verdict that would be something new.
 */
public final class Calls {
    /**
     * @param judgedBy fingerprint of the rules that judged this version
     * @param versions {@code 1@millis 2@millis …}: each version seen, and when
     * @param start in nanoseconds, of this version
     */
    public record Seen(long version, long judgedBy, String versions, long start) {
        /** Whether the record is news: a higher version, or the same one under other rules. */
        public boolean isOutdatedBy(CallRecord record, long rules) {
            return record.version() > version || record.version() == version && judgedBy != rules;
        }

        /** Empty where it is not known. */
        Optional<Instant> startDateTime() {
            return Optional.of(start).filter(at -> at != NO_START).map(Nanos::toInstant);
        }

        private boolean leadsTo(CallRecord record) {
            return start == Calls.start(record) && version >= record.version() - 1;
        }
    }

    /** Where a start is not known. */
    static final long NO_START = 0;
    private static final long FIRST_VERSION = 1;
    private static final String SEEN = "SELECT call_id, version, judged_by, versions, start_ns FROM calls WHERE tenant = ? ";

    private final long tenant;

    public Calls(long tenant) {
        this.tenant = tenant;
    }

    /**
     * The short number by which the tables name a tenant; noted here when it is new. A ledger is one tenant's: what waits in it for
     * a destination bears no tenant, so one that holds calls of another is refused.
     */
    public static long tenantNumber(Ledger ledger, String tenantId) {
        ledger.read(sql -> sql.first("SELECT tenant_id FROM tenants WHERE LOWER(tenant_id) <> LOWER(?) "
                + "AND EXISTS (SELECT 1 FROM calls WHERE tenant = tenants.id)", row -> row.getString(1), tenantId)).ifPresent(other -> {
            throw new LedgerException("the ledger " + ledger.name() + " holds calls of another tenant, " + other
                    + ": give this one a ledger of its own with callwatch.ledger.url, or set callwatch.graph.tenant-id back");
        });
        // a look writes nothing: the ledger may be a copy that is only read
        return ledger.read(sql -> knownNumber(sql, tenantId)).orElseGet(() -> ledger.write(sql -> {
            sql.update("INSERT INTO tenants (tenant_id) VALUES (?) ON CONFLICT DO NOTHING", tenantId);
            return knownNumber(sql, tenantId).orElseThrow();
        }));
    }

    /**
     * Gives the tenant what was planned and told under another id by which nothing could be read, since it was mistyped. For the process
     * that holds the ledger: whoever looks at it may mistype one too.
     */
    public static void takeOver(Ledger ledger, String tenantId) {
        Optional<Long> mistyped = ledger.read(sql -> sql.number("SELECT COUNT(*) FROM sweeps s JOIN tenants t ON t.id = s.tenant "
                + "WHERE LOWER(t.tenant_id) = LOWER(?)", tenantId) > 0 ? Optional.empty()
                : sql.first("SELECT t.id FROM tenants t WHERE LOWER(t.tenant_id) <> LOWER(?) "
                        + "AND EXISTS (SELECT 1 FROM sweeps WHERE tenant = t.id) AND NOT EXISTS (SELECT 1 FROM covered WHERE tenant = t.id) "
                        + "AND NOT EXISTS (SELECT 1 FROM calls WHERE tenant = t.id) ORDER BY t.id DESC", row -> row.getLong(1), tenantId));
        mistyped.ifPresent(number -> ledger.change(sql -> {
            sql.update("DELETE FROM tenants WHERE LOWER(tenant_id) = LOWER(?)", tenantId); // by a look
            sql.update("UPDATE tenants SET tenant_id = ? WHERE id = ?", tenantId, number);
        }));
    }

    /** The number; empty where the tenant is new. */
    static Optional<Long> knownNumber(Sql sql, String tenantId) throws SQLException {
        return sql.first("SELECT id FROM tenants WHERE LOWER(tenant_id) = LOWER(?)", row -> row.getLong(1), tenantId);
    }

    /** What is known of the calls that these are records of, by id. */
    public Map<String, Seen> find(Sql sql, Collection<CallRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return Map.of();
        }
        List<Long> starts = records.stream().map(Calls::start).distinct().sorted().toList();
        Map<String, Seen> found = new HashMap<>();
        int most = records.size() + Sql.AT_ONCE;
        int rows = sql.list(SEEN + "AND start_ns >= ? AND start_ns <= ? LIMIT " + most, row -> read(row, found),
                tenant, starts.get(0), starts.get(starts.size() - 1)).size();
        if (rows == most && !findByStarts(sql, starts, most, found)) {
            for (CallRecord record : records) {
                sql.list(SEEN + "AND start_ns = ? AND call_id = ?", row -> read(row, found), tenant, start(record), record.id());
            }
        }
        found.keySet().retainAll(records.stream().map(CallRecord::id).collect(Collectors.toSet()));
        return found;
    }

    /** The records of a long chain lie far apart, with many others between. @return false where too many calls began at once */
    private boolean findByStarts(Sql sql, List<Long> starts, int most, Map<String, Seen> found) throws SQLException {
        for (List<Long> part : Sql.parts(starts)) {
            if (sql.list(SEEN + "AND start_ns IN " + Sql.marks(part.size()) + " LIMIT " + most, row -> read(row, found), tenant, part)
                    .size() == most) {
                return false;
            }
        }
        return true;
    }

    /** The same by the id alone, over all calls that are remembered: for a person's question, not for each page. */
    Optional<Seen> find(Sql sql, String callId) throws SQLException {
        return sql.list(SEEN + "AND call_id = ? ORDER BY version", Calls::seen, tenant, callId).stream()
                .reduce((earlier, later) -> new Seen(later.version, later.judgedBy, earlier.versions + " " + later.versions, later.start));
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
            rows.add(new Object[] {tenant, start(record), record.id(), record.version(), now.toEpochMilli(), judgedBy, versions});
        }
        sql.batch("INSERT INTO calls (tenant, start_ns, call_id, version, seen_ms, judged_by, versions) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, start_ns, call_id) DO UPDATE SET version = excluded.version, "
                + "judged_by = excluded.judged_by, versions = excluded.versions", rows);
        sql.batch("INSERT INTO newer_versions (tenant, call_id, version, start_ns) VALUES (?, ?, ?, ?) ON CONFLICT (tenant, call_id) "
                + "DO UPDATE SET version = excluded.version, start_ns = excluded.start_ns WHERE newer_versions.version < excluded.version",
                records.stream().filter(record -> isOutOfLine(record, before.get(record.id()))).map(record -> new Object[] {tenant,
                    record.id(), record.version(), Nanos.of(Objects.requireNonNullElse(record.startDateTime(), now))}).toList());
    }

    /** Makes these versions news once more; a newer one that was judged since stays as it is. */
    public void judgeAgain(Sql sql, List<CallRecord> records) throws SQLException {
        sql.batch("UPDATE calls SET judged_by = 0 WHERE tenant = ? AND start_ns = ? AND call_id = ? AND version = ?",
                records.stream().map(record -> new Object[] {tenant, start(record), record.id(), record.version()}).toList());
    }

    /** Whether a lower version may still come from another start, where it would not find this one. */
    private static boolean isOutOfLine(CallRecord record, Seen before) {
        return record.version() > FIRST_VERSION && (before == null || !before.leadsTo(record));
    }

    /** Whether a higher version of the call was noted, under whatever start. */
    public boolean knowNewer(Sql sql, CallRecord record) throws SQLException {
        return sql.any("SELECT 1 FROM newer_versions WHERE tenant = ? AND call_id = ? AND version > ?", tenant, record.id(), record.version());
    }

    private static long start(CallRecord record) {
        return Objects.requireNonNullElse(Nanos.of(record.startDateTime()), NO_START);
    }

    private static String read(ResultSet row, Map<String, Seen> found) throws SQLException {
        found.merge(row.getString(1), seen(row), (a, b) -> b.version > a.version ? b : a);
        return null;
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(row.getLong(2), row.getLong(3), row.getString(4), row.getLong(5));
    }
}
