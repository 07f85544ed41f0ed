package io.callwatch.graph;

import static io.callwatch.graph.Density.MINUTE;

import java.util.StringJoiner;

/**
 * How a half hour's calls spread over its minutes: one weight for each minute of the hour, with a mean of 1 in either
 * half. Even until there is something to go by. Not for several threads.
 */
final class MinuteProfile {

    private static final double PULL = 2;
    private static final double KEPT = 1_000_000;

    private final double[] records = new double[60];
    private double[] weights;
    /** Of the weights in the same half hour before a minute. */
    private double[] sums;

    /** @param counts of 30 minutes from {@code start} on, which is a full or a half hour */
    void add(long start, int[] counts) {
        int first = minute(start);
        double sum = 0;
        for (int m = 0; m < 30; m++) {
            records[first + m] += counts[m];
            sum += records[first + m];
        }
        for (int m = 0; m < 30 && sum > KEPT; m++) {
            records[first + m] /= 2;
        }
        weights = null;
    }

    double weight(long at) {
        return weights()[minute(at)];
    }

    /** The weights of the half hour before this instant, summed over its milliseconds. */
    double before(long at) {
        int minute = minute(at);
        double weight = weights()[minute];
        return sums[minute] * MINUTE + weight * Math.floorMod(at, MINUTE);
    }

    private double[] weights() {
        if (weights == null) {
            weights = new double[60];
            sums = new double[60];
            for (int first = 0; first < 60; first += 30) {
                double sum = 0;
                for (int m = first; m < first + 30; m++) {
                    sum += records[m] + PULL;
                }
                for (int m = first; m < first + 30; m++) {
                    weights[m] = 30 * (records[m] + PULL) / sum;
                    sums[m] = m == first ? 0 : sums[m - 1] + weights[m - 1];
                }
            }
        }
        return weights;
    }

    private static int minute(long at) {
        return (int) Math.floorMod(Math.floorDiv(at + Density.EARLY, MINUTE), 60L);
    }

    String toText() {
        StringJoiner text = new StringJoiner(" ");
        for (double count : records) {
            text.add(Float.toString((float) count));
        }
        return text.toString();
    }

    static MinuteProfile parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 60) {
            throw new IllegalArgumentException("expected 60 minutes, saw " + parts.length);
        }
        MinuteProfile profile = new MinuteProfile();
        for (int m = 0; m < 60; m++) {
            profile.records[m] = Double.parseDouble(parts[m]);
        }
        return profile;
    }
}
