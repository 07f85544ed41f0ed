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
 *
 * @param record null where it could not be had
 * @param failure why not; null where it could
 */
record ReadAgain(CallRecord record, String failure) {
    static ReadAgain of(String callId, CallHistory history, Session session) throws Exception {
        Instant start = history.start();
        if (start == null) {
            return failed("its start time is not known");
        }
        if (start.isBefore(Instant.now().minus(ListRequest.KEPT))) {
            return failed("the service lists the last 30 days alone");
        }
        Instant from = start.truncatedTo(ChronoUnit.MILLIS);
        try (OneShot work = OneShot.aside(session.prepared(), List.of())) {
            return work.application().peek(new Window(from, from.plusMillis(1))).records().stream()
                    .filter(record -> record.id().equals(callId)).max(Comparator.comparingLong(CallRecord::version))
                    .map(record -> new ReadAgain(record, null)).orElseGet(() -> failed("the service does not list it"));
        } catch (UnreadException e) {
            return failed(e.getMessage());
        } finally {
            session.prepared().history().open(session.ledger(), history.tenant()); // and no longer by the one that is thrown away
        }
    }

    private static ReadAgain failed(String why) {
        return new ReadAgain(null, why);
    }
}
