package io.callwatch.app;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed delivery is tried again: from 5 s to 2 h, doubled each time, with jitter so that many do not come together. */
final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(2);

    private final RandomGenerator random;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param attempts made so far, at least one
     * @param asked how long the other side asks to wait: none is made without a pause
     */
    Duration after(int attempts, Optional<Duration> asked) {
        return asked.map(wait -> wait.compareTo(FIRST) < 0 ? FIRST : wait).orElseGet(() -> after(attempts));
    }

    private Duration after(int attempts) {
        long doubled = FIRST.toMillis() << Math.min(attempts - 1, 20);
        long bounded = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(Math.max(FIRST.toMillis(), bounded - random.nextLong(bounded / 4 + 1)));
    }
}
