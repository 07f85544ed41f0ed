package io.callwatch.app;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why a destination did not take something, in words fit for people: no address, no header, no body.
 *
 * @param isFinal whether another attempt is of no use
 * @param closes whether the destination wants no more of anything
 * @param retryAfter how long the other side asks to wait
 * @param reached mail recipients that have it all the same
 * @param refused mail recipients that were refused for good
 */
public record DeliveryFailure(String reason, boolean isFinal, boolean closes, Optional<Duration> retryAfter, Set<String> reached,
        Set<String> refused) {
    static DeliveryFailure passing(String reason) {
        return new DeliveryFailure(reason, false, false, Optional.empty(), Set.of(), Set.of());
    }
}
