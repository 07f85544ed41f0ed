package io.callwatch.graph;

import static io.callwatch.graph.Density.HALF_HOUR;

import java.util.Comparator;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * The rate of calls for each half hour of the week, UTC, from the records counted in half hours that were read whole.
 *
 * <p>A half hour's own count is drawn towards that of the same time on other days of its kind (Monday to Friday, or the
 * weekend), as if {@link #PULL} records had been seen at that rate; a small tenant's counts say little by themselves.
 * Not for several threads.
 */
class WeekProfile {

    private static final int DAY = 48;
    private static final int WEEK = 7 * DAY;
    private static final double PULL = 400;
    /** On either side of the time of day that is looked at for the quietest. */
    private static final int QUIET = 3;
    private static final double WEEKS_KEPT = 8;
    /** 1970-01-01 was a Thursday: half hours from the Monday before. */
    private static final long MONDAY = 3 * DAY;

    private final double guess;
    private final double[] records = new double[WEEK];
    private final double[] times = new double[WEEK];
    private double[] rates;
    /** Of the rates of all half hours before one. */
    private double[] sums;
    private int quietest;

    /** @param guess records per millisecond, where nothing at all is known */
    WeekProfile(double guess) {
        this.guess = guess;
    }

    void add(long start, int count) {
        int h = halfHour(start);
        if (times[h] >= WEEKS_KEPT) {
            records[h] /= 2;
            times[h] /= 2;
        }
        records[h] += count;
        times[h]++;
        rates = null;
    }

    /** Records per millisecond. */
    double rate(long at) {
        return rates()[halfHour(at)];
    }

    /** Expected from the epoch to the beginning of this half hour. */
    double before(long start) {
        rates();
        long halves = Math.floorDiv(start + Density.EARLY, HALF_HOUR) + MONDAY;
        return (Math.floorDiv(halves, WEEK) * sums[WEEK] + sums[(int) Math.floorMod(halves, (long) WEEK)]) * HALF_HOUR;
    }

    private double[] rates() {
        if (rates == null) {
            rates = new double[WEEK];
            sums = new double[WEEK + 1];
            for (int h = 0; h < WEEK; h++) {
                rates[h] = (records[h] + PULL) / (times[h] + PULL / besides(h)) / HALF_HOUR;
                sums[h + 1] = sums[h] + rates[h];
            }
            quietest = findQuietest();
        }
        return rates;
    }

    /** In the middle of which half hour of the day, Monday to Friday, the fewest calls begin. */
    int quietest() {
        rates();
        return quietest;
    }

    private int findQuietest() {
        double[] sum = new double[DAY];
        for (int h = 0; h < DAY; h++) {
            for (int at = h; at < 5 * DAY; at += DAY) {
                for (int away = -QUIET; away <= QUIET; away++) {
                    sum[h] += rates[Math.floorMod(at + away, WEEK)];
                }
            }
        }
        return IntStream.range(0, DAY).boxed().min(Comparator.comparingDouble(h -> sum[h])).orElseThrow();
    }

    boolean knows(long at) {
        int h = halfHour(at);
        for (int other = h % DAY; other < WEEK; other += DAY) {
            if (times[other] > 0 && isWeekend(other) == isWeekend(h)) {
                return true;
            }
        }
        return false;
    }

    /** The square of the relative error. */
    double doubt(long at) {
        int h = halfHour(at);
        return 1 / (records[h] + (times[h] > 0 ? 100 : knows(at) ? 150 : 80));
    }

    /** What the others say about this half hour, in records for each half hour; never zero. */
    private double besides(int h) {
        double count = 0;
        double time = 0;
        for (int other = h % DAY; other < WEEK; other += DAY) {
            if (other != h && isWeekend(other) == isWeekend(h)) {
                count += records[other];
                time += times[other];
            }
        }
        for (int away = 1; time == 0 && away <= 8; away++) {
            int after = (h + away) % WEEK;
            int before = (h + WEEK - away) % WEEK;
            count = records[after] + records[before];
            time = times[after] + times[before];
        }
        for (int other = 0; time == 0 && other < WEEK; other++) {
            count += records[other];
            time += times[other];
        }
        return time == 0 ? guess * HALF_HOUR : (count + 0.5) / time;
    }

    private static boolean isWeekend(int h) {
        return h >= 5 * DAY;
    }

    private static int halfHour(long at) {
        return (int) Math.floorMod(Math.floorDiv(at + Density.EARLY, HALF_HOUR) + MONDAY, (long) WEEK);
    }

    String toText() {
        StringJoiner text = new StringJoiner(" ");
        text.add(Double.toString(guess));
        for (int h = 0; h < WEEK; h++) {
            text.add(times[h] == 0 ? "-" : (float) records[h] + "/" + (float) times[h]);
        }
        return text.toString();
    }

    static WeekProfile parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != WEEK + 1) {
            throw new IllegalArgumentException("expected " + WEEK + " half hours, saw " + (parts.length - 1));
        }
        WeekProfile profile = new WeekProfile(Double.parseDouble(parts[0]));
        for (int h = 0; h < WEEK; h++) {
            int slash = parts[h + 1].indexOf('/');
            if (slash > 0) {
                profile.records[h] = Double.parseDouble(parts[h + 1].substring(0, slash));
                profile.times[h] = Double.parseDouble(parts[h + 1].substring(slash + 1));
            }
        }
        return profile;
    }
}
