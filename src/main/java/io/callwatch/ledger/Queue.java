package io.callwatch.ledger;

import io.callwatch.rule.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a destination's pace asks of the ledger: what waits, which deliveries are one message, and how much was sent lately.
 * Methods work inside the caller's transaction.
 */
public final class Queue {
    /** The span of a destination's limit. */
    public static final Duration HOUR = Duration.ofHours(1);
    /** More than fit in any message; what is over goes with the next. */
    private static final int AT_ONCE = 10_000;
    /**
     * What is pending, in the words of the index of what is not delivered, for SQLite; and not in those of the index of what is
     * pending, which PostgreSQL takes as long as it has no statistics: each of thousands would be compared with all before it.
     */
    static final String EARLIER = "EXISTS (SELECT 1 FROM deliveries b WHERE b.destination = d.destination "
            + "AND b.first_id = d.first_id AND b.state <> 'delivered' AND b.state <> 'dead' AND b.event_seq < d.event_seq ";
    static final String WAITING = "SELECT d.event_seq, d.first_id, d.queued_ms, d.batch, e.severity, e.rule, e.created_ms, "
            + "e.happened_ms, " + EARLIER + ") AS follows "
            + "FROM deliveries d JOIN events e ON e.seq = d.event_seq WHERE d.destination = ? AND d.state = 'pending' AND ";
    /** What waits behind a tried event that the fallback has goes there too: else it would know of a match and never of its end. */
    static final String LATE = "d.destination = ? AND d.state <> 'delivered' "
            + "AND (d.state = 'dead' OR d.attempts >= ? AND d.queued_ms <= ? OR " + EARLIER + "AND b.attempts >= ? "
            + "AND EXISTS (SELECT 1 FROM deliveries t WHERE t.event_seq = b.event_seq AND t.destination = ?))) ";
    private static final String TOLD = "FROM deliveries d JOIN events e ON e.seq = d.event_seq WHERE d.destination = ? "
            + "AND (d.state = 'delivered' OR d.reached <> '') AND ";

    private Queue() {
    }

    /**
     * What is due by the back-off, oldest event first; an event of an alert never before an earlier one of it. Where the clock was
     * ahead at an attempt, it has no say.
     *
     * @param passing the severities that go at this time, and a digest of these alone; null where all do
     */
    public static List<Waiting> due(Sql sql, String destination, Instant now, Collection<Severity> passing) throws SQLException {
        long ms = now.toEpochMilli();
        return sql.list(WAITING + "(d.next_ms <= ? OR d.last_ms > ?) AND NOT " + EARLIER + "AND b.next_ms > ? AND b.last_ms <= ?) "
                + only(passing) + "ORDER BY d.event_seq LIMIT " + AT_ONCE, Queue::read, destination, ms, ms, ms, ms, of(destination, passing));
    }

    /** What was not attempted since, due or not, and follows nothing that was. */
    public static List<Waiting> pending(Sql sql, String destination, Instant since, Collection<Severity> passing) throws SQLException {
        return sql.list(WAITING + "(d.last_ms IS NULL OR d.last_ms < ?) AND NOT " + EARLIER + "AND b.last_ms >= ?) "
                + only(passing) + "ORDER BY d.event_seq LIMIT " + AT_ONCE, Queue::read, destination, since.toEpochMilli(), since.toEpochMilli(),
                of(destination, passing));
    }

    /**
     * These and what is sent by hand, where nothing of the alert waits before: behind thousands that are held none would be seen. Of a
     * digest that was begun all or nothing, since a repeat of it is the same.
     */
    private static String only(Collection<Severity> passing) {
        if (passing == null) {
            return "";
        }
        String these = passing.stream().map(Severity::word).collect(Collectors.joining("', '", "('", "')"));
        return "AND (d.batch LIKE 'now:%' OR e.severity IN " + these + " AND (d.batch IS NULL OR d.batch NOT IN (SELECT o.batch "
                + "FROM deliveries o JOIN events h ON h.seq = o.event_seq WHERE o.destination = ? AND o.state = 'pending' "
                + "AND o.batch IS NOT NULL AND h.severity NOT IN " + these + "))) "
                + "AND NOT " + EARLIER + "AND (b.batch = d.batch) IS NOT TRUE) ";
    }

    /** What {@link #only} is to be given. */
    private static List<String> of(String destination, Collection<Severity> passing) {
        return passing == null ? List.of() : List.of(destination);
    }

    /** How many messages were begun, and are to be tried again. */
    public static long begun(Sql sql, String destination) throws SQLException {
        return sql.number("SELECT COUNT(DISTINCT batch) FROM deliveries WHERE destination = ? AND state = 'pending' "
                + "AND batch NOT LIKE 'now:%'", destination);
    }

    /** Whether anything waits that somebody has wanted sent after this instant; by a clock that is ahead, not before it is {@code now} here. */
    public static boolean isByHand(Sql sql, String destination, Instant after, Instant now) throws SQLException {
        return sql.number("SELECT COUNT(*) FROM deliveries WHERE destination = ? AND state = 'pending' "
                + "AND batch LIKE 'now:%' AND queued_ms > ? AND queued_ms <= ?", destination, after.toEpochMilli(), now.toEpochMilli()) > 0;
    }

    /** The deliveries of these events that are still pending. */
    public static List<Delivery> load(Sql sql, String destination, List<Long> seqs) throws SQLException {
        return load(sql, destination, seqs, "");
    }

    /** Those of them that no earlier event of their alert is to go before, such as one that is dead and that somebody wants sent after all. */
    public static List<Delivery> loadFirst(Sql sql, String destination, List<Long> seqs) throws SQLException {
        return load(sql, destination, seqs, "AND NOT " + EARLIER + ") ");
    }

    private static List<Delivery> load(Sql sql, String destination, List<Long> seqs, String only) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>(seqs.size());
        for (List<Long> part : Sql.parts(seqs)) {
            deliveries.addAll(sql.list(Outbox.DELIVERY + "WHERE d.destination = ? AND d.state = 'pending' AND d.event_seq IN "
                    + Sql.marks(part.size()) + " " + only + "ORDER BY d.event_seq", Outbox::read, destination, part));
        }
        return deliveries;
    }

    /** From now on these go as one message, so that a repeat of it is the same. */
    public static void join(Sql sql, String destination, List<Long> seqs, Batch batch) throws SQLException {
        join(sql, destination, seqs, batch, "");
    }

    /** From now on these, which were part of another message, are one; but for what somebody wants sent now. */
    public static void part(Sql sql, String destination, List<Long> seqs, Batch batch) throws SQLException {
        join(sql, destination, seqs, batch, "AND batch NOT LIKE 'now:%'");
    }

    private static void join(Sql sql, String destination, List<Long> seqs, Batch batch, String only) throws SQLException {
        sql.batch("UPDATE deliveries SET batch = ? WHERE event_seq = ? AND destination = ? " + only,
                seqs.stream().map(seq -> new Object[] {batch.toString(), seq, destination}).toList());
    }

    /** Which destinations have a digest that was begun. */
    public static Set<String> withDigest(Sql sql) throws SQLException {
        return new TreeSet<>(sql.list("SELECT DISTINCT destination FROM deliveries WHERE state = 'pending' "
                + "AND batch NOT LIKE 'now:%' AND batch NOT LIKE 'one:%'", row -> row.getString(1)));
    }

    /** What was tried message by message goes on so. */
    public static void goOnAlone(Sql sql, List<String> destinations) throws SQLException {
        sql.update("UPDATE deliveries SET batch = 'one:' || event_seq WHERE state = 'pending' "
                + "AND batch IS NULL AND attempts > 0 AND destination IN " + Sql.marks(destinations.size()), destinations);
    }

    /** Whether anything is dead here, or is late after so many attempts at least, that {@code fallback} has not. */
    public static boolean isToFallBack(Sql sql, String destination, String fallback, int attempts, Instant lateBefore) throws SQLException {
        return sql.number("SELECT COUNT(*) FROM deliveries d WHERE " + LATE + "AND NOT EXISTS (SELECT 1 FROM deliveries f "
                + "WHERE f.event_seq = d.event_seq AND f.destination = ?)",
                destination, attempts, lateBefore.toEpochMilli(), attempts, fallback, fallback) > 0;
    }

    /** Gives that to {@code fallback}; what follows it is to fall back then. */
    public static void fallBack(Sql sql, String destination, String fallback, int attempts, Instant lateBefore, Instant now)
            throws SQLException {
        sql.update("INSERT INTO deliveries (event_seq, destination, state, first_id, queued_ms, next_ms) "
                + "SELECT event_seq, ?, 'pending', first_id, ?, 0 FROM deliveries d WHERE " + LATE + "ON CONFLICT DO NOTHING",
                fallback, now.toEpochMilli(), destination, attempts, lateBefore.toEpochMilli(), attempts, fallback);
    }

    /**
     * The id of the event by which a destination was told of an alert first; empty if it was not told, or that is forgotten.
     *
     * @param before the place in the order of events before which it is wanted
     */
    public static Optional<String> toldFirst(Sql sql, String destination, String firstId, long before) throws SQLException {
        return sql.first("SELECT e.id " + TOLD + "e.first_id = ? AND e.seq < ? ORDER BY e.seq LIMIT 1", row -> row.getString(1),
                destination, firstId, before);
    }

    /** The message that told a destination of an event; empty if it was not told, or that is forgotten. */
    public static Optional<Batch> toldIn(Sql sql, String destination, String eventId) throws SQLException {
        return sql.first("SELECT COALESCE(d.batch, 'one:' || d.event_seq) " + TOLD + "e.id = ?", row -> Batch.of(row.getString(1)),
                destination, eventId);
    }

    /** The ids of the events that went as one message. */
    public static List<String> toldTogether(Sql sql, String destination, Batch batch) throws SQLException {
        return sql.list("SELECT e.id " + TOLD + "d.event_seq >= ? AND d.batch = ?", row -> row.getString(1), destination, batch.first(),
                batch.toString());
    }

    /** When messages were sent in the hour before now, oldest first; a clock that was ahead is forgotten. */
    public static List<Instant> sent(Sql sql, String destination, Instant now) throws SQLException {
        return Notes.get(sql, "sent." + destination).stream().flatMap(text -> Arrays.stream(text.split(" ")))
                .map(word -> Instant.ofEpochMilli(Long.parseLong(word)))
                .filter(time -> time.isAfter(now.minus(HOUR)) && !time.isAfter(now)).toList();
    }

    public static void noteSent(Sql sql, String destination, Instant now) throws SQLException {
        List<Instant> sent = new ArrayList<>(sent(sql, destination, now));
        sent.add(now);
        Notes.put(sql, "sent." + destination, sent.stream().map(time -> Long.toString(time.toEpochMilli()))
                .collect(Collectors.joining(" ")));
    }

    /** When a new message was begun last; long ago where none was. */
    public static Instant lastBegun(Sql sql, String destination, Instant now) throws SQLException {
        return Notes.get(sql, "begun." + destination).map(Instant::parse).filter(time -> !time.isAfter(now)).orElse(Instant.EPOCH);
    }

    public static void noteBegun(Sql sql, String destination, Instant now) throws SQLException {
        Notes.put(sql, "begun." + destination, now.toString());
    }

    /** Whether something was held back because the hour was full. */
    public static boolean isHeld(Sql sql, String destination) throws SQLException {
        return Notes.get(sql, "held." + destination).isPresent();
    }

    public static void noteHeld(Sql sql, String destination, boolean held) throws SQLException {
        if (held) {
            Notes.put(sql, "held." + destination, "");
        } else {
            Notes.remove(sql, "held." + destination);
        }
    }

    private static Waiting read(ResultSet row) throws SQLException {
        Instant happened = Sql.instant(row, "happened_ms");
        return new Waiting(row.getLong("event_seq"), row.getString("first_id"), Sql.instant(row, "queued_ms"),
                happened == null ? Sql.instant(row, "created_ms") : happened, Severity.of(row.getString("severity")),
                row.getString("rule"), Batch.of(row.getString("batch")), row.getBoolean("follows"));
    }
}
