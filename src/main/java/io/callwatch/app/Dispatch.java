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
     * The id of the message in which the destination was first told of its alert, which this one answers, so that mail programs show both as
     * one conversation; null if it never was, and for what opens one.
     */
    String opener(Sql sql) throws SQLException {
        Delivery delivery = deliveries.get(0);
        Optional<String> opening = why == Notice.Why.ONE
                ? Queue.toldFirst(sql, destination, delivery.event().firstId(), delivery.eventSeq()) : Optional.empty();
        if (opening.isEmpty()) {
            return null;
        }
        Batch told = Queue.toldIn(sql, destination, opening.get()).orElseThrow();
        return told.isDigest() ? Notice.digestId(Queue.toldTogether(sql, destination, told)) : opening.get();
    }

    /** Without its events: an endpoint that logs the exchange would show what the destination's privacy hides. */
    @Override
    public String toString() {
        return HowMany.of(deliveries.size(), "event") + " for " + destination;
    }
}
