package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tenants unlike {@link SimulatedCalls}: the share of the limit stays sensible, and no 429 comes. */
class OtherShapesTest {

    private static final long FROM = BackfillSimulation.MONTH.from().toEpochMilli();
    private static final long LENGTH = BackfillSimulation.MONTH.length().toMillis();
    private static final int CALLS = 100_000;
    private static final long SEED = 1;

    private final Random random = new Random(SEED);

    @Test
    void allDayTheSame() {
        check(0.7, LongStream.generate(() -> FROM + (long) (LENGTH * random.nextDouble())).limit(CALLS));
    }

    @Test
    void atEqualDistances() {
        check(0.75, LongStream.range(0, CALLS).map(i -> FROM + i * LENGTH / CALLS));
    }

    @Test
    void fourInFiveAtTheFullHour() {
        check(0.65, LongStream.generate(() -> {
            long at = (long) (LENGTH * random.nextDouble());
            return FROM + (random.nextInt(5) == 0 ? at : Math.max(0, hour(at) + (long) (Density.MINUTE * random.nextGaussian())));
        }).limit(CALLS));
    }

    @Test
    void twiceAsManyFromOneWeekToTheNext() {
        check(0.7, LongStream.generate(() -> {
            long at = (long) (LENGTH * random.nextDouble());
            double week = Math.floor(at / (double) Duration.ofDays(7).toMillis());
            return random.nextDouble() < Math.pow(2, week - 4) ? FROM + at : -1;
        }).filter(at -> at > 0).limit(CALLS));
    }

    /** Nine in ten of ten thousand meetings take place each week, and begin within half a minute or so of a full or half hour. */
    @Test
    void theSameMeetingsEachWeek() {
        long week = Duration.ofDays(7).toMillis();
        long[] meetings = LongStream.generate(() -> random.nextInt(5) * Duration.ofDays(1).toMillis()
                + (16 + random.nextInt(20)) * Density.HALF_HOUR).limit(10_000).toArray();
        LongStream held = LongStream.rangeClosed(FROM / week, FROM / week + 5).flatMap(w -> Arrays.stream(meetings)
                .filter(m -> random.nextInt(10) > 0).map(m -> w * week + m + (long) (Density.MINUTE / 2 * random.nextGaussian())));
        check(0.63, LongStream.concat(held, LongStream.generate(() -> FROM + (long) (LENGTH * random.nextDouble())).limit(10_000)));
    }

    @Test
    void inAnotherTimeZone() {
        long nineHours = Duration.ofHours(9).toMillis();
        long[] calls = SimulatedCalls.starts(5_000, BackfillSimulation.MONTH.from().minus(Duration.ofDays(2)), 33, random);
        check(0.7, Arrays.stream(calls).map(at -> at + nineHours));
    }

    /** Minutes after the hour in which the month begins are no full hour of the clock: so the hour is. */
    private static long hour(long at) {
        long hour = Duration.ofHours(1).toMillis();
        return (FROM + at) / hour * hour - FROM;
    }

    private static void check(double share, LongStream starts) {
        long[] calls = starts.filter(at -> at >= FROM && at < FROM + LENGTH).sorted().toArray();
        Simulation.Outcome outcome = BackfillSimulation.planned(calls, SEED);
        assertThat(outcome.refused()).isZero();
        assertThat(outcome.records()).isGreaterThanOrEqualTo(calls.length);
        assertThat(outcome.share()).as("%s, seed %d", outcome, SEED).isGreaterThan(share);
    }
}
