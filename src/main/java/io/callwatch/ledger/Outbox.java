package io.callwatch.ledger;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Events and their deliveries. Methods work inside the caller's transaction.
 *
 * <p>Events of one alert reach a destination in their order: a later one is not due before the earlier ones were taken.
 */
public final class Outbox {
    static final String DELIVERY = "SELECT * FROM deliveries d JOIN events e ON e.seq = d.event_seq ";
    /** The first few are chosen before their events are looked for: PostgreSQL would go over all events up to theirs. */
    private static final String FIRST_FEW = "SELECT * FROM (SELECT * FROM deliveries d WHERE d.destination = ? AND d.state = 'pending' AND ";
    private static final String WITH_EVENTS = " AND NOT " + Queue.EARLIER + ") ORDER BY d.event_seq LIMIT ?) d "
            + "JOIN events e ON e.seq = d.event_seq ORDER BY d.event_seq";
    static final String DUE = FIRST_FEW + "d.event_seq > ? AND (d.next_ms <= ? OR d.last_ms > ?)" + WITH_EVENTS;
    static final String UNTRIED = FIRST_FEW + "(d.last_ms IS NULL OR d.last_ms < ?)" + WITH_EVENTS;

    /** Why what is tried again by hand is not sent, where {@link #isOvertaken} says so. */
    public static final String OVERTAKEN = "not sent: a later event of its alert was delivered here";
    static final String CLOSED = "closed.";
    /** By its event's id: the event may be forgotten meanwhile, and SQLite gives the number of the last one to the next one. */
    private static final String THIS = "WHERE event_seq = (SELECT seq FROM events WHERE id = ?) AND destination = ?";
    /** A failed attempt is not noted where somebody has asked for another one since it began: that is still to be made. */
    private static final String AS_IT_WAS = THIS + " AND queued_ms = ?";
    private static final String FIRST_IS_DEAD = "the event before it is dead";
    /**
     * Found by its alert alone, which has an index: "its number or its alert" would go over all that are not delivered, for each of
     * thousands that may be tried again together.
     */
    static final String AGAIN = "UPDATE deliveries SET state = 'pending', next_ms = 0, queued_ms = ?, tried_ms = NULL, refused = NULL, "
            + "attempts = 0, batch = 'now:' || event_seq WHERE state <> 'delivered' AND destination = ? AND first_id = ? AND (event_seq = ? "
            + "OR event_seq > ? AND state = 'dead' AND failure = '" + FIRST_IS_DEAD + "')";
    /** Whether a destination heard anything of the alert of a delivery, whose table or alias is put in. */
    private static final String HEARD = "EXISTS (SELECT 1 FROM events h JOIN deliveries b ON b.event_seq = h.seq "
            + "WHERE h.first_id = %1$s.first_id AND b.destination = %1$s.destination AND (b.state = 'delivered' OR b.reached <> ''))";
    /** The events of an alert from a certain one on. Deliveries have an index of their alert only while they are not delivered. */
    private static final String SINCE = "(SELECT seq FROM events WHERE first_id = ? AND seq >= ?) ";
    /** Of what a destination shall not hear of, since it never heard of the event before. */
    static final String GIVE_UP = "UPDATE deliveries SET state = 'dead', failure = '" + FIRST_IS_DEAD + "' WHERE destination = ? "
            + "AND first_id = ? AND event_seq > ? AND state <> 'delivered' AND state <> 'dead' AND NOT " + HEARD.formatted("deliveries");

    private Outbox() {
    }

    /**
     * Adds an event with its deliveries, due at once.
     *
     * @param now the run's present, from which a delivery's age counts
     * @return false when an event of this id is there already, and then nothing is added
     */
    public static boolean add(Sql sql, Event event, Collection<String> destinations, Instant now) throws SQLException {
        Optional<Long> seq = insert(sql, event);
        if (seq.isEmpty()) {
            return false;
        }
        deliver(sql, seq.get(), event, destinations, now);
        return true;
    }

    /** Has an event that is there delivered to these as well, where they have not got it, as a fallback may have. */
    public static void alsoFor(Sql sql, String eventId, Collection<String> destinations, Instant now) throws SQLException {
        for (String destination : destinations) {
            sql.update("INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms) SELECT seq, ?, 'pending', "
                    + "first_id, ?, 0 FROM events WHERE id = ? ON CONFLICT DO NOTHING", destination, now.toEpochMilli(), eventId);
        }
    }

    /**
     * Adds what became of an alert, or of the feed's trouble, for those that were told of its last match or are to be, or of what came
     * after that, as a fallback may have been. Where that is dead and nothing of the alert was heard, this one is dead too: it is of use
     * only to somebody who is sent the match after all.
     *
     * @param audience who is told when it matches again, and whom it goes to where nobody knows any more who was told
     * @return false when an event of this id is there already, and then nothing is added
     */
    public static boolean follow(Sql sql, Event event, Collection<String> audience, Instant now) throws SQLException {
        Optional<Long> match = event.type().isMatch() ? Optional.empty() : lastMatch(sql, event.firstId());
        Optional<Long> seq = insert(sql, event);
        if (seq.isPresent() && match.isPresent()) {
            String unheard = "d.state = 'dead' AND NOT " + HEARD.formatted("d");
            sql.update("INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms, failure) "
                    + "SELECT ?, d.destination, CASE WHEN " + unheard + " THEN 'dead' ELSE 'pending' END, d.first_id, ?, 0, "
                    + "CASE WHEN " + unheard + " THEN '" + FIRST_IS_DEAD + "' END FROM deliveries d WHERE d.event_seq IN " + SINCE
                    + "AND NOT EXISTS (SELECT 1 FROM deliveries b WHERE b.event_seq IN " + SINCE + "AND b.event_seq < d.event_seq "
                    + "AND b.destination = d.destination)",
                    seq.get(), now.toEpochMilli(), event.firstId(), match.get(), event.firstId(), match.get());
        } else if (seq.isPresent()) {
            deliver(sql, seq.get(), event, audience, now);
        }
        return seq.isPresent();
    }

    private static Optional<Long> lastMatch(Sql sql, String firstId) throws SQLException {
        return sql.first("SELECT seq FROM events WHERE first_id = ? AND type IN (?, ?, ?, ?) ORDER BY seq DESC LIMIT 1",
                row -> row.getLong(1), firstId, EventType.CALL_MATCHED.word(), EventType.CALLS_MATCHED.word(),
                EventType.FEED_STALE.word(), EventType.FEED_FAILING.word());
    }

    private static void deliver(Sql sql, long seq, Event event, Collection<String> destinations, Instant now) throws SQLException {
        for (String destination : destinations) {
            sql.update("INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms) "
                    + "VALUES (?, ?, 'pending', ?, ?, 0)",
                    seq, destination, event.firstId(), now.toEpochMilli());
        }
    }

    /** @return its number; empty when an event of this id is there already */
    private static Optional<Long> insert(Sql sql, Event event) throws SQLException {
        return sql.first("INSERT INTO events (id, tenant_id, type, rule, severity, title, created_ms, "
                + "group_value, call_id, calls, reasons, first_id, happened_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (id) DO NOTHING RETURNING seq", row -> row.getLong(1), EventRows.arguments(event));
    }

    /**
     * Pending deliveries of a destination that are due, oldest event first; where the clock was ahead at an attempt, it has no say.
     *
     * @param after the place in the order of events from which on they are wanted
     */
    public static List<Delivery> due(Sql sql, String destination, Instant now, long after, int limit) throws SQLException {
        return sql.list(DUE, Outbox::read, destination, after, now.toEpochMilli(), now.toEpochMilli(), limit);
    }

    /** Pending deliveries, due or not, that were not attempted since {@code since}. */
    public static List<Delivery> pending(Sql sql, String destination, Instant since, int limit) throws SQLException {
        return sql.list(UNTRIED, Outbox::read, destination, since.toEpochMilli(), limit);
    }

    /** What a clock that was ahead has noted of attempts was before this instant. */
    public static void untriedSince(Sql sql, Instant since) throws SQLException {
        sql.update("UPDATE deliveries SET last_ms = ? WHERE state = 'pending' AND last_ms >= ?",
                since.toEpochMilli() - 1, since.toEpochMilli());
    }

    public static Optional<Delivery> find(Sql sql, String eventId, String destination) throws SQLException {
        return sql.first(DELIVERY + "WHERE e.id = ? AND d.destination = ?", Outbox::read, eventId, destination);
    }

    public static void delivered(Sql sql, Delivery delivery, Instant now) throws SQLException {
        sql.update("UPDATE deliveries SET state = 'delivered', attempts = attempts + 1, last_ms = ?, failure = NULL "
                + THIS, now.toEpochMilli(), delivery.event().id(), delivery.destination());
    }

    /** From this instant on it is tried for as long as its destination says. */
    public static void triedSince(Sql sql, Delivery delivery, Instant present) throws SQLException {
        sql.update("UPDATE deliveries SET tried_ms = ? " + AS_IT_WAS,
                present.toEpochMilli(), delivery.event().id(), delivery.destination(), delivery.queued().toEpochMilli());
    }

    /** Notes a failed attempt that is followed by another at {@code next}. */
    public static void failed(Sql sql, Delivery delivery, String failure, Instant now, Instant next) throws SQLException {
        sql.update("UPDATE deliveries SET attempts = attempts + 1, last_ms = ?, next_ms = ?, failure = ? " + AS_IT_WAS,
                now.toEpochMilli(), next.toEpochMilli(), failure, delivery.event().id(), delivery.destination(),
                delivery.queued().toEpochMilli());
    }

    /**
     * Gives a delivery up; what was to follow it is given up too where the destination never heard of the alert.
     *
     * @return false where somebody has wanted it sent meanwhile
     */
    public static boolean dead(Sql sql, Delivery delivery, String failure, Instant now) throws SQLException {
        boolean dead = sql.update("UPDATE deliveries SET state = 'dead', attempts = attempts + 1, last_ms = ?, failure = ? " + AS_IT_WAS,
                now.toEpochMilli(), failure, delivery.event().id(), delivery.destination(), delivery.queued().toEpochMilli()) > 0;
        if (dead) {
            sql.update(GIVE_UP, delivery.destination(), delivery.event().firstId(), delivery.eventSeq());
        }
        return dead;
    }

    /** Whether the destination has taken a later event of its alert: as the last word this one would be wrong. */
    public static boolean isOvertaken(Sql sql, Delivery delivery) throws SQLException {
        return sql.any("SELECT 1 FROM deliveries WHERE event_seq IN " + SINCE + "AND event_seq <> ? AND destination = ? "
                + "AND state = 'delivered' LIMIT 1", delivery.event().firstId(), delivery.eventSeq(), delivery.eventSeq(),
                delivery.destination());
    }

    /** Notes which recipients of a mail have it, or never will, so that another attempt leaves them out. */
    public static void recipients(Sql sql, Delivery delivery, Set<String> reached, Set<String> refused) throws SQLException {
        sql.update("UPDATE deliveries SET reached = ?, refused = CASE queued_ms WHEN ? THEN ? ELSE refused END " + THIS,
                String.join("\n", reached), delivery.queued().toEpochMilli(), String.join("\n", refused), delivery.event().id(),
                delivery.destination());
    }

    /** What was said about an alert, in order. */
    public static List<Event> eventsOf(Sql sql, String firstId) throws SQLException {
        return sql.list("SELECT * FROM events WHERE first_id = ? ORDER BY seq", EventRows::read, firstId);
    }

    /** What holds in the end, one by one: the last event of each alert that is not taken back, in order. @return how many there are */
    public static int standing(Sql sql, Consumer<Event> taker) throws SQLException {
        return sql.each("SELECT * FROM events WHERE rule IS NOT NULL AND type NOT IN (?, ?) AND NOT EXISTS "
                + "(SELECT 1 FROM events l WHERE l.first_id = events.first_id AND l.seq > events.seq) ORDER BY seq", EventRows::read, taker,
                EventType.CALL_WITHDRAWN.word(), EventType.CALLS_WITHDRAWN.word());
    }

    /** A destination said that it wants no more: nothing is sent there until somebody tries again. */
    public static void close(Sql sql, String destination, String why) throws SQLException {
        Notes.put(sql, CLOSED + destination, why);
    }

    /** Why nothing is sent to a destination; empty where it is open. */
    public static Optional<String> closed(Sql sql, String destination) throws SQLException {
        return Notes.get(sql, CLOSED + destination);
    }

    /** @return the names of those that were stopped, also where what they have refused was taken off the list */
    public static List<String> openAll(Sql sql) throws SQLException {
        return sql.list("DELETE FROM notes WHERE name LIKE '" + CLOSED + "%' RETURNING name",
                row -> row.getString(1).substring(CLOSED.length()));
    }

    /**
     * Makes a pending or dead delivery due now, alone and whatever its destination's hours, its time to be tried beginning
     * anew, and its destination open again; so too what is dead only because this one was.
     *
     * @return whether the destination was stopped
     */
    public static boolean again(Sql sql, Delivery delivery, Instant now) throws SQLException {
        boolean stopped = Notes.remove(sql, CLOSED + delivery.destination());
        sql.update(AGAIN, now.toEpochMilli(), delivery.destination(), delivery.event().firstId(), delivery.eventSeq(), delivery.eventSeq());
        return stopped;
    }

    static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(row.getLong("event_seq"), row.getString("destination"), EventRows.read(row),
                Delivery.State.of(row.getString("state")),
                Sql.instant(row, "queued_ms"), Sql.instant(row, "tried_ms"), row.getInt("attempts"), Sql.instant(row, "next_ms"),
                Sql.instant(row, "last_ms"), row.getString("failure"), lines(row.getString("reached")), lines(row.getString("refused")),
                Optional.ofNullable(Batch.of(row.getString("batch"))).filter(Batch::isByHand).isPresent());
    }

    private static Set<String> lines(String text) {
        return text == null || text.isEmpty() ? Set.of() : new TreeSet<>(text.lines().toList());
    }
}
