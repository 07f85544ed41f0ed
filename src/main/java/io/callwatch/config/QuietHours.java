package io.callwatch.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of every day in which a destination is left alone: {@code 22:00-06:00 Europe/Berlin}. They begin and end by the
 * zone's clock, so a night in which it is put forward or back is an hour shorter or longer: a time that is left out comes with
 * the leap, and of one that comes twice the first counts. Immutable.
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    private static final Pattern TEXT = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?: +(\\S+))?");

    /** @param usual the zone where the text names none */
    static Optional<QuietHours> parse(String text, ZoneId usual) {
        Matcher hours = TEXT.matcher(text);
        if (!hours.matches()) {
            return Optional.empty();
        }
        try {
            QuietHours quiet = new QuietHours(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2)),
                    hours.group(3) == null ? usual : ZoneId.of(hours.group(3)));
            return quiet.from.equals(quiet.to) ? Optional.empty() : Optional.of(quiet);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Their begin belongs to them, their end does not. */
    public boolean contains(Instant time) {
        LocalDate today = time.atZone(zone).toLocalDate();
        return isInNightOf(today.minusDays(1), time) || isInNightOf(today, time);
    }

    private boolean isInNightOf(LocalDate evening, Instant time) {
        Instant begin = at(evening.atTime(from));
        Instant end = at((to.isAfter(from) ? evening : evening.plusDays(1)).atTime(to));
        return !time.isBefore(begin) && time.isBefore(end);
    }

    private Instant at(LocalDateTime local) {
        ZoneOffsetTransition leap = zone.getRules().getTransition(local);
        return leap != null && leap.isGap() ? leap.getInstant() : local.atZone(zone).toInstant();
    }
}
