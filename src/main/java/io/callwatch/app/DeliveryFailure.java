package io.callwatch.app;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why a destination did not take something, in words fit for people: no address, no header, no body.
 *
 * @param isFinal whether another attempt is of no use
 * @param closes whether the destination wants no more of anything
 * @param ofAll whether it says nothing of what was sent, and whatever else is sent now fails as well: each attempt does harm
 * @param isTooLarge whether fewer events at once may pass
 * @param retryAfter how long the other side asks to wait
 * @param reached mail recipients that have it all the same
 * @param refused mail recipients that were refused for good
 */
record DeliveryFailure(String reason, boolean isFinal, boolean closes, boolean ofAll, boolean isTooLarge,
        Optional<Duration> retryAfter, Set<String> reached, Set<String> refused) {
    static DeliveryFailure passing(String reason) {
        return new DeliveryFailure(reason, false, false, false, false, Optional.empty(), Set.of(), Set.of());
    }

    static DeliveryFailure ofAll(String reason) {
        return new DeliveryFailure(reason, false, false, true, false, Optional.empty(), Set.of(), Set.of());
    }
}
