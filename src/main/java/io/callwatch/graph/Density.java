package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many calls begin when: what has been read so far, made into an expectation for what has not.
 *
 * <p>The expectation is a product of two profiles in UTC: one value for each half hour of the week, and within a half
 * hour one for each third of a minute, apart for the first and the second half of the hour, since many calls begin at a
 * full or a half hour. A half hour counts once it has been read whole, and only if it was older than {@link #SETTLED} when read:
 * of a younger one, records are still to come. What has not been seen is guessed from the same time of other days,
 * else from the hours beside it, else from the guess given at the start; old observations fade. The level of a single
 * day (a holiday) is not its concern but the {@link Trend}'s.
 *
 * <p>Threads may share it. {@link #toText()} is what the ledger keeps.
 */
public final class Density {

    /** By when nearly every record of a call that began then has been published: the longest documented lag. */
    static final Duration SETTLED = Duration.ofMinutes(150);

    static final long MINUTE = 60_000;
    static final long HALF_HOUR = 30 * MINUTE;
    static final long EARLY = 3 * MINUTE;
    private static final int UNFINISHED = 256;

    private final WeekProfile week;
    private final MinuteProfile minutes;
    private final Map<Long, HalfHour> unfinished = new LinkedHashMap<>();
    private Spans learned = Spans.none();
    private long version;

    Density(WeekProfile week, MinuteProfile minutes) {
        this.week = week;
        this.minutes = minutes;
    }

    /** Nothing known: an even spread of so many calls a day, which the first pages correct. */
    static Density guess(int callsPerDay) {
        return new Density(new WeekProfile(callsPerDay / (double) Duration.ofDays(1).toMillis()), new MinuteProfile());
    }

    /** What {@link #toText()} wrote; refuses anything else with an {@link IllegalArgumentException}. */
    public static Density parse(String text) {
        String[] lines = text.split("\n");
        if (lines.length != 3 || !lines[0].equals("density 1")) {
            throw new IllegalArgumentException("expected a density of version 1, saw " + lines.length + " lines");
        }
        return new Density(WeekProfile.parse(lines[1]), MinuteProfile.parse(lines[2]));
    }

    public synchronized String toText() {
        return "density 1\n" + week.toText() + "\n" + minutes.toText();
    }

    /**
     * A window that was read whole.
     *
     * @param starts of its records, in epoch milliseconds, in order of time
     * @param readAt when; a half hour that was too young then is not learned from
     */
    synchronized void observe(Window window, long[] starts, Instant readAt) {
        Instant settled = readAt.minus(SETTLED);
        for (Window part : learned.missingIn(window).windows()) {
            long last = part.to().toEpochMilli() - 1;
            for (long start = halfHour(part.from().toEpochMilli()); start <= last; start += HALF_HOUR) {
                Window whole = new Window(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + HALF_HOUR));
                if (!whole.to().isAfter(settled)) {
                    collect(whole, part, starts);
                }
            }
        }
    }

    private void collect(Window whole, Window part, long[] starts) {
        HalfHour half = unfinished.computeIfAbsent(whole.from().toEpochMilli(), start -> new HalfHour(whole));
        half.observe(part, starts);
        if (half.isComplete()) {
            version++;
            unfinished.remove(whole.from().toEpochMilli());
            week.add(whole.from().toEpochMilli(), half.records());
            minutes.add(whole.from().toEpochMilli(), half.counts());
            // the same half hour read again says nothing new
            Instant longAgo = whole.from().minus(Duration.ofDays(40));
            learned = learned.plus(whole).minus(Window.before(longAgo, Duration.ofDays(400)));
        } else if (unfinished.size() > UNFINISHED) {
            unfinished.remove(unfinished.keySet().iterator().next());
        }
    }

    /** How many records are expected in {@code [from, to)}, in epoch milliseconds. */
    synchronized double expected(long from, long to) {
        return upTo(to) - upTo(from);
    }

    /** Since the epoch; a difference of two is exact to far less than a record. */
    private double upTo(long at) {
        long half = halfHour(at);
        return week.before(half) + week.rate(half) * minutes.before(at);
    }

    /** Another number whenever expectations have changed. */
    synchronized long version() {
        return version;
    }

    /** Records per millisecond in the step of the profile that holds this epoch millisecond. */
    synchronized double rate(long at) {
        return week.rate(at) * minutes.weight(at);
    }

    /** Whether that half hour of the week has been read before. */
    synchronized boolean knows(long at) {
        return week.knows(at);
    }

    /** The square of the relative error of the expectation there, apart from chance and from the day's level. */
    synchronized double doubt(long at) {
        return week.doubt(at);
    }

    /** A number for the day that holds the last millisecond before; a day ends when the fewest calls begin. */
    synchronized long day(long at) {
        return Math.floorDiv(at - 1 - week.quietest() * HALF_HOUR, 48 * HALF_HOUR);
    }

    /** Where the half hour begins that holds this: those who join early belong to the half hour that they come for. */
    static long halfHour(long at) {
        return floor(at + EARLY, HALF_HOUR) - EARLY;
    }

    static long floor(long at, long unit) {
        return Math.floorDiv(at, unit) * unit;
    }
}
