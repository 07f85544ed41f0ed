package io.callwatch.app;

import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Pruning;
import io.callwatch.text.Causes;
import io.callwatch.text.HowMany;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends passes, and keeps the coverage of each sweep in the ledger. Threads may share it. */
public final class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    private final Map<String, Duration> lookBacks;
    private final Ledger ledger;
    private final Coverage coverage;
    private final Plans plans;
    private final ActivePasses passes;
    private final InstantSource clock;
    private final Pause pause;
    private final Watch watch;
    private final Bursts bursts;
    private final Duration keep;

    Sweeps(Map<String, Duration> lookBacks, Ledger ledger, long tenant, Plans plans, ActivePasses passes, InstantSource clock,
            Pause pause, Watch watch, Bursts bursts, Duration keep) {
        this.lookBacks = Map.copyOf(lookBacks);
        this.ledger = ledger;
        this.coverage = new Coverage(tenant);
        this.plans = plans;
        this.passes = passes;
        this.clock = clock;
        this.pause = pause;
        this.watch = watch;
        this.bursts = bursts;
        this.keep = keep;
    }

    /** What a sweep has left that is no longer configured is for the one that looks back furthest. */
    Sweeps inheriting() {
        String heir = Collections.max(lookBacks.entrySet(), Map.Entry.comparingByValue()).getKey();
        ledger.change(sql -> coverage.inherit(sql, heir, lookBacks.keySet()));
        return this;
    }

    /**
     * Begins a pass; one at a time, since of a sweep's tick and its carrying on that come at once one must know of the other.
     *
     * @param sweep the names of one or more sweeps, separated by commas; what they have in common is read once. Without any
     *     the body says which spans to read, with no effect on the sweeps' coverage
     * @param carryOn null, or only what earlier passes of the sweep have left unread
     */
    public synchronized Pass begin(@Header("sweep") String sweep, @Header("carryOn") String carryOn, @Header("onlooker") Onlooker onlooker,
            @Body Object body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Pass pass = sweep == null ? plans.pass(List.of(), now, (Spans) body)
                : carryOn == null ? planned(List.of(sweep.split(",")), now) : carriedOn(sweep, now);
        pass.onlooker(onlooker);
        passes.begin(pass);
        return pass;
    }

    private Pass planned(List<String> names, Instant now) {
        passes.supersede(names);
        Spans spans = ledger.write(sql -> {
            watch.lost(sql, names, now);
            Spans all = Spans.none();
            for (String name : names) {
                all = all.plus(coverage.plan(sql, name, lookBacks.get(name), now));
            }
            return all;
        });
        return plans.pass(names, now, spans);
    }

    private Pass carriedOn(String sweep, Instant now) {
        Spans left = passes.isReading(sweep) ? Spans.none() : ledger.write(sql -> {
            watch.lost(sql, List.of(sweep), now);
            return coverage.carryOn(sql, sweep, now);
        });
        return plans.pass(List.of(sweep), now, left).carryingOn();
    }

    /**
     * What was left unread need not wait for its sweep's next turn, which for a nightly one may be a day away: a process that was
     * stopped has left something, or a night in which the service was down.
     *
     * @param pass the service has just been read by it; null at the start
     * @return the names of the sweeps that have left something and are not being read; none where the pass could not read all of its own
     */
    public List<String> leftBehind(@Body Pass pass) {
        return pause.getAsBoolean() || pass != null && !pass.unread().isEmpty() ? List.of() : ledger.read(sql -> {
            List<String> names = new ArrayList<>();
            for (String name : lookBacks.keySet()) {
                if (!passes.isReading(name) && !coverage.unread(sql, name).isEmpty()) {
                    names.add(name);
                }
            }
            return names;
        });
    }

    /** A window whose last page is judged: only now does it count as read. */
    public void covered(@ExchangeProperty("reading") Reading reading) {
        if (!reading.isComplete()) {
            return;
        }
        ledger.change(sql -> {
            if (!reading.pass().sweeps().isEmpty()) {
                coverage.read(sql, reading.window(), reading.pass().began());
            }
            plans.keepRequests(sql);
        });
        reading.pass().covered(reading.window());
    }

    /** A window that failed for good in this pass; the others go on. */
    public void unread(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable thrown, @ExchangeProperty("reading") Reading reading) {
        Optional<GraphException> failure = GraphFailures.of(thrown, clock.instant());
        reading.fail();
        reading.pass().unread(reading.window());
        if (reading.pass().isStopping()) {
            return;
        }
        failure.ifPresent(reading.pass()::failed);
        plans.unreadable().failed(reading.window());
        boolean refused = failure.map(GraphException::failure).filter(f -> f == Failure.AUTH || f == Failure.FORBIDDEN).isPresent();
        if (refused && !reading.pass().refused(failure.get())) {
            return;
        }
        String reason = failure.map(GraphException::words).orElseGet(() -> Causes.words(thrown));
        // what the ledger could not note are the pages before, together
        if (failure.isPresent() || reading.pass().unnoted(reason)) {
            LOG.warn("window {} stays unread{}: {}", reading.window(), failure.isPresent() ? " at page " + reading.page() : "", reason);
        }
        if (failure.isEmpty()) {
            LOG.debug("window {} stays unread: {}", reading.window(), Causes.of(thrown));
        }
    }

    /** A pass is over: its bursts are told, what it has read and learned is kept, and the log has its one line. */
    public Pass finish(@Body Pass pass) {
        try {
            pass.judged(0, 0, ledger.write(sql -> bursts.look(sql, clock.instant())));
            if (!pass.sweeps().isEmpty()) {
                note(pass);
            }
            // what is carried on was left by a service that has just been read, so that its halves tell something
            if (pass.pages() == 0 && !pass.isCarryingOn() && !pass.isStopping() && !pass.unread().isEmpty()) {
                plans.unreadable().join();
            }
            ledger.change(plans::keep);
        } finally {
            passes.end(pass);
        }
        say(pass);
        return pass;
    }

    private static void say(Pass pass) {
        List<Window> unread = pass.unread();
        if (pass.isCarryingOn() && pass.windows() == 0 && unread.isEmpty()) {
            return; // others have read it meanwhile, or are about it
        }
        String what = pass.sweeps().isEmpty() ? "pass"
                : "sweep " + String.join(", ", pass.sweeps()) + (pass.isCarryingOn() ? ", what was left unread" : "");
        if (unread.isEmpty() || pass.isSuperseded()) {
            LOG.info("{}: {}{}", what, pass.progress(), unread.isEmpty() ? "" : "; the sweep's own turn reads the rest");
        } else {
            LOG.warn("{}: {}; {}{}", what, pass.progress(), HowMany.of(unread.size(), "span stays unread", "spans stay unread"),
                    pass.sweeps().isEmpty() ? "" : " until the next pass");
        }
    }

    private void note(Pass pass) {
        ledger.change(sql -> {
            boolean complete = false;
            for (String sweep : pass.sweeps()) {
                complete |= coverage.finish(sql, sweep, pass.began(), clock.instant());
            }
            if (complete) {
                coverage.forgetOthers(sql, lookBacks.keySet());
            }
            watch.passed(sql, pass, complete);
            if (pass.pages() > 0) { // where nothing is, no certificate may hold any more by a clock that is a year ahead: all would go
                Instant now = clock.instant(); // before the pass where that began by such a clock
                Pruning.prune(sql, pass.began().isAfter(now) ? now : pass.began(), keep);
            }
        });
    }
}
