package io.callwatch.rule;

/**
 * A part of a condition and the value it had for one record: why a verdict is as it is.
 *
 * @param part the part as the rule writes it, such as {@code call.duration}
 * @param value the value as text, such as {@code 4.283s}
 */
public record Reason(String part, String value) {
    static final String PENDING = "not there yet";
    static final String UNKNOWN = "not evaluated";
    static final String EMPTY = "''";

    /** Whether words stand in the place of a value, which is empty, not there yet or could not be had. */
    public boolean isWithoutValue() {
        return value.equals(PENDING) || value.equals(UNKNOWN) || value.equals(EMPTY);
    }
}
