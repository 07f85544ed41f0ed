package io.callwatch.rule;

import java.time.Duration;
import java.util.List;

/**
 * A rule as the configuration gives it, before anything is checked; what is absent is null ({@code destinations}: empty).
 *
 * @param name NAME in {@code callwatch.rules.NAME.…}
 * @param when the condition, in CEL
 * @param destinations the names in {@code notify}
 * @param per CEL expression whose values make a burst's groups
 * @param count how many calls make a burst
 * @param within the span, inclusive, in which their start times lie
 */
public record RuleText(
        String name,
        String when,
        Severity severity,
        List<String> destinations,
        String per,
        Integer count,
        Duration within) {

    public RuleText {
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
    }

    /** The property that {@code part} of this rule is read from: {@code callwatch.rules.NAME.part}. */
    String key(String part) {
        return "callwatch.rules." + name + "." + part;
    }
}
