package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Precedence;
import io.callwatch.graph.Window;
import io.callwatch.graph.WindowPlanner;
import io.callwatch.text.HowMany;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One pass over what one or more sweeps have to read: its windows, its readers and what came of it. Threads may share it.
 */
public final class Pass {
    private static final int MOST_IN_A_ROW = 3;

    private final List<String> sweeps;
    private final Instant began;
    private final ListRequest request;
    private final BooleanSupplier stopping;
    private final WindowPlanner planner;
    private final List<Reading> readings = new ArrayList<>();
    private boolean givenUp;
    private GraphException failure;
    private Onlooker onlooker;
    private boolean carryingOn;
    private volatile boolean superseded;
    private final Set<String> unnoted = ConcurrentHashMap.newKeySet();
    private final AtomicReference<GraphException> refusal = new AtomicReference<>();
    private final AtomicInteger failedInARow = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong matches = new AtomicLong();
    private final AtomicLong setAside = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();

    /**
     * @param sweeps the sweeps whose coverage it serves; none for a backfill
     * @param planner null where no window is to be planned
     */
    Pass(List<String> sweeps, Instant began, ListRequest request, WindowPlanner planner, int readers, BooleanSupplier stopping) {
        this.sweeps = List.copyOf(sweeps);
        this.began = began;
        this.request = request;
        this.planner = planner;
        this.stopping = stopping;
        for (int i = 0; i < readers; i++) {
            readings.add(new Reading(this));
        }
    }

    /** @param looking null for nobody, before the first page */
    void onlooker(Onlooker looking) {
        onlooker = looking;
    }

    /** It reads what an earlier pass of the sweep has left unread, and nothing else; before the first page. */
    Pass carryingOn() {
        carryingOn = true;
        return this;
    }

    boolean isCarryingOn() {
        return carryingOn;
    }

    /** Another pass has begun that reads what this one leaves. */
    void supersede() {
        superseded = true;
        giveUp();
    }

    boolean isSuperseded() {
        return superseded;
    }

    /** Whether somebody asked for this span's alerts, rather than a sweep. */
    boolean isBackfill() {
        return onlooker == null && planner != null && sweeps.isEmpty();
    }

    Optional<Onlooker> onlooker() {
        return Optional.ofNullable(onlooker);
    }

    Optional<Window> takeWindow() {
        return stopping.getAsBoolean() || isGivenUp() ? Optional.empty() : planner.next();
    }

    /** Where a window of this pass stands among all that wait: a person's wish is one rank, a sweep knows what is likely to be new. */
    int rank(Window window) {
        return sweeps.isEmpty() ? Precedence.ASKED : Precedence.ofSweep(planner.urgency(window), window, began);
    }

    /** Records that were not known, or at a lower version: they teach how late records appear. */
    void news(Stream<CallRecord> records) {
        if (planner != null) {
            records.map(CallRecord::startDateTime).filter(Objects::nonNull).forEach(planner::news);
        }
    }

    /** Whether the nextLink of a page that came is to be followed; false when the window is at its end or was cut. */
    boolean goesOn(Window window, int page, List<Instant> startDateTimes, boolean hasNext) {
        return planner != null && planner.afterPage(window, page, startDateTimes, hasNext);
    }

    /** When several in a row could not be read, with all the attempts that each had, the next pass has better prospects. */
    void unread(Window window) {
        planner.failed(window);
        if (failedInARow.incrementAndGet() >= Math.max(MOST_IN_A_ROW, readings.size())) {
            giveUp();
        }
    }

    /** Whether a window could not be read with all the attempts that it had, and no page was judged since. */
    boolean isFailing() {
        return failedInARow.get() > 0;
    }

    /** When it is over: what failed, what was not begun, and what a stop has broken off. */
    public List<Window> unread() {
        return planner.unread().windows();
    }

    /** Begins no further window: the reason that one failed for would fail them all. */
    private synchronized void giveUp() {
        givenUp = true;
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    /** Token or permission was refused for a window. @return whether that is news since a page came: each reader meets the same */
    boolean refused(GraphException why) {
        return refusal.compareAndSet(null, why);
    }

    /**
     * Why the service lets nothing be read; empty where any page came, since something in between may refuse a single window. A pass that
     * carries on may be about that window alone, and says nothing of the service.
     */
    Optional<GraphException> refusal() {
        return Optional.ofNullable(refusal.get()).filter(why -> pages.get() == 0 && !carryingOn);
    }

    /** Why a window stays unread. */
    synchronized void failed(GraphException why) {
        failure = why;
    }

    /** Why a window that came could not be noted. @return whether that is news: it would be said of each */
    boolean unnoted(String why) {
        return unnoted.add(why);
    }

    /** Why something stays unread: the refusal, else what failed last; empty where nothing did. */
    synchronized Optional<GraphException> trouble() {
        return refusal().or(() -> Optional.ofNullable(failure));
    }

    void covered(Window window) {
        planner.done(window);
        read.incrementAndGet();
    }

    void judged(int morePages, int more, int matched) {
        failedInARow.set(0);
        if (morePages > 0) {
            refusal.set(null);
        }
        pages.addAndGet(morePages);
        records.addAndGet(more);
        matches.addAndGet(matched);
    }

    /** A record cannot be read, or a rule failed on it. @param news whether that was not known: it is read again and again */
    void setAside(boolean news) {
        setAside.addAndGet(news ? 1 : 0);
    }

    /** A request met a 429, which is a fault of planning unless others ask in the tenant's name too. */
    void throttled() {
        throttled.incrementAndGet();
    }

    boolean isStopping() {
        return stopping.getAsBoolean();
    }

    /** As read-windows.camel.yaml asks for it. */
    public List<Reading> getReadings() {
        return readings;
    }

    /** Windows that were read to their end. */
    public long windows() {
        return read.get();
    }

    public long pages() {
        return pages.get();
    }

    public long records() {
        return records.get();
    }

    public long matches() {
        return matches.get();
    }

    List<String> sweeps() {
        return sweeps;
    }

    Instant began() {
        return began;
    }

    ListRequest request() {
        return request;
    }

    /** {@code 12 windows, 214 pages, 12840 records, 17 matches}; what should not be is there where it was. */
    String progress() {
        return HowMany.of(read.get(), "window") + ", " + HowMany.of(pages.get(), "page") + ", "
                + HowMany.of(records.get(), "record") + ", " + HowMany.of(matches.get(), "match", "matches")
                + (setAside.get() == 0 ? "" : ", " + setAside.get() + " set aside")
                + (throttled.get() == 0 ? "" : ", " + HowMany.of(throttled.get(), "request throttled", "requests throttled"));
    }
}
