package io.callwatch.app;

import java.time.InstantSource;

/**
 * How the application runs.
 *
 * @param clock the run's present: for windows, the 30 days, ages and deadlines
 * @param realClock for what is stamped on anything sent, tokens and retries
 * @param once one pass of every sweep and one attempt at every delivery, instead of schedules
 */
public record Run(InstantSource clock, InstantSource realClock, boolean once) {
}
