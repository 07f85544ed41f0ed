package io.callwatch.sandbox;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** When calls start: peaks before and after lunch, little at night, less on weekends, much at full and half hours. UTC. */
final class OfficeDay {
    private static final int[] BY_HOUR =
        {1, 1, 1, 1, 1, 2, 6, 20, 70, 100, 95, 70, 45, 85, 95, 80, 50, 22, 12, 8, 6, 4, 2, 1};
    private static final double WEEKEND = 0.3;
    private static final double ON_THE_HALF_HOUR = 0.4;

    private OfficeDay() {
    }

    /** A start in {@code [from, to)}: tries until one is as likely as its hour and day are busy. */
    static Instant start(Instant from, Instant to, Random random) {
        long span = Duration.between(from, to).toNanos();
        while (true) {
            Instant start = from.plusNanos((long) (random.nextDouble() * span));
            if (random.nextDouble() * 100 < busy(start)) {
                Instant moved = random.nextDouble() < ON_THE_HALF_HOUR ? nearHalfHour(start, random) : start;
                if (!moved.isBefore(from) && moved.isBefore(to)) {
                    return Instant.ofEpochSecond(moved.getEpochSecond(), moved.getNano() / 100 * 100);
                }
            }
        }
    }

    private static double busy(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        boolean weekend = time.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return BY_HOUR[time.getHour()] * (weekend ? WEEKEND : 1);
    }

    /** Within two minutes of the full or half hour before it. */
    private static Instant nearHalfHour(Instant start, Random random) {
        Instant hour = start.truncatedTo(ChronoUnit.HOURS);
        Instant half = hour.plus(Duration.ofMinutes(30));
        Instant base = start.isBefore(half) ? hour : half;
        return base.plusMillis((long) ((random.nextDouble() * 4 - 2) * 60_000)).plusNanos(random.nextInt(10_000) * 100L);
    }
}
