package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event as a row of a digest: what happened, and in smaller print when, how long and by which rule. */
final class Rows {
    /** What there is not is empty. */
    record Row(String status, String title, String severity, String rule, String who, String when, String length) {
        String headline() {
            return (status.isEmpty() ? "" : status + ": ") + title;
        }

        String details() {
            return Stream.of(severity, when, length, rule).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
        }
    }

    private Rows() {
    }

    static Row of(Event event, ZoneId zone) {
        CallRecord first = event.calls().isEmpty() ? null : event.calls().get(0);
        return new Row(Facts.status(event.type()), Facts.line(event), event.severity().word(), Wording.line(event.rule()),
                first == null ? "" : Wording.name(first.organizer()),
                Wording.when(first == null ? event.timestamp() : first.startDateTime(), zone),
                first == null || event.isBurst() ? "" : Wording.length(first));
    }

    /** {@code 4,960 more are not listed here. All of them are in alerts.jsonl.} */
    static String leftOut(int count, Notice notice) {
        return Counts.of(count) + " more " + (count == 1 ? "is" : "are") + " not listed here. All of them are in "
                + restIn(notice) + ".";
    }

    static String restIn(Notice notice) {
        return notice.restIn() == null ? "the ledger; 'callwatch deliveries --state delivered' lists what was delivered"
                : Wording.line(notice.restIn());
    }
}
