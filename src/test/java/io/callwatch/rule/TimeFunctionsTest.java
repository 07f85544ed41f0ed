package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFunctionsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2026-11-20T22:59:59Z,Fri", "2026-11-20T23:00:00Z,Sat", "2026-11-22T23:30:00Z,Mon"})
    void theWeekdayIsThatOfTheTimeZone(String start, String weekday) throws Exception {
        assertThat(matches(berlin().build(), "weekday(call.startDateTime) == '" + weekday + "'", start)).isTrue();
    }

    /** The least and the most that CEL gives; the number beyond it is a fault. */
    @ParameterizedTest
    @CsvSource({"getMonth, 2028-01-01, 0, -1", "getMonth, 2028-12-31, 11, 12", "getDate, 2028-01-01, 1, 0", "getDate, 2028-12-31, 31, 32",
        "getDayOfMonth, 2028-01-01, 0, -1", "getDayOfMonth, 2028-12-31, 30, 31", "getDayOfWeek, 2028-01-02, 0, -1",
        "getDayOfWeek, 2028-01-01, 6, 7", "getDayOfYear, 2028-01-01, 0, -1", "getDayOfYear, 2028-12-31, 365, 366"})
    void aPartOfATimeIsComparedWithWhatItCanBe(String part, String day, int number, int beyond) throws Exception {
        String condition = "call.startDateTime." + part + "() == ";
        assertThat(matches(berlin().build(), condition + number, day + "T12:00:00Z")).isTrue();
        assertThatThrownBy(() -> matches(berlin().build(), condition + beyond, day + "T12:00:00Z"))
                .hasMessageStartingWith("`" + part + "` never gives " + beyond);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Mon-Fri 08:00-18:00 | 2026-11-20T07:00:00Z | true",
        "Mon-Fri 08:00-18:00 | 2026-11-20T06:59:59Z | false",
        "Mon-Fri 08:00-18:00 | 2026-11-20T16:59:59Z | true",
        "Mon-Fri 08:00-18:00 | 2026-11-20T17:00:00Z | false",
        "Mon-Fri 08:00-18:00 | 2026-11-21T10:00:00Z | false",
        "Mon-Fri 08:00-18:00 | 2026-07-17T06:00:00Z | true",
        "Mon-Thu 08:00-18:00, Fri 08:00-14:00 | 2026-11-20T13:30:00Z | false",
        "Mon-Fri 08:00-12:00, Mon-Fri 13:00-18:00 | 2026-11-20T11:30:00Z | false",
        "Mon-Fri 08:00-12:00, Mon-Fri 13:00-18:00 | 2026-11-20T12:30:00Z | true",
        "Sat-Mon 08:00-18:00 | 2026-11-22T10:00:00Z | true",
        "Fri 22:00-06:00 | 2026-11-21T04:59:59Z | true",
        "Fri 22:00-06:00 | 2026-11-20T04:00:00Z | false",
        "fri 08:00-24:00 | 2026-11-20T22:59:59Z | true"})
    void businessHoursAreThoseOfTheTimeZone(String hours, String start, boolean expected) throws Exception {
        RuleContext context = berlin().businessHours(BusinessHours.parse(hours)).build();
        assertThat(matches(context, "businessHours(call.startDateTime)", start)).isEqualTo(expected);
    }

    @Test
    void aHolidayHasNoBusinessHoursEvenWhenTheyRunOverMidnight() throws Exception {
        RuleContext context = berlin().businessHours(BusinessHours.parse("Mon-Sun 22:00-06:00"))
                .holidays(Holidays.parse("2026-11-20, 2026-12-25", folder, BERLIN)).build();
        assertThat(matches(context, "businessHours(call.startDateTime)", "2026-11-20T21:30:00Z")).isFalse();
        assertThat(matches(context, "businessHours(call.startDateTime)", "2026-11-21T04:30:00Z")).isFalse();
        assertThat(matches(context, "businessHours(call.startDateTime)", "2026-11-20T04:30:00Z")).isTrue();
    }

    /** In another form each call would be judged again after an update. */
    @Test
    void aLedgerKnowsTheRulesByHoursInTheSameTextAsEver() {
        assertThat(BusinessHours.parse("Mon-Fri 08:00-18:00, Sat-Mon 22:00-06:00")).hasToString("[Range[days=[MONDAY, TUESDAY, WEDNESDAY, "
                + "THURSDAY, FRIDAY], from=480, to=1080], Range[days=[MONDAY, SATURDAY, SUNDAY], from=1320, to=1800]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mon-Fri", "Mon-Fri 8-18", "Mon-Fri 08:00-25:00", "Mon-Fri 08:60-18:00", "Mondays 08:00-18:00",
        "Foo-Fri 08:00-18:00", "Day 08:00-18:00", "Mon 08:00-08:00", "Mon-Fri 08:00-18:00,", "Mon 24:00-08:00"})
    void saysWhatIsWrongWithBusinessHours(String text) {
        assertThatThrownBy(() -> BusinessHours.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected days and hours such as 'Mon-Fri 08:00-18:00'");
    }

    @Test
    void readsTheDaysOfACalendar() throws Exception {
        Files.writeString(folder.resolve("days.ics"), String.join("\r\n",
                "BEGIN:VCALENDAR", "VERSION:2.0",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:A very long",
                " line: folded", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DA", " TE:20270101", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART:20270501T220000Z", "DTEND:20270502T220000Z", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20201003", "RRULE:FREQ=YEARLY", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20301003", "RRULE:FREQ=YEARLY;INTERVAL=1", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20280101", "DTEND;VALUE=DATE:20290101", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270801", "BEGIN:VALARM", "DURATION:P1W", "END:VALARM", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270212", "DURATION:P3D",
                "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:P9W", "END:VALARM", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270301", "DURATION:P1W", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART:20270401T220000", "DURATION:P1DT3H", "BEGIN:VALARM", "DURATION:P9W", "END:VALARM", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;TZID=\"(UTC+01:00) Amsterdam; Berlin\":20271101T000000",
                "DTEND;TZID=\"(UTC+01:00) Amsterdam; Berlin\":20271102T000000", "END:VEVENT",
                "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270601", "RRULE:FREQ=WEEKLY", "STATUS:CANCELLED", "END:VEVENT",
                "END:VCALENDAR", ""));
        Holidays holidays = Holidays.parse("days.ics", folder, BERLIN);
        assertThat(dates("2026-12-24", "2026-12-25", "2026-12-26", "2027-01-01", "2027-05-02", "2020-10-03", "2029-10-03",
                "2027-02-12", "2027-02-14", "2027-03-07", "2027-04-01", "2027-04-03", "2027-11-01", "2028-12-31", "2027-08-01"))
                .allMatch(holidays::contains);
        assertThat(dates("2026-12-23", "2026-12-27", "2027-01-02", "2027-05-01", "2027-05-03", "2019-10-03",
                "2027-02-15", "2027-03-08", "2027-04-04", "2027-06-01", "2027-11-02", "2029-01-01", "2027-08-02"))
                .noneMatch(holidays::contains);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "BEGIN:VEVENT | expected an iCalendar file, but it has no BEGIN:VCALENDAR",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101 | expected an iCalendar file that is whole, but an event in it has no END:VEVENT",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~BEGIN:VEVENT~END:VEVENT | expected an iCalendar file that is whole, but an event in it has no END:VEVENT",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~END:VEVENT | expected an iCalendar file that is whole, but it does not end with END:VCALENDAR",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:tomorrow~END:VEVENT | expected a date such as 20261225 in DTSTART and DTEND, but found 'tomorrow'",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~DURATION:3 days~END:VEVENT | expected a span such as P3D in DURATION, but found '3 days'",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~RRULE:FREQ=YEARLY~EXDATE:20270101~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found EXDATE",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~DTEND:20270103~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found an event of more than 366 days, DTSTART:20260101",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~DURATION:P9999999999999D~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found an event of more than 366 days, DTSTART:20260101",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~RRULE:FREQ=YEARLY~EXRULE:FREQ=YEARLY;INTERVAL=2~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found EXRULE",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~DURATION:-P9999999999999D~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found an event of more than 366 days, DTSTART:20260101",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20270102~RECURRENCE-ID:20270101~STATUS:CANCELLED~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found RECURRENCE-ID",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~RRULE:FREQ=YEARLY;INTERVAL=2~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found RRULE:FREQ=YEARLY;INTERVAL=2",
        "BEGIN:VCALENDAR~BEGIN:VEVENT~DTSTART:20260101~RRULE:FREQ=WEEKLY~END:VEVENT | expected holidays as single days or with RRULE:FREQ=YEARLY, but found RRULE:FREQ=WEEKLY"})
    void refusesACalendarOfWhichDaysWouldBeWrong(String text, String message) {
        assertThatThrownBy(() -> ICalendar.holidays(text.replace("~", "\n"), ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void anAlarmWithoutItsEndHidesNoLaterDay() {
        Holidays holidays = ICalendar.holidays("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nBEGIN:VALARM\nEND:VEVENT\n"
                + "BEGIN:VEVENT\nDTSTART:20260106\nEND:VEVENT\nEND:VCALENDAR\n", ZoneOffset.UTC);
        assertThat(dates("2026-01-01", "2026-01-06")).allMatch(holidays::contains);
    }

    @Test
    void ofTwoStartsOfAnEventTheFirstCounts() {
        Holidays holidays = ICalendar.holidays(
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nDTSTART:20260106\nEND:VEVENT\nEND:VCALENDAR\n", ZoneOffset.UTC);
        assertThat(holidays.contains(LocalDate.parse("2026-01-01"))).isTrue();
        assertThat(holidays.contains(LocalDate.parse("2026-01-06"))).isFalse();
    }

    @Test
    void saysWhatIsWrongWithHolidays() throws Exception {
        assertThat(Holidays.parse("", folder, BERLIN).contains(LocalDate.EPOCH)).isFalse();
        assertThatThrownBy(() -> Holidays.parse("2026-12-25,Easter", folder, BERLIN)).hasMessageContaining("but found 'Easter'");
        assertThatThrownBy(() -> Holidays.parse("none.ics", folder, BERLIN))
                .hasMessageEndingWith("none.ics cannot be read: no such file or folder");
        Files.write(folder.resolve("latin.ics"), "SUMMARY:Jänner".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Holidays.parse("latin.ics", folder, BERLIN))
                .hasMessage("expected an iCalendar file in UTF-8, but " + folder.resolve("latin.ics") + " cannot be read: not in UTF-8");
    }

    private static RuleContext.Builder berlin() {
        return RuleContext.builder().timeZone(BERLIN);
    }

    private static java.util.List<LocalDate> dates(String... dates) {
        return java.util.Arrays.stream(dates).map(LocalDate::parse).toList();
    }

    private static boolean matches(RuleContext context, String when, String start) throws RuleFailure {
        return new RuleLanguage(context).compile(when).judge(Records.phoneCall().start(start).record()).isMatch();
    }
}
