package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code Retry-After} header in each form that RFC 9110 allows, seconds or a date.
 *
 * <p>A date gone by is zero; text that is neither is as good as absent. Nothing is capped here: how long is too long is the
 * caller's to say.
 */
public final class RetryAfter {
    /** The usual one, and two old ones that have to be taken as well. */
    private static final List<DateTimeFormatter> DATES = List.of(DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss z", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC));

    private RetryAfter() {
    }

    public static Optional<Duration> parse(String header, Instant now) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        String text = header.strip();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // more digits than a long holds is 'never', which a year stands for
            return Optional.of(text.length() > 8 ? Duration.ofDays(365) : Duration.ofSeconds(Long.parseLong(text)));
        }
        return DATES.stream().flatMap(date -> parse(text, date).stream()).findFirst()
                .map(then -> then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter date) {
        try {
            return Optional.of(date.parse(text, Instant::from));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
