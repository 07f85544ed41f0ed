package io.callwatch.rule;

/**
 * A part of a condition and the value it had for one record: why a verdict is as it is.
 *
 * @param part the part as the rule writes it, such as {@code call.duration}
 * @param value the value as text, such as {@code 4.283s}
 */
public record Reason(String part, String value) {
}
