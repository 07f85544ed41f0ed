package io.callwatch.ledger;

import io.callwatch.graph.ListRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Forgets what the service can no longer return, and delivered events and lost spans after their time. Inside the caller's transaction. */
public final class Pruning {
    /** A day beyond the 30 that the service keeps, so that no clock's error forgets what may still be listed. */
    private static final Duration MARGIN = Duration.ofDays(1);

    /** By the tenant, as they lie: else each pass would go over all that there are. */
    static final String CALLS = "DELETE FROM calls WHERE tenant IN (SELECT id FROM tenants) AND start_ns < ? "
            + "AND (start_ns <> ? OR seen_ms < ?)";

    private Pruning() {
    }

    /** What is pending, dead or in quarantine stays. @param keep how long delivered events stay at least */
    public static void prune(Sql sql, Instant now, Duration keep) throws SQLException {
        long gone = Nanos.of(now.minus(ListRequest.KEPT).minus(MARGIN));
        long goneMs = gone / 1_000_000;
        sql.update(CALLS, gone, Calls.NO_START, goneMs);
        sql.update("DELETE FROM newer_versions WHERE start_ns < ?", gone);
        sql.update("DELETE FROM alerts WHERE start_ns < ? OR start_ns IS NULL AND since_ms < ?", gone, goneMs);
        sql.update("DELETE FROM burst_calls WHERE start_ns < ?", gone);
        // of groups without calls, unless these have just gone and what was told is still to be taken back
        sql.update("DELETE FROM bursts WHERE NOT EXISTS (SELECT 1 FROM burst_calls c "
                + "WHERE c.tenant = bursts.tenant AND c.rule = bursts.rule AND c.group_value = bursts.group_value) "
                + "AND NOT EXISTS (SELECT 1 FROM burst_changes c "
                + "WHERE c.tenant = bursts.tenant AND c.rule = bursts.rule AND c.group_value = bursts.group_value)");
        // a rule asks for the month before a call, whatever becomes of events
        sql.update("DELETE FROM origins WHERE start_ns < ?", Math.min(gone, Nanos.of(now.minus(keep))));
        long old = now.minus(keep).toEpochMilli();
        // no delivery may outlive its event, since SQLite gives the number of the last event to the next one. A remembered burst keeps
        // its events: by them it is taken back, and by them one that is told again is known to be another, though it begins with the same
        // call
        String done = "created_ms < ? AND (created_ms < ? OR type NOT LIKE 'calls.%') "
                + "AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_seq = events.seq AND d.state <> 'delivered') "
                + "AND NOT EXISTS (SELECT 1 FROM bursts b WHERE b.tenant IN (SELECT id FROM tenants) AND b.rule = events.rule "
                + "AND b.first_event_id = events.first_id)";
        sql.update("DELETE FROM deliveries WHERE event_seq IN (SELECT seq FROM events WHERE " + done + ")", old, goneMs);
        sql.update("DELETE FROM events WHERE " + done, old, goneMs);
        sql.update("DELETE FROM lost WHERE noted_ms < ?", old);
        sql.update("DELETE FROM quarantine WHERE dismissed = 1 AND at_ms < ?", goneMs);
    }
}
