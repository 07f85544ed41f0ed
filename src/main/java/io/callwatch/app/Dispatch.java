package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.ledger.Delivery;
import java.util.List;
import java.util.Set;

/**
 * What is sent to a destination in one go: one delivery, or many where the destination takes them together.
 *
 * @param deliveries in the order of their events; never empty
 */
public record Dispatch(String destination, List<Delivery> deliveries) {
    public Dispatch {
        deliveries = List.copyOf(deliveries);
    }

    public List<Event> events() {
        return deliveries.stream().map(Delivery::event).toList();
    }

    public Event first() {
        return deliveries.get(0).event();
    }

    /** Mail recipients that earlier attempts reached, or that refused for good. */
    public Set<String> settledRecipients() {
        Set<String> settled = new java.util.TreeSet<>(deliveries.get(0).reached());
        settled.addAll(deliveries.get(0).refused());
        return settled;
    }
}
