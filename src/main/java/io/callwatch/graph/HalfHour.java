package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One half hour that is being read, in parts that may overlap: its records by the minute. Not for several threads. */
final class HalfHour {

    private final Window whole;
    private final int[] counts = new int[30];
    private Spans covered = Spans.none();

    HalfHour(Window whole) {
        this.whole = whole;
    }

    /** Counts what lies in the part of the window that is new here. */
    void observe(Window window, List<Instant> startDateTimes) {
        Spans fresh = Spans.of(window).clip(whole).minus(covered);
        if (fresh.isEmpty()) {
            return;
        }
        for (Instant start : startDateTimes) {
            if (fresh.contains(start)) {
                counts[(int) Duration.between(whole.from(), start).toMinutes()]++;
            }
        }
        covered = covered.plus(fresh);
    }

    boolean isComplete() {
        return covered.contains(whole);
    }

    int[] counts() {
        return counts;
    }

    int records() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
