package io.callwatch.app;

import io.callwatch.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when this machine's clock is not the service's: sweeps look back from ours, so with one that is behind the newest calls
 * come late, and nothing else would tell why. For one thread at a time.
 */
final class ClockCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);
    private static final Duration TOLERATED = Duration.ofMinutes(2);

    private final Seldom line = new Seldom(Duration.ofHours(1));

    /** @param date the {@code Date} of an answer that came between sent and now; null or no date says nothing */
    void look(String date, Instant sent, Instant now) {
        Instant theirs = parsed(date);
        if (theirs == null) {
            return;
        }
        Duration ahead = Duration.between(theirs.plusSeconds(1), sent); // a Date has no fractions
        Duration behind = Duration.between(now, theirs);
        boolean isAhead = ahead.compareTo(TOLERATED) > 0;
        if (!isAhead && behind.compareTo(TOLERATED) <= 0) {
            line.over();
        } else if (line.isDue(now)) {
            LOG.warn("this machine's clock is {} {} the service's: {}; set it right", Durations.words(isAhead ? ahead : behind),
                    isAhead ? "ahead of" : "behind", isAhead ? "sweeps ask for calls that are still to come"
                            : "the newest calls are read that much later");
        }
    }

    private static Instant parsed(String date) {
        try {
            return date == null ? null : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
