package io.callwatch.rule;

import io.callwatch.text.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Days on which nobody is there: single dates, and days that come again every year. Immutable.
 *
 * <p>Read from {@code 2026-12-25, 2027-01-01}, or from an iCalendar file by {@link ICalendar}.
 */
public final class Holidays {
    private final Set<LocalDate> days;
    private final Map<MonthDay, Integer> yearly;

    /** @param yearly a day of the year and the first year in which it counts */
    Holidays(Set<LocalDate> days, Map<MonthDay, Integer> yearly) {
        this.days = Set.copyOf(days);
        this.yearly = Map.copyOf(yearly);
    }

    static Holidays none() {
        return new Holidays(Set.of(), Map.of());
    }

    /**
     * Dates separated by commas, or the path of one {@code .ics} file, with or without a leading {@code @}.
     *
     * @param folder where relative paths start
     * @param timeZone in which a calendar's instants are seen as days
     * @throws IllegalArgumentException saying what was expected
     */
    public static Holidays parse(String text, Path folder, ZoneId timeZone) {
        String plain = text.strip();
        if (plain.toLowerCase(Locale.ROOT).endsWith(".ics")) {
            return file(folder.resolve(plain.startsWith("@") ? plain.substring(1) : plain), timeZone);
        }
        Set<LocalDate> days = new HashSet<>();
        for (String part : plain.isEmpty() ? new String[0] : plain.split(",", -1)) {
            try {
                days.add(LocalDate.parse(part.strip()));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("expected dates such as 2026-12-25, separated by commas, or the path"
                        + " of an .ics file, but found '" + part.strip() + "'", e);
            }
        }
        return new Holidays(days, Map.of());
    }

    private static Holidays file(Path file, ZoneId timeZone) {
        try {
            return ICalendar.holidays(TextFile.read(file), timeZone);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected an iCalendar file in UTF-8, but " + ValueList.why(file, e), e);
        }
    }

    boolean contains(LocalDate day) {
        if (days.contains(day)) {
            return true;
        }
        Integer since = yearly.isEmpty() ? null : yearly.get(MonthDay.from(day));
        return since != null && day.getYear() >= since;
    }

    @Override
    public String toString() {
        return new TreeSet<>(days) + " " + new TreeMap<>(yearly);
    }
}
