package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Delivery;
import io.callwatch.text.HowMany;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    /** Without its events: an endpoint that logs the exchange would show what the destination's privacy hides. */
    @Override
    public String toString() {
        return HowMany.of(deliveries.size(), "event") + " for " + destination;
    }

    /** Mail recipients that earlier attempts reached, or that refused for good. */
    public Set<String> settledRecipients() {
        Set<String> settled = new TreeSet<>(deliveries.get(0).reached());
        settled.addAll(deliveries.get(0).refused());
        return settled;
    }
}
