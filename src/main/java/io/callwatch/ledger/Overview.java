package io.callwatch.ledger;

import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Is data flowing, and what waits: the state of a ledger at one moment. Immutable.
 *
 * @param staleAfter without a complete pass for so long data do not flow
 * @param lastComplete when the last complete pass of any sweep began; null before the first
 * @param newestStart start of the newest call that was judged; null before the first
 * @param recordsToday calls first seen since midnight UTC
 * @param undecided verdicts of configured rules that wait for a version
 * @param late of these the ones older than the deadline, by rule and field
 * @param trouble null when nothing is unread, or nothing has failed
 */
public record Overview(Instant at, Duration staleAfter, Instant lastComplete, List<SweepState> sweeps, Instant newestStart,
        long recordsToday, long alertsToday, long undecided, long quarantined, List<DestinationState> destinations,
        List<Window> lost, Trouble trouble, List<Late> late) {

    /**
     * @param complete when the last complete pass began; null before the first
     * @param waitingSince when the oldest of what is unread was planned first; null when nothing is
     */
    public record SweepState(String name, Instant complete, List<Window> unread, Instant waitingSince) {
        /** How much start time it planned to read and has not read yet. */
        public Duration behind() {
            return Spans.of(unread).length();
        }
    }

    /**
     * @param oldest when the oldest pending delivery was queued; null where none is
     * @param stopped why nothing is sent there any more; null for one that is open
     */
    public record DestinationState(String name, long delivered, long pending, long dead, Instant oldest, String stopped) {
    }

    /**
     * Verdicts of a rule that have waited for a field for too long.
     *
     * @param callId one of the calls
     */
    public record Late(String rule, String hangsOn, long calls, String callId) {
    }

    /**
     * @param sweepNames those that are configured: others stand behind them where they have left something
     * @param rules those that are configured: what others are undecided on nobody decides any more
     */
    public static Overview read(Sql sql, long tenant, List<String> sweepNames, List<String> rules, Duration undecidedAfter,
            Duration staleAfter, Instant now) throws SQLException {
        Coverage coverage = new Coverage(tenant);
        List<SweepState> sweeps = new ArrayList<>();
        for (String name : coverage.withOthersBehind(sql, sweepNames)) {
            sweeps.add(new SweepState(name, coverage.find(sql, name).map(Coverage.Sweep::complete).orElse(null),
                    coverage.unread(sql, name).windows(), coverage.waitingSince(sql, name).orElse(null)));
        }
        long midnight = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant().toEpochMilli();
        String undecided = " FROM alerts WHERE tenant = ? AND outcome = 'undecided' AND rule IN " + Sql.marks(rules.size());
        List<Late> late = sql.list("SELECT rule, hangs_on, COUNT(*), MIN(call_id)" + undecided
                + " AND since_ms < ? GROUP BY rule, hangs_on ORDER BY rule, hangs_on", row -> new Late(row.getString(1), row.getString(2),
                row.getLong(3), row.getString(4)), tenant, rules, now.minus(undecidedAfter).toEpochMilli());
        return new Overview(now, staleAfter, coverage.lastComplete(sql).orElse(null), sweeps,
                sql.first("SELECT MAX(start_ns) FROM calls WHERE tenant = ?", Sql::nullableLong, tenant)
                        .map(Nanos::toInstant).orElse(null),
                sql.number("SELECT COUNT(*) FROM calls WHERE tenant = ? AND seen_ms >= ?", tenant, midnight),
                sql.number("SELECT COUNT(*) FROM events WHERE created_ms >= ? AND rule IS NOT NULL", midnight),
                sql.number("SELECT COUNT(*)" + undecided, tenant, rules),
                Quarantine.count(sql), destinations(sql), new Losses(tenant).listed(sql),
                Trouble.last(sql, tenant).orElse(null), late);
    }

    /** Those of deliveries, and those that are stopped, also where what they have refused was taken off the list. */
    private static List<DestinationState> destinations(Sql sql) throws SQLException {
        int named = Outbox.CLOSED.length() + 1;
        return sql.list("SELECT destination, SUM(CASE WHEN state = 'delivered' THEN 1 ELSE 0 END), "
                + "SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'dead' THEN 1 ELSE 0 END), "
                + "MIN(CASE WHEN state = 'pending' THEN queued_ms END) AS oldest, (SELECT value FROM notes WHERE name = '" + Outbox.CLOSED
                + "' || destination) AS stopped FROM deliveries GROUP BY destination UNION ALL SELECT SUBSTR(name, " + named
                + "), 0, 0, 0, NULL, value FROM notes WHERE name LIKE '" + Outbox.CLOSED
                + "%' AND NOT EXISTS (SELECT 1 FROM deliveries WHERE destination = SUBSTR(name, " + named + ")) ORDER BY 1",
                row -> new DestinationState(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), Sql.instant(row, "oldest"),
                        row.getString("stopped")));
    }

    /** The spans that sweeps still have to read, in order of time. */
    public List<Window> unread() {
        List<Window> all = new ArrayList<>();
        sweeps.forEach(sweep -> all.addAll(sweep.unread()));
        return Spans.of(all).windows();
    }

    public Duration unreadLength() {
        return Spans.of(unread()).length();
    }

    /** Until the oldest of what is unread begins to leave the service, negative since then; empty where all is read. */
    public Optional<Duration> leaving() {
        return unread().stream().findFirst().map(oldest -> Duration.between(at, oldest.from().plus(ListRequest.KEPT)));
    }

    public long undecidedLate() {
        return late.stream().mapToLong(Late::calls).sum();
    }

    public long pending() {
        return destinations.stream().mapToLong(DestinationState::pending).sum();
    }

    public long dead() {
        return destinations.stream().mapToLong(DestinationState::dead).sum();
    }

    /** Whether anything is, or may soon be, missing. */
    public boolean isAtRisk() {
        return isStale() || !unread().isEmpty() || pending() > 0 || dead() > 0 || quarantined > 0 || !late.isEmpty()
                || !lost.isEmpty();
    }

    public boolean isStale() {
        return lastComplete == null || lastComplete.plus(staleAfter).isBefore(at);
    }
}
