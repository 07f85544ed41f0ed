package io.callwatch.ledger;

import io.callwatch.alert.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * One event for one destination.
 *
 * @param eventSeq the event's place in the order of the ledger
 * @param tried when the first attempt failed, by the run's present; null before that
 * @param attempts how many were made
 * @param next when the next one is due
 * @param last when the last one was made, or when the destination took it; null before the first
 * @param failure why the last one failed, fit for people; null if none did
 * @param reached mail recipients that have it already, so that another attempt leaves them out
 * @param refused mail recipients that were refused for good
 * @param byHand whether somebody has wanted it sent
 */
public record Delivery(
        long eventSeq,
        String destination,
        Event event,
        State state,
        Instant queued,
        Instant tried,
        int attempts,
        Instant next,
        Instant last,
        String failure,
        Set<String> reached,
        Set<String> refused,
        boolean byHand) {

    /** The same with another reason. */
    public Delivery because(String reason) {
        return new Delivery(eventSeq, destination, event, state, queued, tried, attempts, next, last, reason, reached, refused, byHand);
    }

    public enum State {
        PENDING, DELIVERED, DEAD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What {@link #word()} gives, in any case; refuses other words with an {@link IllegalArgumentException}. */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
