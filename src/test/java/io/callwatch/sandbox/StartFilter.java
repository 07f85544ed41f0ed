package io.callwatch.sandbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The half-open span of start times that a {@code $filter} asks for.
 *
 * <p>As strict as the service: comparisons of {@code startDateTime} with an instant of at most seven decimals, joined by
 * {@code and}. All else is refused with a 400.
 */
record StartFilter(Instant from, Instant to) {
    private static final Pattern COMPARISON =
            Pattern.compile("startDateTime (ge|gt|le|lt) (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,7})?(?:Z|[+-]\\d\\d:\\d\\d))");

    static StartFilter all() {
        return new StartFilter(Instant.MIN, Instant.MAX);
    }

    static StartFilter parse(String text) {
        StartFilter filter = all();
        for (String part : text.split(" and ", -1)) {
            Matcher matcher = COMPARISON.matcher(part);
            if (!matcher.matches()) {
                throw new GraphRefusal(400, "BadRequest", "Invalid filter clause: " + part);
            }
            filter = filter.and(matcher.group(1), instant(matcher.group(2)));
        }
        return filter;
    }

    private StartFilter and(String operator, Instant instant) {
        Instant after = instant.plusNanos(1);
        return switch (operator) {
            case "ge" -> new StartFilter(later(from, instant), to);
            case "gt" -> new StartFilter(later(from, after), to);
            case "lt" -> new StartFilter(from, earlier(to, instant));
            default -> new StartFilter(from, earlier(to, after));
        };
    }

    boolean holds(Instant start) {
        return !start.isBefore(from) && start.isBefore(to);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new GraphRefusal(400, "BadRequest", "Invalid date and time: " + text);
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
