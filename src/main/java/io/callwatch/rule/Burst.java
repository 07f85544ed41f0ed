package io.callwatch.rule;

import java.time.Duration;

/**
 * When several matching calls make one alert. Immutable.
 *
 * @param per CEL expression whose values make the groups; null: all matches are one group
 * @param count how many calls make a burst; at least 2
 * @param within the span, inclusive, in which the start times of {@code count} calls in a row lie; above zero
 */
public record Burst(String per, int count, Duration within) {
}
