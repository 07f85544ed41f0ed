package io.callwatch.cli;

import io.callwatch.app.UnreadException;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Window;
import io.callwatch.ledger.CallHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * A call as the service lists it now. The ledger keeps records of what matched alone; why a rule was silent is told from the
 * record itself, read again and not kept.
 */
final class ReadAgain {
    private ReadAgain() {
    }

    /** @throws UnreadException with the reason, for people, where it could not be had */
    static CallRecord of(String callId, CallHistory history, Session session) throws Exception {
        Instant start = history.start();
        if (start == null) {
            throw new UnreadException("its start time is not known");
        }
        if (start.isBefore(Instant.now().minus(ListRequest.KEPT))) {
            throw new UnreadException("the service lists the last 30 days alone");
        }
        Instant from = start.truncatedTo(ChronoUnit.MILLIS);
        try (OneShot work = OneShot.aside(session.prepared(), List.of())) {
            return work.application().peek(new Window(from, from.plusMillis(1))).records().stream()
                    .filter(record -> record.id().equals(callId)).max(Comparator.comparingLong(CallRecord::version))
                    .orElseThrow(() -> new UnreadException("the service does not list it"));
        } finally {
            session.prepared().history().open(session.ledger(), history.tenant()); // and no longer by the one that is thrown away
        }
    }
}
