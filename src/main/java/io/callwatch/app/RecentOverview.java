package io.callwatch.app;

import io.callwatch.config.Settings;
import io.callwatch.config.SweepSettings;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Overview;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The ledger's state for health, metrics and {@code status}; read anew at most every few seconds, also where that fails: a server
 * that is away is waited for half a minute, and there are many gauges. Threads may share it.
 */
public final class RecentOverview {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final long tenant;
    private final Settings settings;
    private final InstantSource clock;
    private Overview last;
    private LedgerException failure;
    private Instant failed;

    public RecentOverview(Ledger ledger, Settings settings, InstantSource clock) {
        this.ledger = ledger;
        this.tenant = Calls.tenantNumber(ledger, settings.graph().tenantId());
        this.settings = settings;
        this.clock = clock;
    }

    public synchronized Overview now() {
        Instant now = clock.instant();
        if (failure != null && isFresh(failed, now)) {
            throw failure;
        }
        if (last == null || !isFresh(last.at(), now)) {
            List<String> sweeps = settings.sweeps().stream().map(SweepSettings::name).toList();
            try {
                last = ledger.read(sql -> Overview.read(sql, tenant, sweeps, settings.undecidedAfter(),
                        settings.watch().staleAfter(), now));
            } catch (LedgerException e) {
                failure = e;
                failed = clock.instant();
                throw e;
            }
        }
        return last;
    }

    private static boolean isFresh(Instant read, Instant now) {
        return !read.isAfter(now) && !read.plus(FRESH).isBefore(now);
    }
}
