package io.callwatch.graph;

import java.time.Instant;

/**
 * Which request goes first when several passes wait for the same budget: the smaller number.
 *
 * <p>In this order: what began within the last {@link Density#SETTLED} and was never read, and whatever has grown much since
 * it was read; older gaps, of these first what leaves the service soon; what a person asked for, a backfill or an audit; what
 * has hardly changed. Within a pass a gap goes before all else, but here the last minutes of one sweep go before the gap of
 * weeks that another one reads: somebody waits for their alerts.
 */
public final class Precedence {

    private static final int STEP = 4;
    /** The last urgency at which a page read again is thought to hold some news: about one record in eleven. */
    private static final int GROWN = 8;
    private static final int LEAVING_GAP = STEP * GROWN + 1;
    private static final int OLD_GAP = LEAVING_GAP + 1;
    /** Of what a person asked for. */
    public static final int ASKED = OLD_GAP + 1;

    private Precedence() {
    }

    /** @param urgency of a sweep's window in its own pass, by {@link Urgency} */
    public static int ofSweep(int urgency, Window window, Instant now) {
        if (urgency > Urgency.GAP) {
            return STEP * urgency;
        }
        boolean old = !window.to().isAfter(now.minus(Density.SETTLED));
        return !old ? 0 : urgency == Urgency.GAP ? OLD_GAP : LEAVING_GAP;
    }
}
