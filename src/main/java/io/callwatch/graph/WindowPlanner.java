package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 *     page less {@link #CAUTION} sigma. More caution wastes room on every page, less makes too many overflow.
 * <li><b>Chains.</b> Whenever enough next pages are free, one window is made as long as they last. Only the last page of
 *     a chain is not full, and its length may be off without harm, so chains go wherever the reading has come to.
 * <li><b>Overflow.</b> Following costs a next page that is nearly empty and would be full in a chain. Cutting costs the
 *     first page, but what it showed lets the second reading fill its page almost whole ({@link Glimpses}), and what is
 *     left over joins the next window. So a little too much is cut, a lot is followed, and with little work left
 *     everything is followed.
 * <li><b>Lanes.</b> So that the leftovers can join, no two windows in flight touch while there is work enough: each
 *     worker goes back in time from a start of its own.
 * </ul>
 * The bound. Counts that scatter so, and no order within a window to rely on, let a narrow window hold 46 of 60 at best,
 * overflows paid for; with every next page full that makes 0.815 of what full pages would give, and 0.81 with the margin
 * of {@link GraphBudgets}. A larger page loses less. The simulation in the tests reaches 0.79 for a large tenant.
 *
 * <p>Threads share it. Times are UTC.
 */
public final class WindowPlanner {

    /** Found by simulation; the optimum is flat. */
    static final double CAUTION = 1.45;
    private static final int SHORTEST_CHAIN = 10;
    private static final int LONGEST_CHAIN = 100;
    /** A chain is begun only where the level is known this well: the square of the relative error. */
    private static final double SURE = 0.02;
    /** Next pages that come free so soon are counted for a chain. */
    private static final Duration AHEAD = Duration.ofSeconds(60);
    /** New lanes begin at most so many pages below another. */
    private static final int LANE = 600;
    /** What following may waste before cutting is better, in pages. */
    private static final double CUTTING = 0.7;
    /** Next pages set aside for a window of which nothing was known. */
    private static final int BLIND_CHAIN = 8;

    private final Knowledge knowledge;
    private final GraphBudgets budgets;
    private final InstantSource clock;
    private final int pageSize;
    private final int workers;
    private final Trend trend;
    private final Glimpses glimpses = new Glimpses();
    private final Forecast forecast;
    private final Backlog backlog = new Backlog();
    private final Urgency urgency;
    private final Map<Window, InFlight> inFlight = new HashMap<>();
    private Spans failed = Spans.none();
    private long records;
    private long firstPages;
    private long nextPages;
    private long cuts;
    private long throttled;

    /**
     * @param pageSize of the service's answers
     * @param workers how many windows are read at once
     */
    public WindowPlanner(Knowledge knowledge, GraphBudgets budgets, InstantSource clock, int pageSize, int workers) {
        this.knowledge = knowledge;
        this.budgets = budgets;
        this.clock = clock;
        this.pageSize = pageSize;
        this.workers = workers;
        this.urgency = new Urgency(knowledge.firstSight(), knowledge.lastRead());
        this.trend = new Trend(knowledge.density());
        this.forecast = new Forecast(knowledge.density(), trend, glimpses, knowledge.firstSight(), clock);
    }

    /**
     * More work.
     *
     * @param urgency the smaller, the sooner; within one, the newest comes first
     */
    public synchronized void add(int urgency, Spans spans) {
        backlog.add(urgency, spans);
        failed = failed.minus(spans);
    }

    /**
     * All of a window, read or not, in the order of what it is likely to bring: a sweep. What an earlier one left unread
     * stays.
     */
    public synchronized void sweep(Window window) {
        urgency.rank(window, clock.instant()).forEach(this::add);
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
        if (work.isEmpty()) {
            return Optional.empty();
        }
        Window place = lane(work);
        int chain = chain(place);
        Forecast.Reach reach = forecast.newest(place, (chain + 1) * pageSize - pageSize / 4.0, Double.POSITIVE_INFINITY, 0);
        chain = Math.min(chain, (int) (reach.records() / pageSize));
        if (chain == 0) {
            reach = page(backlog.below(place, reading));
        }
        Window window = reach.window();
        inFlight.put(window, new InFlight(clock.instant(), backlog.urgency(place), reach, chain));
        backlog.take(window);
        return Optional.of(window);
    }

    /**
     * A page has come.
     *
     * @param page 1 is the first
     * @param startDateTimes of the records on it
     * @param hasNext whether it carries a nextLink
     */
    public synchronized PageVerdict afterPage(Window window, int page, List<Instant> startDateTimes, boolean hasNext) {
        InFlight state = inFlight.get(window);
        if (state == null) {
            throw new IllegalArgumentException("a page of a window that is not being read: " + window);
        }
        records += startDateTimes.size();
        if (page == 1) {
            firstPages++;
        } else {
            nextPages++;
        }
        state.add(page, startDateTimes, hasNext);
        if (!hasNext) {
            return PageVerdict.COMPLETE;
        }
        if (page > 1 && window.canSplit() && waitsInVain(page)) {
            return cut(window, state, state.starts().size() + pageSize);
        }
        if (page > 1 || state.isChain() || !window.canSplit() || startDateTimes.size() < pageSize) {
            state.follow(page);
            return PageVerdict.FOLLOW;
        }
        double thought = state.thought(pageSize);
        int more = state.isBlind() ? BLIND_CHAIN : (int) Math.ceil(thought / pageSize) - 1;
        if (worthFollowing(state, thought, more)) {
            state.follow(more);
            return PageVerdict.FOLLOW;
        }
        return cut(window, state, thought);
    }

    private PageVerdict cut(Window window, InFlight state, double thought) {
        cuts++;
        inFlight.remove(window);
        glimpses.overflowed(window, state.starts(), thought);
        backlog.add(state.urgency, Spans.of(window));
        return PageVerdict.CUT;
    }

    /** The window's records are committed. */
    public synchronized void done(Window window) {
        InFlight state = inFlight.remove(window);
        if (state != null) {
            glimpses.read(window);
            knowledge.lastRead().read(window, state.began);
            if (!window.to().isAfter(clock.instant().minus(Density.SETTLED)) || trend.isEmpty()) {
                trend.observe(window, state.starts().size());
            }
            knowledge.density().observe(window, state.starts(), clock.instant());
        }
    }

    /** The window could not be read: it is reported as such and not asked for again until it is added again. */
    public synchronized void failed(Window window) {
        if (inFlight.remove(window) != null) {
            failed = failed.plus(window);
        }
    }

    /** A 429 came: nothing is sent from that page's budget before {@code until}. */
    public synchronized void throttled(int page, Instant until) {
        throttled++;
        budgets.forPage(page).backOffUntil(until);
    }

    public synchronized Progress progress() {
        return new Progress(backlog.all(), inFlight.size(), failed, records, firstPages, nextPages, cuts, throttled);
    }

    /** A stretch to take the end of: one that no window in flight borders on, if there is any. */
    private Window lane(List<Window> work) {
        for (Window stretch : work) {
            if (inFlight.keySet().stream().noneMatch(f -> f.from().equals(stretch.to()))) {
                return stretch;
            }
        }
        for (Window stretch : work) {
            double all = forecast.records(stretch);
            if (all > 4 * pageSize) {
                double above = Math.min(all / 2, LANE * pageSize);
                Window skipped = forecast.newest(stretch, above, Double.POSITIVE_INFINITY, 0).window();
                if (skipped.from().isAfter(stretch.from())) {
                    return new Window(stretch.from(), skipped.from());
                }
            }
        }
        return work.get(0);
    }

    /** A window for a single page; the last few of a stretch share evenly what is left of it. */
    private Forecast.Reach page(Window place) {
        Forecast.Reach one = forecast.newest(place, Double.POSITIVE_INFINITY, pageSize, CAUTION);
        if (!one.window().equals(place)) {
            Forecast.Reach few = forecast.newest(place, 3 * one.records(), 3.0 * pageSize, 0);
            if (few.window().equals(place)) {
                double share = few.records() / Math.ceil(few.records() / one.records());
                return forecast.newest(place, Math.max(1, share), pageSize, CAUTION);
            }
        }
        return one;
    }

    /** How many next pages to make a window for; 0 for none. */
    private int chain(Window place) {
        int free = freeNextPages(AHEAD);
        double left = pagesLeft();
        boolean plenty = left <= free;
        if (free < 2 || !plenty && (!roomForAnotherChain() || forecast.doubt(place.to()) > SURE)) {
            return 0;
        }
        int chain = (int) Math.min(LONGEST_CHAIN, Math.min(free * 0.95, left / (2.0 * workers)));
        return chain >= (plenty ? 1 : SHORTEST_CHAIN) ? chain : 0;
    }

    /** Whether all else could be read, and this window anew on first pages, before the next page may be asked for. */
    private boolean waitsInVain(int page) {
        Duration wait = budgets.nextPages().untilFree();
        return wait.toSeconds() > 10
                && budgets.firstPages().allowedIn(wait) > 1.5 * (page + 1 + pagesLeft());
    }

    /** A chain may have to wait for a next page: not more than half of the workers may be held up like that. */
    private boolean roomForAnotherChain() {
        long chains = inFlight.values().stream().filter(InFlight::isChain).count();
        return chains == 0 || 2 * (chains + 1) <= workers;
    }

    private boolean worthFollowing(InFlight state, double thought, int more) {
        int free = freeNextPages(Duration.ZERO);
        if (free < more) {
            return false;
        }
        if (state.isBlind()) {
            return roomForAnotherChain();
        }
        return (more + 1) * pageSize - thought < CUTTING * pageSize || pagesLeft() <= free;
    }

    private double pagesLeft() {
        double left = 0;
        for (Window window : backlog.all().windows()) {
            left += forecast.records(window);
        }
        return left / pageSize;
    }

    /** What of the next pages no chain under way has claimed. */
    private int freeNextPages(Duration ahead) {
        int free = budgets.nextPages().freeWithin(ahead);
        for (InFlight state : inFlight.values()) {
            free -= state.claims();
        }
        return free;
    }
}
