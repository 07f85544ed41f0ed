package io.callwatch.rule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours in which somebody is there: {@code Mon-Fri 08:00-18:00}, several ranges separated by commas.
 *
 * <p>A range is half-open and in local time. One that ends at or before its start runs over midnight ({@code Sun-Thu
 * 22:00-06:00}: the day named is the one that it starts on), {@code 24:00} is the end of the day, and days may wrap
 * ({@code Sat-Mon}). Of a holiday no range counts that starts on it. Immutable.
 */
public final class BusinessHours {
    private static final Pattern RANGE = Pattern.compile(
            "([a-z]{3})(?:\\s*-\\s*([a-z]{3}))?\\s+(\\d\\d):(\\d\\d)\\s*-\\s*(\\d\\d):(\\d\\d)");
    private static final int DAY = 24 * 60;

    /** On each of {@code days}, from minute {@code from} up to minute {@code to}, which may lie on the next day. */
    private record Range(Set<DayOfWeek> days, int from, int to) {
        /** Part of what a ledger knows the rules by: never in another form. */
        @Override
        public String toString() {
            return "Range[days=" + days + ", from=" + from + ", to=" + to + "]";
        }
    }

    private final List<Range> ranges;

    private BusinessHours(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** @throws IllegalArgumentException saying what was expected, and at which range */
    public static BusinessHours parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(range(part.strip()));
        }
        return new BusinessHours(ranges);
    }

    private static Range range(String text) {
        Matcher matcher = RANGE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(text);
        }
        DayOfWeek first = day(matcher.group(1), text);
        DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2), text);
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        int from = minute(matcher.group(3), matcher.group(4), text);
        int to = minute(matcher.group(5), matcher.group(6), text);
        if (from == DAY || from == to) {
            throw wrong(text);
        }
        return new Range(days, from, to <= from ? to + DAY : to);
    }

    private static DayOfWeek day(String word, String range) {
        return Arrays.stream(DayOfWeek.values()).filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(word)).findFirst()
                .orElseThrow(() -> wrong(range));
    }

    private static int minute(String hours, String minutes, String range) {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (minute > DAY || Integer.parseInt(minutes) > 59) {
            throw wrong(range);
        }
        return minute;
    }

    private static IllegalArgumentException wrong(String range) {
        return new IllegalArgumentException(
                "expected days and hours such as 'Mon-Fri 08:00-18:00', several separated by commas, but found '" + range + "'");
    }

    /** Whether a local time lies in one of the ranges whose day of start is no holiday. */
    boolean contains(LocalDateTime time, Holidays holidays) {
        LocalTime clock = time.toLocalTime();
        int minute = clock.getHour() * 60 + clock.getMinute();
        LocalDate today = time.toLocalDate();
        return startedOn(today, minute, holidays) || startedOn(today.minusDays(1), minute + DAY, holidays);
    }

    private boolean startedOn(LocalDate day, int minute, Holidays holidays) {
        for (Range range : ranges) {
            if (range.from() <= minute && minute < range.to() && range.days().contains(day.getDayOfWeek())) {
                return !holidays.contains(day);
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
