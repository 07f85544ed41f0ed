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
 * @param opener the id of the message that it answers; null for none
 */
public record Dispatch(String destination, List<Delivery> deliveries, Notice.Why why, String opener) {
    public Dispatch {
        deliveries = List.copyOf(deliveries);
    }

    Dispatch(String destination, List<Delivery> deliveries, Notice.Why why) {
        this(destination, deliveries, why, null);
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
     * The same, which answers the message in which the destination was first told of its alert, so that mail programs show both as one
     * conversation; none if it never was, nor does a digest.
     */
    Dispatch answering(Sql sql) throws SQLException {
        Delivery delivery = deliveries.get(0);
        Optional<String> opening = why == Notice.Why.ONE
                ? Queue.toldFirst(sql, destination, delivery.event().firstId(), delivery.eventSeq()) : Optional.empty();
        if (opening.isEmpty()) {
            return this;
        }
        Batch told = Queue.toldIn(sql, destination, opening.get()).orElseThrow();
        return new Dispatch(destination, deliveries, why,
                told.isDigest() ? Notice.digestId(Queue.toldTogether(sql, destination, told)) : opening.get());
    }

    /** Without its events: an endpoint that logs the exchange would show what the destination's privacy hides. */
    @Override
    public String toString() {
        return HowMany.of(deliveries.size(), "event") + " for " + destination;
    }
}
