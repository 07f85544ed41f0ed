package io.callwatch.graph;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Where the next window lies and how long it is: a page, a chain, or a worker's share. Not for several threads. */
final class Cutter {

    /** Found by simulation, for pages of 20 to 1,000; the optimum is flat. */
    private static final double CAUTION = 0.37;
    /** What is expected at the most, in pages, of each of the last few windows of a stretch. */
    private static final double LAST_FULL = 0.9;
    /** What is hardly known is not taken for known. */
    private static final double LEAST_CAUTION = 0.3;
    /** What a chain turns out longer by has to wait for a next page that comes free, so not too much is expected of one. */
    private static final DoubleUnaryOperator CHAIN_CAUTION = sigma -> 2.3;
    /** So many sigma more are kept free for a chain than it is expected to need. */
    private static final double CHAIN_CLAIM = 1.7;
    /** A chain is begun only where the level is known this well: the square of the relative error. */
    private static final double SURE = 0.05;
    private static final int LONGEST_CHAIN = 100;
    /** New lanes begin at most so many pages below another. */
    private static final int LANE = 600;
    /** Nothing is shared in shorter pieces for want of knowledge alone. */
    private static final Duration SHORTEST = Duration.ofMinutes(2);
    private static final DoubleUnaryOperator SHARE_CAUTION = sigma -> 0.7;
    private static final DoubleUnaryOperator NONE = sigma -> 0;

    private final Outlook outlook;
    private final Forecast forecast;
    private final PageSize pageSize;
    private final int workers;
    private final Tactics tactics;

    Cutter(Outlook outlook, Tactics tactics) {
        this.outlook = outlook;
        this.forecast = outlook.forecast();
        this.pageSize = outlook.pageSize();
        this.workers = outlook.workers();
        this.tactics = tactics;
    }

    /** @param chain how many next pages the window is made for; 0 for one page */
    record Cut(Forecast.Reach reach, int chain) {
    }

    /** @param work the stretches to choose from, the most urgent, newest first; none of it is in {@code reading} */
    Cut cut(List<Window> work, Spans reading) {
        if (outlook.isUnhindered(0) && (outlook.isWide() || forecast.knows(work.get(0).to()))) {
            return share(outlook.backlog().below(work.get(0), reading));
        }
        Window place = lane(work);
        int pages = nextPages(place);
        if (pages > 0) {
            Cut chain = chain(place, pages);
            if (chain.chain > 0) {
                return chain;
            }
        }
        return new Cut(page(outlook.backlog().below(place, reading)), 0);
    }

    /** A window for so many next pages, or as many as it can be expected to need. */
    private Cut chain(Window place, int pages) {
        Forecast.Reach reach = forecast.newest(place, (pages + 1) * pageSize.records() - pageSize.records() / 4.0,
                (outlook.freeNextPages(outlook.ahead()) + 1.0) * pageSize.records(), CHAIN_CAUTION);
        return new Cut(reach, (int) ((reach.records() + CHAIN_CLAIM * reach.sigma()) / pageSize.records()));
    }

    /** Nothing but the workers' time counts: long windows first, then ever shorter ones, so that all end together. */
    private Cut share(Window place) {
        double even = outlook.pagesLeft() / workers;
        boolean glimpsed = forecast.isGlimpsed(place.to());
        double pages = Math.min(LONGEST_CHAIN, glimpsed ? Math.max(0.5, even) : Math.max(1, Math.floor(even)));
        Window within = place;
        if (!glimpsed && !forecast.knows(place.to())) {
            boolean atFirst = forecast.seen() < workers;
            within = newest(place, atFirst ? 2 * workers : 4);
            pages = atFirst ? LONGEST_CHAIN : pages;
        }
        Forecast.Reach reach = forecast.newest(within, Double.POSITIVE_INFINITY, pages * pageSize.records(), SHARE_CAUTION);
        return new Cut(reach, (int) (reach.records() / pageSize.records()));
    }

    /** The end of a stretch of which little is known, so that it is time that has to be shared. */
    private static Window newest(Window place, int parts) {
        Duration part = Duration.ofMillis(place.length().toMillis() / parts);
        return place.length().compareTo(SHORTEST) <= 0 ? place
                : Window.before(place.to(), part.compareTo(SHORTEST) < 0 ? SHORTEST : part);
    }

    /** A stretch to take the end of: one that no window in flight borders on, if there is any. */
    private Window lane(List<Window> work) {
        if (!tactics.lanes()) {
            return work.get(0);
        }
        for (Window stretch : work) {
            if (outlook.inFlight().keySet().stream().noneMatch(f -> f.from().equals(stretch.to()))) {
                return stretch;
            }
        }
        for (Window stretch : work) {
            double all = forecast.records(stretch);
            if (all > 4 * pageSize.records()) {
                double above = Math.min(all / 2, LANE * pageSize.records());
                Window skipped = forecast.newest(stretch, above, Double.POSITIVE_INFINITY, NONE).window();
                if (skipped.from().isAfter(stretch.from())) {
                    return new Window(stretch.from(), skipped.from());
                }
            }
        }
        return work.get(0);
    }

    /**
     * How many sigma of a page are left empty: 1.4 where only chance scatters about 50 records of 60. One more record is worth while
     * the chance that it is one too many, times the page that is lost then, is less than one. So the more of a window has been seen
     * before, or the larger the page, the more sigma stay empty, and the less is known of it the fewer.
     */
    private double caution(double sigma) {
        return tactics.caution()
                ? Math.max(LEAST_CAUTION, Math.sqrt(2 * Math.log(Math.max(1, CAUTION * pageSize.records() / Math.max(1, sigma))))) : 0;
    }

    /**
     * A window for a single page; the last few of a stretch share evenly what is left of it. These are a little fuller, since one
     * window less is one page less for sure.
     */
    private Forecast.Reach page(Window place) {
        Forecast.Reach one = forecast.newest(place, Double.POSITIVE_INFINITY, pageSize.records(), this::caution);
        if (!one.window().equals(place)) {
            double full = tactics.caution() ? Math.max(one.records(), LAST_FULL * pageSize.records()) : one.records();
            Forecast.Reach few = forecast.newest(place, 3 * full, 3.0 * pageSize.records(), NONE);
            if (few.window().equals(place)) {
                double parts = Math.ceil(few.records() / full);
                return parts <= 1 ? few : forecast.newest(place, Math.max(1, few.records() / parts), 3.0 * pageSize.records(), NONE);
            }
        }
        return one;
    }

    /** How many next pages to make a window for; none if that is not positive. */
    private int nextPages(Window place) {
        double left = outlook.pagesLeft();
        int free = outlook.freeNextPages(workers > 1 ? outlook.ahead() : Duration.ZERO);
        boolean plenty = left <= free;
        if (!tactics.chains() || !plenty && (!outlook.roomForAnotherChain() || forecast.doubt(place.to()) > SURE)) {
            return 0;
        }
        return (int) Math.min(LONGEST_CHAIN, Math.min(free, left / workers));
    }
}
