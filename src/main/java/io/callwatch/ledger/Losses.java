package io.callwatch.ledger;

import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spans that left the service before any sweep had read them. Methods work inside the caller's transaction. */
public final class Losses {
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private final long tenant;

    public Losses(long tenant) {
        this.tenant = tenant;
    }

    /** Notes what is lost as of now: before a pass is planned, since planning forgets what lies beyond the 30 days. */
    public void note(Sql sql, Instant now) throws SQLException {
        Instant oldest = now.minus(ListRequest.KEPT);
        Optional<Instant> planned = sql.first("SELECT MAX(planned_to_ms) FROM sweeps WHERE tenant = ?",
                row -> Sql.nullableLong(row, 1), tenant).map(Instant::ofEpochMilli);
        List<Window> meant = new ArrayList<>(sql.list("SELECT from_ms, to_ms FROM unread WHERE tenant = ?",
                row -> new Window(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))), tenant));
        planned.filter(oldest::isAfter).ifPresent(end -> meant.add(new Window(end, oldest)));
        Coverage coverage = new Coverage(tenant);
        List<Window> lost = Spans.of(meant).minus(new Window(oldest, FAR))
                .minus(coverage.covered(sql)).minus(all(sql)).windows();
        for (Window window : lost) {
            sql.update("INSERT INTO lost (tenant, from_ms, to_ms, noted_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", tenant,
                    window.from().toEpochMilli(), window.to().toEpochMilli(), now.toEpochMilli());
        }
    }

    public Spans all(Sql sql) throws SQLException {
        return notedAfter(sql, Instant.EPOCH);
    }

    public Spans notedAfter(Sql sql, Instant moment) throws SQLException {
        return Spans.of(sql.list("SELECT from_ms, to_ms FROM lost WHERE tenant = ? AND noted_ms > ?",
                row -> new Window(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))), tenant,
                moment.toEpochMilli()));
    }
}
