package io.callwatch.graph;

/**
 * Where the plan stands.
 *
 * @param pending what is still to be read, what is being read not included
 * @param inFlight windows being read
 * @param failed what could not be read since it was last asked for
 * @param records on all pages, repeats included
 * @param firstPages asked for, those cut again included
 * @param nextPages asked for
 * @param cuts windows that went back to the work
 * @param throttled 429s: each is a fault of the planning
 */
public record Progress(
        Spans pending, int inFlight, Spans failed, long records,
        long firstPages, long nextPages, long cuts, long throttled) {

    public boolean isFinished() {
        return pending.isEmpty() && inFlight == 0;
    }
}
