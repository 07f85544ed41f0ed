package io.callwatch.app;

import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Overview;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness: down while no pass was complete for too long, records are in quarantine, deliveries are dead or spans are lost, or the
 * ledger does not say.
 */
final class FeedHealth extends AbstractHealthCheck {
    private final RecentOverview overview;

    FeedHealth(RecentOverview overview) {
        super("callwatch", "feed");
        this.overview = overview;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Overview now;
        try {
            now = overview.soon();
        } catch (LedgerException e) { // which a probe would answer with a stack trace in the log, each time
            builder.message(e.getMessage()).down();
            return;
        }
        builder.detail("lastComplete", Objects.toString(now.lastComplete(), "never"));
        builder.detail("newestStart", Objects.toString(now.newestStart(), "none"));
        builder.detail("unread", now.unreadLength().toString());
        builder.detail("recordsToday", Long.toString(now.recordsToday()));
        builder.detail("alertsToday", Long.toString(now.alertsToday()));
        builder.detail("undecided", Long.toString(now.undecided()));
        builder.detail("pending", Long.toString(now.pending()));
        builder.detail("dead", Long.toString(now.dead()));
        builder.detail("quarantined", Long.toString(now.quarantined()));
        builder.detail("lost", Integer.toString(now.lost().size()));
        boolean bad = now.isStale() || now.dead() > 0 || now.quarantined() > 0 || !now.lost().isEmpty();
        if (bad) {
            builder.message("see 'callwatch status'").down();
        } else {
            builder.up();
        }
    }
}
