package io.callwatch.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads Graph's timestamps: UTC, 0 to 7 fractional digits with trailing zeros trimmed, year 1 for "none". */
final class GraphTime {
    private static final Instant NONE_BEFORE = Instant.parse("1900-01-01T00:00:00Z");
    /** Java reads years of nine digits as well, whose milliseconds no number holds. */
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private GraphTime() {
    }

    /** @return null for Graph's "none"; refuses other text with a {@link DateTimeException} */
    static Instant parse(String text) {
        Instant instant = usual(text);
        if (instant == null) {
            instant = other(text);
        }
        if (!instant.isBefore(TOO_LATE)) {
            throw new DateTimeException("a year of more than four digits");
        }
        return instant.isBefore(NONE_BEFORE) ? null : instant;
    }

    /** {@code 2026-11-20T14:03:36.2169889Z}, read by hand: it is most of what a page holds, and the general parser costs ten times as much. */
    private static Instant usual(String text) {
        int end = text.length() - 1;
        if (end < 19 || end > 29 || text.charAt(end) != 'Z' || text.charAt(4) != '-' || text.charAt(7) != '-'
                || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return null;
        }
        int nanos = 0;
        if (end > 19) {
            if (text.charAt(19) != '.') {
                return null;
            }
            nanos = digits(text, 20, end);
            for (int i = end - 20; i < 9; i++) {
                nanos *= 10; // a wrong digit stays negative
            }
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (nanos < 0 || year < 0 || month < 1 || month > 12 || day < 1 || day > 28 || hour < 0 || hour > 23
                || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return null; // among them leap seconds and the ends of months, which the general parser knows to judge
        }
        return Instant.ofEpochSecond(LocalDate.of(year, month, day).toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second, nanos);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Instant other(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noOffset) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }
}
