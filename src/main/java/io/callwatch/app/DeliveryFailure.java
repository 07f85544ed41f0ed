package io.callwatch.app;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why a destination did not take something, in words fit for people: no address, no header, no body.
 *
 * @param retryAfter how long the other side asks to wait
 * @param reached mail recipients that have it all the same
 * @param refused mail recipients that were refused for good
 */
record DeliveryFailure(String reason, Then then, Optional<Duration> retryAfter, Set<String> reached, Set<String> refused) {
    /** What is of use after it. */
    enum Then {
        /** Another attempt. */
        AGAIN,
        /** Another attempt with fewer events at once. */
        IN_HALVES,
        /** Another attempt, and nothing else before: it says nothing of what was sent, and each one that fails does harm. */
        REST,
        /** Nothing, for what was sent. */
        NO_MORE,
        /** Nothing at all: the destination wants no more of anything. */
        CLOSE
    }

    static DeliveryFailure passing(String reason) {
        return new DeliveryFailure(reason, Then.AGAIN, Optional.empty(), Set.of(), Set.of());
    }

    static DeliveryFailure ofAll(String reason) {
        return new DeliveryFailure(reason, Then.REST, Optional.empty(), Set.of(), Set.of());
    }

    static DeliveryFailure ofRecipients(String reason, boolean isFinal, Set<String> reached, Set<String> refused) {
        return new DeliveryFailure(reason, isFinal ? Then.NO_MORE : Then.AGAIN, Optional.empty(), reached, refused);
    }

    boolean isFinal() {
        return then == Then.NO_MORE || closes();
    }

    boolean closes() {
        return then == Then.CLOSE;
    }
}
