package io.callwatch.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the days of an iCalendar file's events: DTSTART up to, without, DTEND, and a plain yearly repetition.
 *
 * <p>An event without an end lasts for the day of its start. It refuses, by an {@link IllegalArgumentException}, a file
 * without a calendar and any repetition other than {@code FREQ=YEARLY}, since days left out would go unnoticed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545">RFC 5545</a>
 */
final class ICalendar {
    private static final int LONGEST_EVENT = 366;

    private final ZoneId timeZone;
    private final Set<LocalDate> days = new HashSet<>();
    private final Map<MonthDay, Integer> yearly = new HashMap<>();
    /** The lines of the event being read, by name; null outside events. */
    private Map<String, Line> event;

    /** One content line: its parameters as they stand, and its value. */
    private record Line(String parameters, String value) {
    }

    private ICalendar(ZoneId timeZone) {
        this.timeZone = timeZone;
    }

    static Holidays holidays(String text, ZoneId timeZone) {
        String unfolded = text.replaceAll("\r?\n[ \t]", "");
        if (!unfolded.toUpperCase(Locale.ROOT).contains("BEGIN:VCALENDAR")) {
            throw new IllegalArgumentException("expected an iCalendar file, but it has no BEGIN:VCALENDAR");
        }
        ICalendar calendar = new ICalendar(timeZone);
        unfolded.lines().forEach(calendar::line);
        return new Holidays(calendar.days, calendar.yearly);
    }

    private void line(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return;
        }
        int semicolon = text.indexOf(';');
        int nameEnd = semicolon >= 0 && semicolon < colon ? semicolon : colon;
        String name = text.substring(0, nameEnd).toUpperCase(Locale.ROOT);
        String value = text.substring(colon + 1).strip();
        if (name.equals("BEGIN") && value.equalsIgnoreCase("VEVENT")) {
            event = new HashMap<>();
        } else if (name.equals("END") && value.equalsIgnoreCase("VEVENT") && event != null) {
            endOfEvent();
            event = null;
        } else if (event != null) {
            event.putIfAbsent(name, new Line(text.substring(nameEnd, colon), value));
        }
    }

    private void endOfEvent() {
        if (!event.containsKey("DTSTART")) {
            return;
        }
        LocalDateTime start = time(event.get("DTSTART"));
        LocalDateTime end = event.containsKey("DTEND") ? time(event.get("DTEND")) : start;
        boolean everyYear = repeatsYearly();
        LocalDate day = start.toLocalDate();
        int length = 0;
        do {
            if (everyYear) {
                yearly.merge(MonthDay.from(day), day.getYear(), Math::min);
            } else {
                days.add(day);
            }
            day = day.plusDays(1);
        } while (day.atStartOfDay().isBefore(end) && ++length < LONGEST_EVENT);
    }

    private boolean repeatsYearly() {
        Line rule = event.get("RRULE");
        if (rule == null && !event.containsKey("RDATE")) {
            return false;
        }
        if (rule != null && rule.value().toUpperCase(Locale.ROOT).matches("FREQ=YEARLY(;INTERVAL=1)?")) {
            return true;
        }
        throw new IllegalArgumentException("expected holidays as single days or with RRULE:FREQ=YEARLY, but found "
                + (rule == null ? "RDATE" : "RRULE:" + rule.value()));
    }

    /** The local time of a DATE ({@code 20261225}) or a DATE-TIME ({@code 20261225T180000}, with Z, TZID or neither). */
    private LocalDateTime time(Line line) {
        String value = line.value();
        try {
            if (value.length() == 8) {
                return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).atTime(LocalTime.MIN);
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
