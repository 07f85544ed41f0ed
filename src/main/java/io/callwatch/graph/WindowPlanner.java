package io.callwatch.graph;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts what is to be read into windows, so that both budgets of the list request are spent on full pages.
 *
 * <p>Workers ask for a window ({@link #next()}), wait for its place in the budget, and report each page
 * ({@link #afterPage}); when the records of the last one are committed they say {@link #done}, or {@link #failed}. A
 * worker that gets no window is no longer needed: one whose window is cut asks again and finds the parts.
 *
 * <p>The policy. A first page is worth most as a window by itself, a next page as part of a long chain.
 * <ul>
 * <li><b>Narrow windows.</b> Counts scatter about the expectation like a Poisson variable, so a window is cut to hold a
 *     page less so many sigma ({@link Cutter}). More caution wastes room on every page, less makes too many overflow.
 * <li><b>Chains.</b> Whenever enough next pages are free, or come free before the end, one window is made as long as they
 *     last. Only the last page of a chain is not full, and its length may be off without harm, so chains go wherever the
 *     reading has come to.
 * <li><b>Overflow.</b> Following costs a next page that is nearly empty and would be full in a chain. Cutting costs the
 *     first page, but what it showed lets the second reading fill its page better ({@link Glimpses}), and what is left
 *     over joins the next window. So a little too much is cut, what nothing was known of is followed, and with little work left
 *     everything is followed.
 * <li><b>Lanes.</b> So that the leftovers can join, no two windows in flight touch while there is work enough: each
 *     worker goes back in time from a start of its own.
 * <li><b>Shares.</b> Where next pages are free for all that is left, only the workers' time counts: what is left is shared
 *     evenly, and a chain that turns out long is taken apart for those who have nothing left.
 * <li><b>Edges.</b> What an earlier pass could not read is cut off from the rest, and in two ({@link Unreadable}).
 * </ul>
 * The bound. Counts that scatter so, and no order within a window to rely on, let a first page bring 46 of 60 at best,
 * overflows paid for; with every next page full that makes 0.813 of what full pages would give, and 0.806 where answers take
 * 0.2 s; a first burst of both budgets adds to it in a short run. A larger page loses less. docs/speed.md
 * has what the simulations in the tests reach, and what each part brings.
 *
 * <p>Threads share it. Times are UTC.
 */
public final class WindowPlanner {

    private final Tactics tactics;
    private final Knowledge knowledge;
    private final InstantSource clock;
    private final PageSize pageSize;
    private final Forecast forecast;
    private final Glimpses glimpses = new Glimpses();
    private final Backlog backlog;
    /** Tried after all else, so that nothing waits for it in vain. */
    private final Spans last;
    private final Urgency urgency;
    private final Map<Window, InFlight> inFlight = new HashMap<>();
    /** Handed out, and taken from their workers again, who learn it with their next page. */
    private final Set<Window> revoked = new HashSet<>();
    private final Outlook outlook;
    private final Cutter cutter;
    private final Overflow overflow;
    private Spans failed = Spans.none();

    /**
     * @param pageSize of the service's answers; it learns from what comes
     * @param workers how many windows are read at once
     */
    public WindowPlanner(Knowledge knowledge, GraphBudgets budgets, InstantSource clock, PageSize pageSize, int workers) {
        this(knowledge, budgets, clock, pageSize, workers, Tactics.ALL);
    }

    WindowPlanner(Knowledge knowledge, GraphBudgets budgets, InstantSource clock, PageSize pageSize, int workers, Tactics tactics) {
        this.tactics = tactics;
        this.knowledge = knowledge;
        this.clock = clock;
        this.pageSize = pageSize;
        this.backlog = new Backlog(knowledge.unreadable().edges());
        this.last = knowledge.unreadable().narrowest();
        this.urgency = new Urgency(knowledge.firstSight(), knowledge.lastRead());
        Trend trend = new Trend(knowledge.density());
        this.forecast = new Forecast(knowledge.density(), trend, glimpses, knowledge.firstSight(), clock);
        this.outlook = new Outlook(backlog, inFlight, forecast, budgets, pageSize, workers);
        this.cutter = new Cutter(outlook, tactics);
        this.overflow = new Overflow(outlook, tactics);
    }

    /**
     * More work.
     *
     * @param urgency the smaller, the sooner; within one, the newest comes first
     */
    synchronized void add(int urgency, Spans spans) {
        backlog.add(urgency, spans);
        failed = failed.minus(spans);
    }

    /**
     * All of a window, read or not, in the order of what it is likely to bring: a sweep. What an earlier one left unread
     * stays.
     */
    public synchronized void sweep(Window window) {
        urgency.rank(window, clock.instant()).forEach((rank, spans) -> add(rank, spans.minus(last)));
        add(Urgency.LAST + 1, last.clip(window));
    }

    /** A record not seen before, or at a higher version, of a call that began then: it is on the page at hand. */
    public void news(Instant startDateTime) {
        knowledge.news(startDateTime, clock.instant());
    }

    /** How urgent a window is that is being read; the last of all for any other. */
    public synchronized int urgency(Window window) {
        InFlight state = inFlight.get(window);
        return state == null ? Urgency.LAST : state.urgency;
    }

    /** The next window to read; empty when everything is read or being read. */
    public synchronized Optional<Window> next() {
        Spans reading = Spans.of(inFlight.keySet());
        List<Window> work = backlog.mostUrgent(reading);
        if (work.isEmpty() && share()) {
            reading = Spans.of(inFlight.keySet());
            work = backlog.mostUrgent(reading);
        }
        if (work.isEmpty()) {
            return Optional.empty();
        }
        Cutter.Cut cut = cutter.cut(work, reading);
        Window window = cut.reach().window();
        while (revoked.contains(window)) {
            window = new Window(window.from().plusMillis(1), window.to());
        }
        inFlight.put(window, new InFlight(clock.instant(), backlog.urgency(window), cut.reach(), cut.chain()));
        backlog.take(window);
        return Optional.of(window);
    }

    /** Takes a long chain from its worker, who would be the last to work on it, so that all can read parts of it. */
    private boolean share() {
        Optional<Window> longest = outlook.worthSharing();
        longest.ifPresent(window -> {
            InFlight state = inFlight.get(window);
            revoked.add(window);
            cut(window, state, overflow.records(state));
        });
        return longest.isPresent();
    }

    /**
     * A page has come.
     *
     * @param page 1 is the first
     * @param startDateTimes of the records on it
     * @param hasNext whether it carries a nextLink
     * @return whether that is to be followed, paid from the budget for next pages; if not, the window goes back to the work, to be read
     *     anew in parts, and its worker asks for another. Without one the window is at its end
     */
    public synchronized boolean afterPage(Window window, int page, List<Instant> startDateTimes, boolean hasNext) {
        InFlight state = inFlight.get(window);
        if (state == null && !revoked.contains(window)) {
            throw new IllegalArgumentException("a page of a window that is not being read: " + window);
        }
        if (hasNext) {
            pageSize.saw(startDateTimes.size());
        }
        if (state == null) {
            if (hasNext) {
                revoked.remove(window);
            }
            return false;
        }
        state.add(page, startDateTimes, hasNext);
        if (!hasNext) {
            return false;
        }
        Overflow.Choice choice = overflow.choice(window, page, startDateTimes.size(), state);
        if (choice.cut()) {
            cut(window, state, choice.records());
        } else {
            state.follow(choice.nextPages());
        }
        return !choice.cut();
    }

    private void cut(Window window, InFlight state, double thought) {
        inFlight.remove(window);
        glimpses.overflowed(window, tactics.glimpses() ? state.starts() : window.evenly(state.records()), thought);
        backlog.add(state.urgency, Spans.of(window));
    }

    /** The window's records are committed. */
    public synchronized void done(Window window) {
        revoked.remove(window);
        InFlight state = inFlight.remove(window);
        if (state != null) {
            glimpses.read(window);
            knowledge.lastRead().read(window, state.began);
            knowledge.unreadable().remove(window);
            if (tactics.trend()) {
                forecast.observe(window, state.records());
            }
            knowledge.density().observe(window, state.starts(), clock.instant());
        }
    }

    /** The window could not be read: it is reported as such and not asked for again until it is added again. */
    public synchronized void failed(Window window) {
        revoked.remove(window);
        if (inFlight.remove(window) != null) {
            failed = failed.plus(window);
        }
    }

    /** What failed, what was not begun, and what was not read to its end. */
    public synchronized Spans unread() {
        return failed.plus(backlog.all()).plus(Spans.of(inFlight.keySet()));
    }
}
