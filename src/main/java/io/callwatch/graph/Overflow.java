package io.callwatch.graph;

import java.time.Duration;

/**
 * What becomes of a window that holds more than the page that has come: its nextLink is followed, or it is cut. Not for several
 * threads.
 */
final class Overflow {

    /** What following may waste before cutting is better, in pages. */
    private static final double CUTTING = 0.7;
    /** Next pages set aside for a window of which nothing was known. */
    private static final int BLIND_CHAIN = 8;

    /**
     * To cut a window that is thought to hold so many records, or to follow it to so many next pages in all, as far as is known.
     */
    record Choice(boolean cut, double records, int nextPages) {
        private static Choice toCut(double records) {
            return new Choice(true, records, 0);
        }

        private static Choice toFollow(int nextPages) {
            return new Choice(false, 0, nextPages);
        }
    }

    private final Outlook outlook;
    private final PageSize pageSize;
    private final Tactics tactics;

    Overflow(Outlook outlook, PageSize pageSize, Tactics tactics) {
        this.outlook = outlook;
        this.pageSize = pageSize;
        this.tactics = tactics;
    }

    /**
     * @param page the one that has come with a nextLink; 1 is the first
     * @param shown how many records are on it
     */
    Choice choice(Window window, int page, int shown, InFlight state) {
        // of a chain too that has just begun: another pass may have taken the next pages that it was made for
        if ((page > 1 || state.isChain()) && window.canSplit() && outlook.waitsInVain(state)) {
            return Choice.toCut(state.records() + Math.max(1, outlook.pagesLeft(state)) * pageSize.records());
        }
        if (page > 1 || state.isChain() || !window.canSplit() || shown < pageSize.records()) {
            return Choice.toFollow(1);
        }
        double thought = state.thought(pageSize.records());
        int more = (int) Math.ceil(thought / pageSize.records()) - 1;
        if (outlook.isUnhindered(more)) {
            return Choice.toFollow(more);
        }
        int claimed = state.isBlind() ? BLIND_CHAIN : more;
        return !tactics.cutting() || isWorthFollowing(state, thought, claimed) ? Choice.toFollow(claimed) : Choice.toCut(thought);
    }

    /** How many records a chain is thought to hold. */
    double records(InFlight chain) {
        return chain.records() + outlook.pagesLeft(chain) * pageSize.records();
    }

    private boolean isWorthFollowing(InFlight state, double thought, int more) {
        int free = outlook.freeNextPages(Duration.ZERO);
        if (free < more) {
            return false;
        }
        if (state.isBlind()) {
            return outlook.roomForAnotherChain();
        }
        return (more + 1) * pageSize.records() - thought < CUTTING * pageSize.records() || outlook.pagesLeft() <= free;
    }
}
