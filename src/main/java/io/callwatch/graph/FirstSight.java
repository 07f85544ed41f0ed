package io.callwatch.graph;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How long after its start a call is seen, by the ages at which news have turned up: new records and new versions.
 *
 * <p>Age counts from the start, not the end, since what is read again is chosen by start: a long call and a late record are
 * alike in that they turn up where one has looked before.
 *
 * <p>{@link #seenBy} is the share of all news that is there at an age, so what reading a stretch again will bring is the
 * growth of that share since it was read last. It starts from what is documented, an even spread from 7 minutes to 75
 * and a tail to 150 minutes and beyond, and old observations fade. Threads may share it; {@link #toText()} is for keeping.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/callrecords-api-overview">when records appear</a>
 */
public final class FirstSight {

    private static final double KEPT = 50_000;
    /** Upper ends of the classes of age, in minutes: 5 minutes wide to 3 hours, 15 to 12 hours, then hours and days. */
    private static final int[] ENDS = ends();

    private final double[] news;
    private double sum;

    private FirstSight(double[] news) {
        this.news = news;
        this.sum = Arrays.stream(news).sum();
    }

    /** What the documentation says, worth 200 observations. */
    public static FirstSight documented() {
        double[] news = new double[ENDS.length];
        for (int i = 0; i < ENDS.length; i++) {
            news[i] = ENDS[i] <= 10 ? 1 : ENDS[i] <= 75 ? 12 : ENDS[i] <= 180 ? 1.5 : 0.1;
        }
        return new FirstSight(news);
    }

    /** What {@link #toText()} wrote; refuses anything else with an {@link IllegalArgumentException}. */
    public static FirstSight parse(String text) {
        double[] news = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        if (news.length != ENDS.length) {
            throw new IllegalArgumentException("expected " + ENDS.length + " classes of age, saw " + news.length);
        }
        FirstSight firstSight = new FirstSight(news);
        if (Arrays.stream(news).anyMatch(n -> n < 0) || !(firstSight.sum > 0 && firstSight.sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected counts of news by age, saw a negative one or none");
        }
        return firstSight;
    }

    public synchronized String toText() {
        return Arrays.stream(news).mapToObj(n -> Float.toString((float) n)).collect(Collectors.joining(" "));
    }

    /** A record or version not seen before was on a page, that long after the start of its call. */
    synchronized void observe(Duration age) {
        fade();
        news[index(age)]++;
        sum++;
    }

    /**
     * It was not there at the age {@code after}, and was at {@code by}: a single observation, spread between the two by what
     * is known so far. So a reading after a long pause teaches little, and none of it wrong.
     */
    synchronized void observe(Duration after, Duration by) {
        int first = index(after);
        int last = index(by);
        double[] shares = new double[last + 1];
        for (int i = first; i <= last; i++) {
            shares[i] = news[i] * Math.max(0, Math.min(1, overlap(i, minutes(after), minutes(by))));
        }
        double all = Arrays.stream(shares).sum();
        if (all <= 0) {
            observe(by);
            return;
        }
        fade();
        for (int i = first; i <= last; i++) {
            news[i] += shares[i] / all;
        }
        sum++;
    }

    /** The share of a class of age that lies between the two. */
    private static double overlap(int i, double after, double by) {
        double from = i == 0 ? 0 : ENDS[i - 1];
        return (Math.min(by, ENDS[i]) - Math.max(after, from)) / (ENDS[i] - from);
    }

    private void fade() {
        if (sum > KEPT) {
            for (int i = 0; i < news.length; i++) {
                news[i] /= 2;
            }
            sum /= 2;
        }
    }

    private static double minutes(Duration age) {
        return age.toMillis() / 60_000.0;
    }

    /** The share of news that is there at this age; 0 at the start, and near 1 after a month. */
    synchronized double seenBy(Duration age) {
        if (age.isNegative() || age.isZero()) {
            return 0;
        }
        int last = index(age);
        double before = 0;
        for (int i = 0; i < last; i++) {
            before += news[i];
        }
        double from = last == 0 ? 0 : ENDS[last - 1];
        double part = Math.min(1, (minutes(age) - from) / (ENDS[last] - from));
        return (before + part * news[last]) / sum;
    }

    /** How much of what a second reading shows, at {@code age}, would be news if the first was at {@code before}. */
    public double worth(Duration before, Duration age) {
        double now = seenBy(age);
        return now <= 0 ? 0 : Math.max(0, now - seenBy(before)) / now;
    }

    private static int index(Duration age) {
        long minutes = Math.max(0, age.toMinutes());
        int i = Arrays.binarySearch(ENDS, (int) Math.min(minutes + 1, ENDS[ENDS.length - 1]));
        return i < 0 ? -i - 1 : i;
    }

    private static int[] ends() {
        int[] ends = new int[36 + 36 + 36 + 28];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += i < 36 ? 5 : i < 72 ? 15 : i < 108 ? 60 : 1_440;
            ends[i] = end;
        }
        return ends;
    }
}
