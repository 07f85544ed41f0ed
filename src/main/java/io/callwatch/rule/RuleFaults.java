package io.callwatch.rule;

/** Takes the faults of rules one by one, so that a file's faults are shown together; called once for each fault. */
@FunctionalInterface
public interface RuleFaults {
    /**
     * @param key the property, such as {@code callwatch.rules.short-call.when}
     * @param value what stands there; empty where nothing does
     * @param expected what was expected; for a condition several lines: the reason, the expression, and a caret under
     *     the place
     */
    void add(String key, String value, String expected);
}
