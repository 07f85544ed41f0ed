package io.callwatch.destination;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.time.Duration;

/** A call's facts in words for people. */
final class CallWords {
    private CallWords() {
    }

    /** {@code Abbie Wilkins}, {@code +49 30 123456}, {@code guest 1a2b…} or {@code unknown organizer}. */
    static String organizer(CallRecord call) {
        Organizer organizer = call.organizer();
        if (organizer == null) {
            return "unknown organizer";
        }
        if (organizer.displayName() != null && !organizer.displayName().isBlank()) {
            return organizer.displayName();
        }
        String id = organizer.id() == null ? "without an id" : organizer.id();
        return organizer.isPhone() ? id : organizer.kind() + " " + id;
    }

    static String duration(CallRecord call) {
        return call.duration().map(CallWords::duration).orElse("not known yet");
    }

    /** {@code 4.3 s}, {@code 12 min 5 s}, {@code 3 h 7 min}; a negative one keeps its sign. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            String tenths = String.valueOf(Math.round(duration.toMillis() / 100.0) / 10.0);
            return tenths.replaceFirst("\\.0$", "") + " s";
        }
        return seconds < 3_600 ? seconds / 60 + " min" + part(seconds % 60, "s") : seconds / 3_600 + " h" + part(seconds % 3_600 / 60, "min");
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : " " + number + " " + unit;
    }
}
