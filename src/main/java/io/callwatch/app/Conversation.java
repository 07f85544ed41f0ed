package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** Which message a later word on an alert answers, so that mail programs show both as one conversation. */
final class Conversation {
    private Conversation() {
    }

    /** The id of the message in which the destination was told of the alert; null if it never was, and for what opens one. */
    static String opener(Sql sql, Dispatch dispatch) throws SQLException {
        Event event = dispatch.first();
        if (dispatch.why() != Notice.Why.ONE || event.firstId().equals(event.id())) {
            return null;
        }
        Optional<Batch> told = Queue.toldIn(sql, dispatch.destination(), event.firstId());
        if (told.isEmpty()) {
            return null;
        }
        return told.get().isDigest() ? Notice.digestId(Queue.toldTogether(sql, dispatch.destination(), told.get())) : event.firstId();
    }
}
