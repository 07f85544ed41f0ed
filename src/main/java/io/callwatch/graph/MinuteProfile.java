package io.callwatch.graph;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a half hour's calls spread over its minutes: one weight for each third of a minute of the hour, with a mean of 1 in either
 * half. Even until there is something to go by. Not for several threads.
 */
class MinuteProfile {

    /** In milliseconds: most who come for ten o'clock come within a minute. */
    static final long STEP = 20_000;
    /** Of a half hour. */
    static final int STEPS = (int) (Density.HALF_HOUR / STEP);
    /** As ledgers of before have it. */
    private static final int MINUTES = 60;
    /** Records that an even spread is worth, for each step. */
    private static final double PULL = 2 / 3.0;
    private static final double KEPT = 1_000_000;

    private final double[] records = new double[2 * STEPS];
    private double[] weights;
    /** Of the weights in the same half hour before a step. */
    private double[] sums;

    /** @param counts of the steps from {@code start} on, which is a full or a half hour */
    void add(long start, int[] counts) {
        int first = step(start);
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            records[first + i] += counts[i];
            sum += records[first + i];
        }
        for (int i = 0; i < STEPS && sum > KEPT; i++) {
            records[first + i] /= 2;
        }
        weights = null;
    }

    double weight(long at) {
        return weights()[step(at)];
    }

    /** The weights of the half hour before this instant, summed over its milliseconds. */
    double before(long at) {
        int step = step(at);
        double weight = weights()[step];
        return sums[step] * STEP + weight * Math.floorMod(at, STEP);
    }

    private double[] weights() {
        if (weights == null) {
            weights = new double[2 * STEPS];
            sums = new double[2 * STEPS];
            for (int first = 0; first < 2 * STEPS; first += STEPS) {
                double sum = 0;
                for (int i = first; i < first + STEPS; i++) {
                    sum += records[i] + PULL;
                }
                for (int i = first; i < first + STEPS; i++) {
                    weights[i] = STEPS * (records[i] + PULL) / sum;
                    sums[i] = i == first ? 0 : sums[i - 1] + weights[i - 1];
                }
            }
        }
        return weights;
    }

    private static int step(long at) {
        return (int) Math.floorMod(Math.floorDiv(at + Density.EARLY, STEP), 2L * STEPS);
    }

    String toText() {
        return Arrays.stream(records).mapToObj(count -> Float.toString((float) count)).collect(Collectors.joining(" "));
    }

    /** What {@link #toText()} wrote, or its like with a number for each minute. */
    static MinuteProfile parse(String text) {
        String[] parts = text.split(" ");
        MinuteProfile profile = new MinuteProfile();
        int steps = profile.records.length;
        if (parts.length != steps && parts.length != MINUTES) {
            throw new IllegalArgumentException("expected " + steps + " thirds of a minute, saw " + parts.length);
        }
        int each = steps / parts.length;
        for (int i = 0; i < steps; i++) {
            profile.records[i] = Double.parseDouble(parts[i / each]) / each;
        }
        return profile;
    }
}
