package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import java.time.ZoneId;

/** An event as a row of a digest: what happened, and in smaller print when, how long and by which rule. */
final class Rows {
    record Row(String headline, String details) {
    }

    private Rows() {
    }

    static Row of(Event event, ZoneId zone) {
        CallRecord call = event.calls().isEmpty() ? null : event.calls().get(0);
        String status = Facts.status(event.type());
        StringBuilder details = new StringBuilder(event.severity().word());
        details.append(" · ").append(Wording.when(call == null ? event.timestamp() : call.startDateTime(), zone));
        if (call != null && !event.isBurst()) {
            details.append(" · ").append(Wording.length(call));
        }
        if (event.rule() != null) {
            details.append(" · ").append(Wording.line(event.rule()));
        }
        return new Row((status.isEmpty() ? "" : status + ": ") + Facts.line(event), details.toString());
    }

    /** {@code 4,960 more are not listed here. All of them are in alerts.jsonl.} */
    static String leftOut(int count, Notice notice) {
        return Counts.of(count) + " more " + (count == 1 ? "is" : "are") + " not listed here. All of them are in "
                + MailModel.rest(notice) + ".";
    }
}
