package io.callwatch.graph;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * When the calls of a tenant begin, in epoch milliseconds: office hours with a lunch break, quiet nights and weekends, a
 * holiday, busier and slacker days, and 40 % of all calls within two minutes of a full or half hour. Counts are Poisson.
 */
final class SimulatedCalls {

    private static final double[] HOURS = {
        0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 2, 6, 11, 13, 12, 10, 6, 10, 12, 11, 8, 4, 2, 1, 0.8, 0.6, 0.4, 0.3};
    private static final double SCALE = 100 / Arrays.stream(HOURS).sum() / 100;

    private SimulatedCalls() {
    }

    /** @param perDay calls of an ordinary working day */
    static long[] starts(int perDay, Instant from, int days, Random random) {
        LongStream.Builder starts = LongStream.builder();
        LocalDate first = from.atZone(ZoneOffset.UTC).toLocalDate();
        for (int d = 0; d < days; d++) {
            LocalDate day = first.plusDays(d);
            boolean free = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY || d == 16;
            double level = (free ? 0.05 : 1) * Math.exp(0.12 * random.nextGaussian());
            for (int half = 0; half < 48; half++) {
                double here = HOURS[half / 2] / 2;
                double beside = HOURS[Math.min(23, Math.max(0, half % 2 == 0 ? half / 2 - 1 : half / 2 + 1))] / 2;
                double expected = perDay * level * SCALE * (0.7 * here + 0.3 * beside);
                long start = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + half * Density.HALF_HOUR;
                for (int i = poisson(expected, random); i > 0; i--) {
                    long at = random.nextDouble() < 0.4
                            ? start + (long) ((random.nextDouble() * 4 - 2) * Density.MINUTE)
                            : start + 2 * Density.MINUTE + (long) (random.nextDouble() * 26 * Density.MINUTE);
                    starts.add(at);
                }
            }
        }
        long begin = from.toEpochMilli();
        long end = begin + Duration.ofDays(days).toMillis();
        return starts.build().filter(s -> s >= begin && s < end).sorted().toArray();
    }

    static int poisson(double mean, Random random) {
        if (mean > 50) {
            return Math.max(0, (int) Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int n = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            n++;
        }
        return n;
    }
}
