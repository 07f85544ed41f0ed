package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventId;
import io.callwatch.alert.EventType;
import io.callwatch.config.Durations;
import io.callwatch.config.WatchSettings;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Losses;
import io.callwatch.ledger.Notes;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Sql;
import io.callwatch.ledger.Standing;
import io.callwatch.ledger.Trouble;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the watcher: says once when nothing is read any more, when the service refuses, when that is over, and which spans
 * are lost for good. What it said last outlives the process. Threads may share it.
 */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    /** What may be wrong: each is told, and told to be over, on its own. */
    private static final String READING = "feed.trouble.reading";
    private static final String REFUSED = "feed.trouble.refused";
    private static final String EMPTY = "feed.trouble.empty";
    /** When spans were last told as lost, in milliseconds. */
    private static final String LOST = "feed.lost.told";
    private static final Duration LOSSES_APART = Duration.ofHours(1);

    private final Ledger ledger;
    private final long tenant;
    private final Coverage coverage;
    private final Losses losses;
    private final String tenantId;
    private final WatchSettings settings;
    private final InstantSource clock;
    private final InstantSource realClock;
    private volatile Instant began;

    Watch(Ledger ledger, long tenant, String tenantId, WatchSettings settings, Run run) {
        this.ledger = ledger;
        this.tenant = tenant;
        this.coverage = new Coverage(tenant);
        this.losses = new Losses(tenant);
        this.tenantId = tenantId;
        this.settings = settings;
        this.clock = run.clock();
        this.realClock = run.realClock();
        this.began = clock.instant();
    }

    /**
     * Notes spans that left the service unread, before a pass of these sweeps is planned: each is named once, in the log and to whoever
     * watches. One that grows from pass to pass is told at once, and then hourly what has come to it.
     */
    void lost(Sql sql, Collection<String> sweeps, Instant now) throws SQLException {
        losses.note(sql, sweeps, now);
        Optional<Instant> told = Notes.get(sql, name(LOST)).map(Long::valueOf).map(Instant::ofEpochMilli).filter(t -> !t.isAfter(now));
        if (told.filter(t -> t.isAfter(now.minus(LOSSES_APART))).isPresent()) {
            return;
        }
        List<Window> untold = losses.noted(sql, told.orElse(now.minus(LOSSES_APART)), now);
        if (!untold.isEmpty()) {
            Notes.put(sql, name(LOST), Long.toString(now.toEpochMilli()));
        }
        for (Window window : untold) {
            String title = "Lost for good: calls that started from " + window.from() + " to " + window.to()
                    + " left the service before they were read";
            LOG.error("{}", title);
            String id = EventId.feed(tenantId, EventType.FEED_LOST, window.toString());
            tell(sql, EventType.FEED_LOST, id, title, settings.destinations(), now);
        }
    }

    /** A pass is over. @param complete whether a sweep has read all that it planned */
    void passed(Sql sql, Pass pass, boolean complete) throws SQLException {
        Instant now = clock.instant(); // a pass after a standstill may have taken hours
        boolean allRead = coverage.isAllRead(sql);
        String missed = !allRead ? "; what was missed is still being read" : "; what was missed has been read"
                + (losses.listed(sql).isEmpty() ? "" : ", but for what left the service before");
        if (pass.refusal().isPresent()) {
            trouble(sql, REFUSED, EventType.FEED_FAILING, "Call records cannot be read: " + pass.refusal().get().getMessage(), now);
        } else if (pass.pages() > 0) {
            over(sql, REFUSED, "The service lets call records be read again" + missed, now);
        }
        if (complete) {
            over(sql, READING, "Call records are read again" + missed, now);
        }
        if (allRead) {
            Trouble.forget(sql, tenant);
        } else if (pass.trouble().isPresent()) {
            new Trouble(now, pass.trouble().get().words()).keep(sql, tenant);
        }
    }

    /** Asked now and then by a route of its own. */
    public void check() {
        Instant now = clock.instant();
        began = began.isAfter(now) ? now : began; // a clock that was ahead is set back there, too
        ledger.change(sql -> {
            coverage.setBack(sql, now);
            Instant last = coverage.lastComplete(sql).orElse(firstPlan(sql));
            if (last.plus(settings.staleAfter()).isBefore(now)) {
                String why = Trouble.last(sql, tenant).filter(trouble -> !trouble.at().isBefore(last))
                        .map(trouble -> "; what failed last: " + trouble.reason()).orElse("");
                trouble(sql, READING, EventType.FEED_STALE, "No complete pass over the call records for "
                        + Durations.words(Duration.between(last, now)) + why, now);
            }
        });
    }

    /**
     * Where no pass was ever complete: since when this process waits for one, or an earlier process did, as where a scheduler outside
     * starts one for each pass.
     */
    private Instant firstPlan(Sql sql) throws SQLException {
        return coverage.waitingSince(sql).filter(began::isAfter).orElse(began);
    }

    /** What rules read has been empty in almost all records lately, or is there again. @param what null when all is well */
    void empty(Sql sql, String what, Instant now) throws SQLException {
        if (what != null) {
            trouble(sql, EMPTY, EventType.FEED_FAILING, "Rules see nothing: " + what, now);
        } else {
            over(sql, EMPTY, "The fields that rules read are filled again", now);
        }
    }

    /** Whoever is named only since it began is told of what stands, too. */
    private void trouble(Sql sql, String kind, EventType type, String title, Instant now) throws SQLException {
        Optional<Standing> known = Standing.of(sql, name(kind));
        if (known.isEmpty()) {
            LOG.error("{}", title);
        }
        Standing standing = known.orElseGet(() -> new Standing(name(kind), EventId.feed(tenantId, type, kind + now), Set.of()));
        List<String> untold = settings.destinations().stream().filter(name -> !standing.told().contains(name)).toList();
        if (known.isEmpty() || !untold.isEmpty()) {
            standing.toldTo(untold).keep(sql);
            if (!tell(sql, type, standing.id(), title, untold, now)) {
                Outbox.alsoFor(sql, standing.id(), untold, now);
            }
        }
    }

    /** For those who were told, whoever is named today: an incident that was opened for it stays open otherwise. */
    private void over(Sql sql, String kind, String title, Instant now) throws SQLException {
        Optional<Standing> known = Standing.of(sql, name(kind));
        if (known.isPresent()) {
            Standing trouble = known.get();
            LOG.info("{}", title);
            Notes.remove(sql, trouble.note());
            Collection<String> told = trouble.told().isEmpty() ? settings.destinations() : trouble.told();
            if (!told.isEmpty()) {
                String id = EventId.feed(tenantId, EventType.FEED_RECOVERED, trouble.id());
                Outbox.follow(sql, event(EventType.FEED_RECOVERED, id, trouble.id(), title), told, now);
            }
        }
    }

    /** @return whether it was told to nobody before, and is to somebody now */
    private boolean tell(Sql sql, EventType type, String id, String title, Collection<String> destinations, Instant now)
            throws SQLException {
        return !destinations.isEmpty() && Outbox.add(sql, event(type, id, id, title), destinations, now);
    }

    private Event event(EventType type, String id, String firstId, String title) {
        return new Event(id, type, realClock.instant().truncatedTo(ChronoUnit.SECONDS), tenantId, null,
                type == EventType.FEED_RECOVERED ? Severity.INFO : Severity.CRITICAL, title, List.of(), null, List.of(), firstId);
    }

    private String name(String note) {
        return note + "." + tenant;
    }
}
