package io.callwatch.graph;

import java.time.Duration;

/**
 * What becomes of a window that holds more than the page that has come: its nextLink is followed, or it is cut. Not for several
 * threads.
 */
final class Overflow {

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

    Overflow(Outlook outlook, Tactics tactics) {
        this.outlook = outlook;
        this.pageSize = outlook.pageSize();
        this.tactics = tactics;
    }

    /**
     * @param page the one that has come with a nextLink; 1 is the first
     * @param shown how many records are on it
     */
    Choice choice(Window window, int page, int shown, InFlight state) {
        boolean chain = page > 1 || state.isChain();
        // of one too that has just begun: another pass may have taken the next pages that it was made for
        if (chain && window.canSplit() && outlook.waitsInVain(state)) {
            return Choice.toCut(records(state));
        }
        if (chain || !window.canSplit() || shown < pageSize.records()) {
            return Choice.toFollow(1);
        }
        double thought = state.thought(pageSize.records());
        int more = (int) Math.ceil(thought / pageSize.records()) - 1;
        boolean follow = !tactics.cutting() || outlook.isUnhindered(more) || state.isBlind() && isRoomFor(more);
        return follow ? Choice.toFollow(more) : Choice.toCut(thought);
    }

    /** How many records a chain is thought to hold. */
    double records(InFlight chain) {
        return chain.records() + outlook.pagesLeft(chain) * pageSize.records();
    }

    /** For a window of which so little was known that it may go on for long. */
    private boolean isRoomFor(int more) {
        return more <= outlook.freeNextPages(Duration.ZERO) && outlook.roomForAnotherChain();
    }
}
