package io.callwatch.graph;

import java.util.Arrays;

/**
 * One half hour that is being read, in parts that may overlap: its records by the step of a {@link MinuteProfile}. Not for several
 * threads.
 */
final class HalfHour {

    private final Window whole;
    private final int[] counts = new int[MinuteProfile.STEPS];
    private Spans covered = Spans.none();

    HalfHour(Window whole) {
        this.whole = whole;
    }

    /** Counts what lies in the part of the window that is new here. @param starts in epoch milliseconds, in order of time */
    void observe(Window window, long[] starts) {
        Spans fresh = Spans.of(window).clip(whole).minus(covered);
        for (Window part : fresh.windows()) {
            long to = part.to().toEpochMilli();
            for (int i = first(starts, part.from().toEpochMilli()); i < starts.length && starts[i] < to; i++) {
                counts[(int) ((starts[i] - whole.from().toEpochMilli()) / MinuteProfile.STEP)]++;
            }
        }
        covered = covered.plus(fresh);
    }

    /** The first that is not before. */
    private static int first(long[] starts, long from) {
        int at = Arrays.binarySearch(starts, from);
        while (at > 0 && starts[at - 1] == from) {
            at--;
        }
        return at < 0 ? -at - 1 : at;
    }

    boolean isComplete() {
        return covered.contains(whole);
    }

    int[] counts() {
        return counts;
    }

    int records() {
        return Arrays.stream(counts).sum();
    }
}
