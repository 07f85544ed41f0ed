package io.callwatch.rule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the days of an iCalendar file's events: DTSTART up to, without, DTEND or the end of DURATION, and a plain yearly
 * repetition. What is cancelled does not count.
 *
 * <p>An event without an end lasts for the day of its start. It refuses, by an {@link IllegalArgumentException}, a file
 * without a calendar or without its end, an event of more than a year, any repetition other than {@code FREQ=YEARLY} and
 * exceptions to one, since wrong days would go unnoticed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545">RFC 5545</a>
 */
final class ICalendar {
    private static final int LONGEST_EVENT = 366;
    /** A name, parameters, whose quoted values may have colons, and a value. */
    private static final Pattern LINE = Pattern.compile("([^:;]++)[^:\"]*+(?:\"[^\"]*+\"[^:\"]*+)*+:(.*)");
    /** What adds days to a repetition, takes some away or moves them. */
    private static final List<String> EXCEPTIONS = List.of("RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID");

    private final ZoneId timeZone;
    private final Set<LocalDate> days = new HashSet<>();
    private final Map<MonthDay, Integer> yearly = new HashMap<>();
    /** The lines of the event being read, by name; null outside events. */
    private Map<String, String> event;
    /** Whether the line belongs to an alarm in the event, which may have a DURATION of its own. */
    private boolean inAlarm;

    private ICalendar(ZoneId timeZone) {
        this.timeZone = timeZone;
    }

    static Holidays holidays(String text, ZoneId timeZone) {
        String unfolded = text.replaceAll("\r?\n[ \t]", "");
        String whole = unfolded.strip().toUpperCase(Locale.ROOT);
        if (!whole.contains("BEGIN:VCALENDAR")) {
            throw new IllegalArgumentException("expected an iCalendar file, but it has no BEGIN:VCALENDAR");
        }
        ICalendar calendar = new ICalendar(timeZone);
        unfolded.lines().forEach(calendar::line);
        calendar.refuseOpenEvent();
        if (!whole.endsWith("END:VCALENDAR")) {
            throw new IllegalArgumentException("expected an iCalendar file that is whole, but it does not end with END:VCALENDAR");
        }
        return new Holidays(calendar.days, calendar.yearly);
    }

    private void line(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return;
        }
        String name = line.group(1).toUpperCase(Locale.ROOT);
        String value = line.group(2).strip();
        if (name.equals("BEGIN") && value.equalsIgnoreCase("VEVENT")) {
            refuseOpenEvent();
            event = new HashMap<>();
            inAlarm = false;
        } else if (name.equals("END") && value.equalsIgnoreCase("VEVENT") && event != null) {
            endOfEvent();
            event = null;
        } else if (value.equalsIgnoreCase("VALARM") && name.matches("BEGIN|END")) {
            inAlarm = name.equals("BEGIN");
        } else if (event != null && !inAlarm) {
            event.putIfAbsent(name, value);
        }
    }

    private void refuseOpenEvent() {
        if (event != null) {
            throw new IllegalArgumentException("expected an iCalendar file that is whole, but an event in it has no END:VEVENT");
        }
    }

    private void endOfEvent() {
        EXCEPTIONS.stream().filter(event::containsKey).findFirst().ifPresent(ICalendar::refuse);
        if (!event.containsKey("DTSTART") || event.containsKey("STATUS") && event.get("STATUS").equalsIgnoreCase("CANCELLED")) {
            return;
        }
        LocalDateTime start = time(event.get("DTSTART"));
        Duration length = event.containsKey("DTEND") ? Duration.between(start, time(event.get("DTEND")))
                : event.containsKey("DURATION") ? span(event.get("DURATION")) : Duration.ZERO;
        if (Math.abs(length.toDays()) > LONGEST_EVENT) {
            refuse("an event of more than " + LONGEST_EVENT + " days, DTSTART:" + event.get("DTSTART"));
        }
        LocalDateTime end = start.plus(length);
        boolean everyYear = repeatsYearly();
        LocalDate day = start.toLocalDate();
        do {
            if (everyYear) {
                yearly.merge(MonthDay.from(day), day.getYear(), Math::min);
            } else {
                days.add(day);
            }
            day = day.plusDays(1);
        } while (day.atStartOfDay().isBefore(end));
    }

    private boolean repeatsYearly() {
        String rule = event.get("RRULE");
        if (rule != null && !rule.toUpperCase(Locale.ROOT).matches("FREQ=YEARLY(;INTERVAL=1)?")) {
            refuse("RRULE:" + rule);
        }
        return rule != null;
    }

    private static void refuse(String found) {
        throw new IllegalArgumentException("expected holidays as single days or with RRULE:FREQ=YEARLY, but found " + found);
    }

    /** ISO 8601's days, hours, minutes and seconds, or weeks alone. */
    private static Duration span(String value) {
        try {
            return value.matches("P\\d{1,3}W") ? Duration.ofDays(7L * Integer.parseInt(value.substring(1, value.length() - 1)))
                    : Duration.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a span such as P3D in DURATION, but found '" + value + "'", e);
        }
    }

    /** The local time of a DATE ({@code 20261225}) or a DATE-TIME ({@code 20261225T180000}, with Z, TZID or neither). */
    private LocalDateTime time(String value) {
        try {
            if (value.length() == 8) {
                return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay();
            }
            boolean utc = value.endsWith("Z");
            LocalDateTime time = LocalDateTime.parse(
                    utc ? value.substring(0, value.length() - 1) : value,
                    DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT));
            return utc ? time.atOffset(ZoneOffset.UTC).atZoneSameInstant(timeZone).toLocalDateTime() : time;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a date such as 20261225 in DTSTART and DTEND, but found '" + value + "'", e);
        }
    }
}
