package io.callwatch.graph;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What is left to read, and what the budgets and the workers have left for it. Not for several threads.
 *
 * @param inFlight the windows that are being read
 * @param workers how many windows are read at once
 */
record Outlook(Backlog backlog, Map<Window, InFlight> inFlight, Forecast forecast, GraphBudgets budgets, PageSize pageSize, int workers) {

    /** A chain may wait so long for a next page, in seconds: a little more than what it takes for all of them to come free. */
    private static final long AHEAD = 310;

    /** Of what nobody reads yet. */
    double pagesLeft() {
        double left = 0;
        for (Window window : backlog.all().windows()) {
            left += forecast.records(window);
        }
        return left / pageSize.records();
    }

    /** Of a window that is being read: as expected, and of what holds more as many again as it held beyond that. */
    double pagesLeft(InFlight state) {
        double expected = state.isBlind() ? 0 : state.expected() / pageSize.records();
        return state.isChain() ? Math.abs(expected - state.pages()) : 0;
    }

    /** What of the next pages no chain under way has claimed. */
    int freeNextPages(Duration ahead) {
        int free = budgets.nextPages().freeWithin(ahead);
        for (InFlight state : inFlight.values()) {
            free -= state.claims();
        }
        return free;
    }

    /** How far ahead next pages may be claimed: not beyond the time by which all can have been read. */
    Duration ahead() {
        double left = pagesLeft();
        long seconds = 0;
        while (seconds < AHEAD && budgets.firstPages().allowedIn(Duration.ofSeconds(seconds))
                + Math.max(0, freeNextPages(Duration.ofSeconds(seconds))) < left) {
            seconds += 5;
        }
        return Duration.ofSeconds(seconds);
    }

    /**
     * Whether next pages are there for all that is left, so that only the workers' time counts.
     *
     * @param more next pages that are wanted besides
     */
    boolean isUnhindered(int more) {
        return pagesLeft() + more <= freeNextPages(Duration.ZERO);
    }

    /** Whether requests hardly count: first pages for each worker every second. With the service's own budgets it never is so. */
    boolean isWide() {
        return budgets.firstPages().allowedIn(Duration.ofSeconds(1)) >= workers;
    }

    /** A chain may have to wait for a next page: not more than half of the workers may be held up like that. */
    boolean roomForAnotherChain() {
        long chains = inFlight.values().stream().filter(InFlight::isChain).count();
        return chains == 0 || 2 * (chains + 1) <= workers;
    }

    /** Whether all else could be read, and this window anew on first pages, before the next page may be asked for. */
    boolean waitsInVain(InFlight state) {
        Duration wait = budgets.nextPages().untilFree();
        return budgets.firstPages().allowedIn(wait) > 1.5 * (state.pages() + pagesLeft(state) + pagesLeft());
    }

    /** A chain that the workers would have read sooner together, from its beginning, than its worker alone the rest. */
    Optional<Window> worthSharing() {
        double all = 0;
        for (InFlight state : inFlight.values()) {
            all += pagesLeft(state);
        }
        double left = all;
        int hands = inFlight.size() + 1;
        return inFlight.entrySet().stream()
                .filter(e -> e.getValue().pages() > 0 && e.getKey().canSplit())
                .max(Comparator.comparingDouble(e -> pagesLeft(e.getValue())))
                .filter(e -> {
                    double alone = pagesLeft(e.getValue());
                    int again = e.getValue().pages() + 1;
                    return (left + again) / hands < alone && left + again <= freeNextPages(Duration.ZERO);
                })
                .map(Map.Entry::getKey);
    }
}
