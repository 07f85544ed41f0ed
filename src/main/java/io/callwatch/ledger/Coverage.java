package io.callwatch.ledger;

import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which spans of start time each sweep still has to read. Methods work inside the caller's transaction.
 *
 * <p>A pass first notes all that it means to read as unread, then takes away each window that was read to its last page. So
 * whatever stops a process, what it did not read is known to the next. A window read by one sweep counts for each other
 * whose plan is not younger than that reading.
 */
public final class Coverage {
    /** Microsoft keeps a record for 30 days, counted safely from the start of the call. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** @param complete when its last complete pass began; null before the first */
    public record Sweep(String name, Instant plannedTo, Instant complete) {
    }

    private final long tenant;

    public Coverage(long tenant) {
        this.tenant = tenant;
    }

    /**
     * Plans a pass: from (end of the last plan - look-back) to now, and what earlier passes left unread, within 30 days.
     *
     * @return what the sweep has to read
     */
    public Spans plan(Sql sql, String sweep, Duration lookBack, Instant now) throws SQLException {
        Instant oldest = now.minus(KEPT);
        Instant from = find(sql, sweep).map(Sweep::plannedTo).filter(now::isAfter).orElse(now).minus(lookBack);
        Window planned = new Window(from.isBefore(oldest) ? oldest : from, now);
        Spans all = unread(sql, sweep).plus(planned).minus(new Window(Instant.EPOCH, oldest));
        sql.update("DELETE FROM unread WHERE tenant = ? AND sweep = ?", tenant, sweep);
        insertUnread(sql, sweep, all.windows(), now);
        sql.update("INSERT INTO sweeps (tenant, sweep, planned_to_ms) VALUES (?, ?, ?) ON CONFLICT (tenant, sweep) "
                + "DO UPDATE SET planned_to_ms = excluded.planned_to_ms", tenant, sweep, now.toEpochMilli());
        return all;
    }

    /** A window was read to its last page and all that follows from it is committed, by a reading that began then. */
    public void read(Sql sql, Window window, Instant began) throws SQLException {
        List<Object[]> touched = sql.list("SELECT sweep, from_ms, to_ms, planned_ms FROM unread WHERE tenant = ? "
                + "AND from_ms < ? AND to_ms > ? AND planned_ms <= ?",
                row -> new Object[] {row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)},
                tenant, window.to().toEpochMilli(), window.from().toEpochMilli(), began.toEpochMilli());
        for (Object[] row : touched) {
            String sweep = (String) row[0];
            Window unread = new Window(Instant.ofEpochMilli((long) row[1]), Instant.ofEpochMilli((long) row[2]));
            sql.update("DELETE FROM unread WHERE tenant = ? AND sweep = ? AND from_ms = ?", tenant, sweep, row[1]);
            insertUnread(sql, sweep, Spans.of(unread).minus(window).windows(),
                    Instant.ofEpochMilli((long) row[3]));
        }
        cover(sql, window);
    }

    /** Marks the pass that began then as complete if it left nothing unread. */
    public boolean finish(Sql sql, String sweep, Instant began) throws SQLException {
        return sql.update("UPDATE sweeps SET complete_ms = ? WHERE tenant = ? AND sweep = ? AND NOT EXISTS "
                + "(SELECT 1 FROM unread u WHERE u.tenant = sweeps.tenant AND u.sweep = sweeps.sweep)",
                began.toEpochMilli(), tenant, sweep) > 0;
    }

    public Optional<Sweep> find(Sql sql, String sweep) throws SQLException {
        return sql.first("SELECT * FROM sweeps WHERE tenant = ? AND sweep = ?", row -> {
            Long complete = Sql.nullableLong(row, "complete_ms");
            return new Sweep(sweep, Instant.ofEpochMilli(row.getLong("planned_to_ms")),
                    complete == null ? null : Instant.ofEpochMilli(complete));
        }, tenant, sweep);
    }

    public Spans unread(Sql sql, String sweep) throws SQLException {
        return Spans.of(sql.list("SELECT from_ms, to_ms FROM unread WHERE tenant = ? AND sweep = ?", Coverage::window,
                tenant, sweep));
    }

    /** What was read completely at least once. */
    public Spans covered(Sql sql) throws SQLException {
        return Spans.of(sql.list("SELECT from_ms, to_ms FROM covered WHERE tenant = ?", Coverage::window, tenant));
    }

    private void cover(Sql sql, Window window) throws SQLException {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        List<Window> near = new ArrayList<>(sql.list("SELECT from_ms, to_ms FROM covered WHERE tenant = ? "
                + "AND from_ms <= ? AND to_ms >= ?", Coverage::window, tenant, to, from));
        near.add(window);
        Window merged = Spans.of(near).windows().get(0);
        sql.update("DELETE FROM covered WHERE tenant = ? AND from_ms <= ? AND to_ms >= ?", tenant, to, from);
        sql.update("INSERT INTO covered (tenant, from_ms, to_ms) VALUES (?, ?, ?)", tenant,
                merged.from().toEpochMilli(), merged.to().toEpochMilli());
    }

    private void insertUnread(Sql sql, String sweep, List<Window> windows, Instant planned) throws SQLException {
        for (Window window : windows) {
            sql.update("INSERT INTO unread (tenant, sweep, from_ms, to_ms, planned_ms) VALUES (?, ?, ?, ?, ?)", tenant, sweep,
                    window.from().toEpochMilli(), window.to().toEpochMilli(), planned.toEpochMilli());
        }
    }

    private static Window window(ResultSet row) throws SQLException {
        return new Window(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)));
    }
}
