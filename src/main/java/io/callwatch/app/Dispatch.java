package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Sql;
import io.callwatch.text.HowMany;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is sent to a destination in one go: one delivery, or many where the destination takes them together.
 *
 * @param why {@link Notice.Why#ONE} where each is told for itself; else they are one digest
 * @param deliveries in the order of their events; never empty
 */
public record Dispatch(String destination, List<Delivery> deliveries, Notice.Why why) {
    public Dispatch {
        deliveries = List.copyOf(deliveries);
    }

    public List<Event> events() {
        return deliveries.stream().map(Delivery::event).toList();
    }

    /** The message that they are, where they are one. */
    Notice notice(UnaryOperator<Event> shown, CompleteFile complete) {
        return why == Notice.Why.ONE ? Notice.of(shown.apply(first()))
                : Notice.digest(why, events().stream().map(shown).toList(), complete.of(events()));
    }

    public Event first() {
        return deliveries.get(0).event();
    }

    /**
     * The id of the message in which the destination was told of its alert, which this one answers, so that mail programs show both as
     * one conversation; null if it never was, and for what opens one.
     */
    String opener(Sql sql) throws SQLException {
        Event event = first();
        if (why != Notice.Why.ONE || event.firstId().equals(event.id())) {
            return null;
        }
        Optional<Batch> told = Queue.toldIn(sql, destination, event.firstId());
        if (told.isEmpty()) {
            return null;
        }
        return told.get().isDigest() ? Notice.digestId(Queue.toldTogether(sql, destination, told.get())) : event.firstId();
    }

    /** Without its events: an endpoint that logs the exchange would show what the destination's privacy hides. */
    @Override
    public String toString() {
        return HowMany.of(deliveries.size(), "event") + " for " + destination;
    }
}
