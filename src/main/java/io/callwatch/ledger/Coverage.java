package io.callwatch.ledger;

import io.callwatch.graph.LastRead;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which spans of start time each sweep still has to read. Methods work inside the caller's transaction.
 *
 * <p>A pass first notes all that it means to read as unread, then takes away each window that was read to its last page. So
 * whatever stops a process, what it did not read is known to the next. A window read by one sweep counts for each other
 * whose plan is not younger than that reading.
 */
public final class Coverage {
    /** @param complete when the last pass began after which nothing was unread; null before the first */
    record Sweep(Instant plannedTo, Instant complete) {
    }

    /** @param planned with the last plan; {@code since} with the first one after it was read last */
    private record Unread(String sweep, Window window, Instant planned, Instant since) {
    }

    private final long tenant;
    private final Readings readings;

    public Coverage(long tenant) {
        this.tenant = tenant;
        this.readings = new Readings(tenant);
    }

    /**
     * Plans a pass: from (end of the last plan - look-back) to now, and what earlier passes left unread, within 30 days. The last
     * plan of a sweep that is new is that of any other, since it may be an old one by another name.
     *
     * @return what the sweep has to read
     */
    public Spans plan(Sql sql, String sweep, Duration lookBack, Instant now) throws SQLException {
        Instant oldest = now.minus(ListRequest.KEPT);
        Optional<Instant> last = find(sql, sweep).map(Sweep::plannedTo);
        Instant from = (last.isPresent() ? last : plannedTo(sql)).filter(now::isAfter).orElse(now).minus(lookBack);
        Window planned = new Window(from.isBefore(oldest) ? oldest : from, now);
        List<Unread> rows = within(oldest, rows(sql, "sweep = ?", sweep), row -> now);
        Spans carried = spans(rows);
        carried.missingIn(planned).windows().forEach(window -> rows.add(new Unread(sweep, window, now, now)));
        replace(sql, sweep, rows);
        sql.update("INSERT INTO sweeps (tenant, sweep, planned_to_ms) VALUES (?, ?, ?) ON CONFLICT (tenant, sweep) "
                + "DO UPDATE SET planned_to_ms = excluded.planned_to_ms", tenant, sweep, now.toEpochMilli());
        readings.age(sql, oldest);
        return carried.plus(planned);
    }

    /** What sweeps that are no longer configured have left unread is this one's to read. */
    public void inherit(Sql sql, String heir, Collection<String> configured) throws SQLException {
        List<Unread> left = rows(sql, "TRUE").stream().filter(row -> !configured.contains(row.sweep)).toList();
        if (left.isEmpty()) {
            return;
        }
        List<Unread> rows = rows(sql, "sweep = ?", heir);
        for (Unread row : left) {
            sql.update("DELETE FROM unread WHERE tenant = ? AND sweep = ?", tenant, row.sweep);
            spans(rows).missingIn(row.window).windows().forEach(window -> rows.add(new Unread(heir, window, row.planned, row.since)));
        }
        replace(sql, heir, rows);
    }

    /** Up to when any sweep has planned; empty before the first. */
    Optional<Instant> plannedTo(Sql sql) throws SQLException {
        return latest(sql, "planned_to_ms");
    }

    private Optional<Instant> latest(Sql sql, String column) throws SQLException {
        return sql.first("SELECT MAX(" + column + ") FROM sweeps WHERE tenant = ?", Sql::nullableLong, tenant).map(Instant::ofEpochMilli);
    }

    /** @return what passes of the sweep have left unread, within 30 days; the rest is forgotten */
    public Spans carryOn(Sql sql, String sweep, Instant now) throws SQLException {
        // a clock that was ahead may have planned it for a time that is still to come: that plan is not younger than this reading
        List<Unread> rows = within(now.minus(ListRequest.KEPT), rows(sql, "sweep = ?", sweep),
                row -> row.planned.isAfter(now) ? now : row.planned);
        replace(sql, sweep, rows);
        return spans(rows);
    }

    private static List<Unread> within(Instant oldest, List<Unread> rows, Function<Unread, Instant> planned) {
        List<Unread> within = new ArrayList<>();
        for (Unread row : rows) {
            row.window.minus(new Window(Instant.MIN, oldest))
                    .forEach(left -> within.add(new Unread(row.sweep, left, planned.apply(row), row.since)));
        }
        return within;
    }

    private static Spans spans(List<Unread> rows) {
        return Spans.of(rows.stream().map(Unread::window).toList());
    }

    private void replace(Sql sql, String sweep, List<Unread> rows) throws SQLException {
        sql.update("DELETE FROM unread WHERE tenant = ? AND sweep = ?", tenant, sweep);
        insert(sql, rows);
    }

    /** A window was read to its last page and all that follows from it is committed, by a reading that began then. */
    public void read(Sql sql, Window asked, Instant began) throws SQLException {
        // rows know no finer time, and what is only partly read is not read; the planner cuts at whole milliseconds
        Instant from = asked.from().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
        Instant to = asked.to().truncatedTo(ChronoUnit.MILLIS);
        if (!from.isBefore(to)) {
            return;
        }
        Window window = new Window(from, to);
        List<Unread> left = new ArrayList<>();
        for (Unread row : rows(sql, "from_ms < ? AND to_ms > ? AND planned_ms <= ?", window.to().toEpochMilli(),
                window.from().toEpochMilli(), began.toEpochMilli())) {
            sql.update("DELETE FROM unread WHERE tenant = ? AND sweep = ? AND from_ms = ?", tenant, row.sweep,
                    row.window.from().toEpochMilli());
            row.window.minus(window).forEach(rest -> left.add(new Unread(row.sweep, rest, row.planned, row.since)));
        }
        insert(sql, left);
        readings.add(sql, window, began);
    }

    /**
     * Marks the pass that began then as the sweep's last complete one if nothing of the sweep is unread; one that began later stays
     * that, but for what a clock that was ahead has noted.
     */
    public boolean finish(Sql sql, String sweep, Instant began, Instant now) throws SQLException {
        return sql.update("UPDATE sweeps SET complete_ms = CASE WHEN complete_ms > ? AND complete_ms <= ? THEN complete_ms ELSE ? END "
                + "WHERE tenant = ? AND sweep = ? AND NOT EXISTS "
                + "(SELECT 1 FROM unread u WHERE u.tenant = sweeps.tenant AND u.sweep = sweeps.sweep)",
                began.toEpochMilli(), now.toEpochMilli(), began.toEpochMilli(), tenant, sweep) > 0;
    }

    /**
     * Forgets the plans of sweeps that are no longer configured, once one that is was complete: where such a name is back, others have
     * read the time in which it was away.
     */
    public void forgetOthers(Sql sql, Collection<String> configured) throws SQLException {
        sql.update("DELETE FROM sweeps WHERE tenant = ? AND sweep NOT IN " + Sql.marks(configured.size()), tenant, List.copyOf(configured));
    }

    /** What a clock that was ahead has noted as complete was so by this instant: nobody knows when that was. */
    public void setBack(Sql sql, Instant now) throws SQLException {
        sql.update("UPDATE sweeps SET complete_ms = ? WHERE tenant = ? AND complete_ms > ?", now.toEpochMilli(), tenant, now.toEpochMilli());
    }

    /** When the last complete pass of any sweep began, also of one by an old name; empty before the first. */
    public Optional<Instant> lastComplete(Sql sql) throws SQLException {
        return latest(sql, "complete_ms");
    }

    Optional<Sweep> find(Sql sql, String sweep) throws SQLException {
        return sql.first("SELECT planned_to_ms, complete_ms FROM sweeps WHERE tenant = ? AND sweep = ?",
                row -> new Sweep(Sql.instant(row, "planned_to_ms"), Sql.instant(row, "complete_ms")), tenant, sweep);
    }

    public Spans unread(Sql sql, String sweep) throws SQLException {
        return spans(rows(sql, "sweep = ?", sweep));
    }

    /** Whether no sweep has left anything. */
    public boolean isAllRead(Sql sql) throws SQLException {
        return rows(sql, "TRUE").isEmpty();
    }

    Spans unreadOfOthers(Sql sql, Collection<String> sweeps) throws SQLException {
        return spans(rows(sql, "TRUE").stream().filter(row -> !sweeps.contains(row.sweep)).toList());
    }

    /** These sweeps and, behind them, others that have left something: by names that they had before. */
    Set<String> withOthersBehind(Sql sql, Collection<String> configured) throws SQLException {
        Set<String> names = new LinkedHashSet<>(configured);
        rows(sql, "TRUE").stream().map(Unread::sweep).sorted().forEach(names::add);
        return names;
    }

    /** Since when the oldest of what is unread waits; empty when nothing is. */
    Optional<Instant> waitingSince(Sql sql, String sweep) throws SQLException {
        return waitingSince(rows(sql, "sweep = ?", sweep));
    }

    /** The same of whatever sweep. */
    public Optional<Instant> waitingSince(Sql sql) throws SQLException {
        return waitingSince(rows(sql, "TRUE"));
    }

    private static Optional<Instant> waitingSince(List<Unread> rows) {
        return rows.stream().map(Unread::since).min(Instant::compareTo);
    }

    /** What was read completely at least once. */
    public Spans covered(Sql sql) throws SQLException {
        return Spans.of(readings.all(sql).stream().map(LastRead.Reading::window).toList());
    }

    /** What of it was read when. */
    public LastRead lastRead(Sql sql) throws SQLException {
        LastRead lastRead = new LastRead();
        readings.all(sql).forEach(reading -> lastRead.read(reading.window(), reading.at()));
        return lastRead;
    }

    private List<Unread> rows(Sql sql, String where, Object... arguments) throws SQLException {
        return sql.list("SELECT from_ms, to_ms, planned_ms, since_ms, sweep FROM unread WHERE tenant = ? AND " + where,
                row -> new Unread(row.getString(5), window(row), Instant.ofEpochMilli(row.getLong(3)),
                        Instant.ofEpochMilli(row.getLong(4))), tenant, List.of(arguments));
    }

    private void insert(Sql sql, List<Unread> rows) throws SQLException {
        sql.batch("INSERT INTO unread (tenant, sweep, from_ms, to_ms, planned_ms, since_ms) VALUES (?, ?, ?, ?, ?, ?)",
                rows.stream().map(row -> new Object[] {tenant, row.sweep, row.window.from().toEpochMilli(),
                    row.window.to().toEpochMilli(), row.planned.toEpochMilli(), row.since.toEpochMilli()}).toList());
    }

    static Window window(ResultSet row) throws SQLException {
        return new Window(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)));
    }
}
