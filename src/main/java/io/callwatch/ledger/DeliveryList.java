package io.callwatch.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Deliveries as people ask for them. Methods work inside the caller's transaction. */
public final class DeliveryList {
    /** Which event is for which destination: all that many of them need in memory. */
    public record Target(String eventId, String destination) {
    }

    private DeliveryList() {
    }

    /** A part, in the order of the events, which come without their calls: there may be very many. @param after the last of the part before */
    public static List<Delivery> part(Sql sql, List<Delivery.State> states, Optional<Delivery> after, int limit) throws SQLException {
        return sql.list(part(states.size()), Outbox::read, states.stream().map(Delivery.State::word).toList(),
                after.map(Delivery::eventSeq).orElse(-1L), after.map(Delivery::destination).orElse(""), limit);
    }

    /**
     * What is behind: both columns at once, since "a later event, or this one and a later destination" goes over all parts before; and
     * chosen before its events are looked for, since PostgreSQL would go over all events up to theirs.
     */
    static String part(int states) {
        return "SELECT d.*, e.id, e.type, e.created_ms, e.tenant_id, e.rule, e.severity, e.title, '[]' AS calls, e.group_value, "
                + "'' AS reasons FROM (SELECT * FROM deliveries WHERE state IN " + Sql.marks(states) + " AND (event_seq, destination) > (?, ?) "
                + "ORDER BY event_seq, destination LIMIT ?) d JOIN events e ON e.seq = d.event_seq ORDER BY d.event_seq, d.destination";
    }

    /** Deliveries of a call's own events and of the bursts that it belongs to, in order. */
    static List<Delivery> ofCall(Sql sql, String callId) throws SQLException {
        return sql.list(Outbox.DELIVERY + "WHERE e.call_id = ? OR e.first_id IN (SELECT first_event_id FROM bursts "
                + "WHERE " + BurstCalls.HAS_CALL + ") OR e.call_id IS NULL AND e.calls LIKE ? ESCAPE '!' "
                + "ORDER BY d.event_seq, d.destination", Outbox::read, callId, BurstCalls.among(callId),
                "%\"" + BurstCalls.escaped(callId) + "\"%");
    }

    /** What is pending or dead: its event's id and its destination, in the order of the events. */
    public static List<Target> open(Sql sql) throws SQLException {
        return sql.list("SELECT e.id, d.destination FROM deliveries d JOIN events e ON e.seq = d.event_seq "
                + "WHERE d.state <> 'delivered' ORDER BY d.event_seq, d.destination",
                row -> new Target(row.getString(1), row.getString(2)));
    }

    /**
     * Takes the dead deliveries of an event off the list, and those that wait for a destination that is none of these. A mail that some of
     * its recipients have counts as delivered then: they are to hear what becomes of it.
     *
     * @return how many there were
     */
    public static int dismiss(Sql sql, String eventId, Collection<String> destinations) throws SQLException {
        String ofEvent = " AND event_seq = (SELECT seq FROM events WHERE id = ?)";
        return sql.update("UPDATE deliveries SET state = 'delivered', failure = NULL WHERE state = 'dead' AND reached <> '' "
                + "AND destination IN " + Sql.marks(destinations.size()) + ofEvent, destinations, eventId)
                + sql.update("DELETE FROM deliveries WHERE " + toDismiss(destinations) + ofEvent, destinations, eventId);
    }

    /** The ids of the events that have such deliveries, in order. */
    public static List<String> toDismiss(Sql sql, Collection<String> destinations) throws SQLException {
        return sql.list("SELECT id FROM events WHERE seq IN (SELECT event_seq FROM deliveries WHERE " + toDismiss(destinations)
                + ") ORDER BY seq", row -> row.getString(1), destinations);
    }

    private static String toDismiss(Collection<String> destinations) {
        return "(state = 'dead' OR state = 'pending' AND destination NOT IN " + Sql.marks(destinations.size()) + ")";
    }

    /** How many deliveries wait for destinations that are none of these, by their names. */
    public static Map<String, Long> strays(Sql sql, Collection<String> destinations) throws SQLException {
        Map<String, Long> strays = new TreeMap<>();
        sql.list("SELECT destination, COUNT(*) FROM deliveries WHERE state = 'pending' AND destination NOT IN "
                + Sql.marks(destinations.size()) + " GROUP BY destination", row -> strays.put(row.getString(1), row.getLong(2)),
                destinations);
        return strays;
    }

    public static long count(Sql sql, Delivery.State state) throws SQLException {
        return sql.number("SELECT COUNT(*) FROM deliveries WHERE state = ?", state.word());
    }
}
