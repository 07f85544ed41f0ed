package io.callwatch.app;

import io.callwatch.config.RuleSettings;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/**
 * The ledger's state for health, metrics and {@code status}; read anew at most every few seconds, also where that fails: a server
 * that is away is waited for half a minute, and there are many gauges. Threads may share it.
 */
public final class RecentOverview {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /**
     * For so long an answer that came too late is given to whoever asks next: a probe that asks every minute learns by it why the ledger
     * is away.
     */
    private static final Duration STILL_OF_USE = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final long tenant;
    private final Settings settings;
    private final InstantSource clock;
    private final ThreadFactory threads = new CamelThreadFactory("#name#", "overview", true);
    private CompletableFuture<Overview> look;
    private Instant begun;
    /** What somebody has waited for in vain. */
    private volatile CompletableFuture<Overview> late;

    public RecentOverview(Ledger ledger, Settings settings, InstantSource clock) {
        this.ledger = ledger;
        this.tenant = Calls.tenantNumber(ledger, settings.graph().tenantId());
        this.settings = settings;
        this.clock = clock;
    }

    public Overview now() {
        return seen(newest(), Long.MAX_VALUE);
    }

    /**
     * The same for whoever asks over HTTP, where one answer waits for the one before it: behind a ledger that is away nobody would hear
     * in time that the process is alive. So a look is waited for once, for a few seconds, and not again by those who ask after that.
     *
     * @throws LedgerException also where the ledger has not answered yet
     */
    Overview soon() {
        CompletableFuture<Overview> newest = newest();
        return seen(newest, newest == late ? 0 : PATIENCE.toNanos());
    }

    private Overview seen(CompletableFuture<Overview> newest, long nanos) {
        try {
            return newest.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LedgerException failed ? failed : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            late = newest;
            throw new LedgerException("the ledger " + ledger.name() + " has not answered yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized CompletableFuture<Overview> newest() {
        Instant now = clock.instant();
        if (look != null && look == late && look.isDone() && begun.isAfter(now.minus(STILL_OF_USE))) {
            late = null;
            begun = now;
        }
        if (look == null || look.isDone() && (begun.isAfter(now) || begun.plus(FRESH).isBefore(now))) {
            begun = now;
            look = CompletableFuture.supplyAsync(() -> read(now), work -> threads.newThread(work).start());
        }
        return look;
    }

    private Overview read(Instant now) {
        List<String> sweeps = settings.sweeps().stream().map(SweepSettings::name).toList();
        List<String> rules = settings.rules().stream().map(RuleSettings::name).toList();
        return ledger.read(sql ->
                Overview.read(sql, tenant, sweeps, rules, settings.undecidedAfter(), settings.watch().staleAfter(), now));
    }
}
