package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An event as a line of CSV, without its line end.
 *
 * <p>A burst is one line: the ids of its calls with spaces between, its first start and last end, and the organizer where
 * all calls have the same; version and duration stay empty. Times are UTC with the fraction Graph gave; durations are
 * seconds.
 */
final class CsvLine {
    static final String HEADER = "id,timestamp,type,rule,severity,title,tenantId,callId,version,startDateTime,"
            + "endDateTime,durationSeconds,organizerKind,organizerId,organizerName";

    private CsvLine() {
    }

    static String of(Event event) {
        List<CallRecord> calls = event.calls();
        CallRecord single = calls.size() == 1 ? calls.get(0) : null;
        Organizer organizer = calls.stream().map(CallRecord::organizer).distinct().count() == 1 ? calls.get(0).organizer() : null;
        return String.join(",",
                Cell.of(event.id()),
                EventJson.time(event.timestamp()),
                event.type().word(),
                Cell.of(event.rule()),
                event.severity().word(),
                Cell.of(event.title()),
                Cell.of(event.tenantId()),
                Cell.whole(calls.stream().map(CallRecord::id).collect(Collectors.joining(" "))),
                single == null ? "" : Long.toString(single.version()),
                time(calls, CallRecord::startDateTime, Comparator.naturalOrder()),
                time(calls, CallRecord::endDateTime, Comparator.reverseOrder()),
                single == null ? "" : single.duration().map(CsvLine::seconds).orElse(""),
                organizer == null ? "" : Cell.of(organizer.kind()),
                organizer == null ? "" : Cell.of(organizer.id()),
                organizer == null ? "" : Cell.of(organizer.displayName()));
    }

    private static String time(List<CallRecord> calls, Function<CallRecord, Instant> field, Comparator<Instant> first) {
        return calls.stream().map(field).filter(Objects::nonNull).min(first)
                .map(instant -> instant.toString().replaceFirst("(\\.\\d*?)0+Z$", "$1Z"))
                .orElse("");
    }

    private static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.stripTrailingZeros().toPlainString();
    }
}
