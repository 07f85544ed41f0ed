package io.callwatch.ledger;

import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Spans that left the service before any sweep had read them. Methods work inside the caller's transaction. */
public final class Losses {
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
    /** A pass that is under way reads first what leaves soonest. */
    private static final Duration IN_HAND = Duration.ofHours(1);
    /** No service counts its 30 days to the second: what is less is noted, and named once more has come to it. */
    private static final Duration WORTH_NAMING = Duration.ofMinutes(1);

    private final long tenant;

    public Losses(long tenant) {
        this.tenant = tenant;
    }

    /**
     * Notes what is lost as of now: before a pass of these sweeps is planned, since planning forgets what lies beyond the 30 days.
     * What others have left unread may be in hand just now. What lies a month before the last reading was planned by a clock that was far
     * behind, as on a machine that keeps no time until it is told it: nobody has missed that.
     */
    public void note(Sql sql, Collection<String> sweeps, Instant now) throws SQLException {
        Instant oldest = now.minus(ListRequest.KEPT);
        Coverage coverage = new Coverage(tenant);
        Spans read = coverage.covered(sql);
        List<Window> before = read.windows().stream().filter(window -> !window.to().isAfter(now)).toList(); // no clock was ahead then
        Instant last = before.isEmpty() ? Instant.MIN : before.get(before.size() - 1).to();
        Optional<Instant> planned = coverage.plannedTo(sql).map(to -> to.isBefore(last) ? last : to);
        Spans gone = coverage.unreadOfOthers(sql, sweeps).minus(new Window(oldest.minus(IN_HAND), FAR));
        for (String sweep : sweeps) {
            gone = gone.plus(coverage.unread(sql, sweep).minus(new Window(oldest, FAR)));
        }
        if (planned.filter(oldest::isAfter).isPresent()) {
            gone = gone.plus(new Window(planned.get(), oldest));
        }
        if (!before.isEmpty()) { // the pass that read it has noted what was lost by then
            gone = gone.minus(new Window(Instant.MIN, last.minus(ListRequest.KEPT).minus(IN_HAND)));
        }
        for (Window window : gone.minus(read).minus(all(sql)).windows()) {
            sql.update("INSERT INTO lost (tenant, from_ms, to_ms, noted_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", tenant,
                    window.from().toEpochMilli(), window.to().toEpochMilli(), now.toEpochMilli());
        }
    }

    Spans all(Sql sql) throws SQLException {
        return spans(sql, Instant.EPOCH, FAR);
    }

    /** Those that nobody has taken off the list. */
    public List<Window> listed(Sql sql) throws SQLException {
        return noted(sql, Notes.get(sql, dismissed()).map(Long::valueOf).map(Instant::ofEpochMilli).orElse(Instant.EPOCH), FAR);
    }

    /** Takes all that are noted off the list. */
    public void dismiss(Sql sql) throws SQLException {
        Optional<Long> last = sql.first("SELECT MAX(noted_ms) FROM lost WHERE tenant = ?", Sql::nullableLong, tenant);
        if (last.isPresent()) {
            Notes.put(sql, dismissed(), last.get().toString());
        }
    }

    private String dismissed() {
        return "lost.dismissed." + tenant;
    }

    /** @param upTo included: what a clock that was ahead has noted has a later time */
    public List<Window> noted(Sql sql, Instant after, Instant upTo) throws SQLException {
        return spans(sql, after, upTo).windows().stream().filter(window -> window.length().compareTo(WORTH_NAMING) >= 0).toList();
    }

    private Spans spans(Sql sql, Instant after, Instant upTo) throws SQLException {
        return Spans.of(sql.list("SELECT from_ms, to_ms FROM lost WHERE tenant = ? AND noted_ms > ? AND noted_ms <= ?",
                Coverage::window, tenant, after.toEpochMilli(), upTo.toEpochMilli()));
    }
}
