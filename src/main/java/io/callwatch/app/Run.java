package io.callwatch.app;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How the application runs.
 *
 * @param clock the run's present: for windows, the 30 days, ages and deadlines
 * @param realClock for what is stamped on anything sent, tokens and retries
 * @param once one pass of every sweep and one attempt at every delivery, instead of schedules
 */
public record Run(InstantSource clock, InstantSource realClock, boolean once) {
    /** The longest wait that the service may ask for: whoever runs a command looks on. */
    Duration patience() {
        return once ? Duration.ofSeconds(60) : Duration.ofMinutes(15);
    }
}
