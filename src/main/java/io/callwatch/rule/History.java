package io.callwatch.rule;

import java.time.Instant;

/**
 * What is remembered of earlier calls; answers the functions "first call ever from …".
 *
 * <p>An answer is as good as what has been read: a call that is published late counts from then on, and a verdict given
 * before stays until a newer version of its record is judged. Implementations are shared by threads and answer quickly. What
 * one fails with is what judging fails with: no verdict, and no failure of the rule.
 */
@FunctionalInterface
public interface History {
    /** What a call is remembered by. */
    enum Origin {
        /** The organizer's number, as {@code call.organizer.phone} gives it. */
        NUMBER,
        /** The ISO 3166 region of the organizer's number, as {@code country(…)} gives it. */
        COUNTRY
    }

    /** Whether a call of this origin began in {@code [from, to)}. */
    boolean seen(Origin origin, String value, Instant from, Instant to);

    /** Where nothing is remembered: conditions that ask for it are refused. */
    static History none() {
        return HistoryFunctions.NONE;
    }
}
