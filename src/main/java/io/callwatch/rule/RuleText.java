package io.callwatch.rule;

import java.time.Duration;
import java.util.List;

/** A rule as the configuration gives it, unchecked. Absent parts are null. */
public record RuleText(String name, String when, Severity severity, List<String> destinations, String title, String per,
        Integer count, Duration within) {
}
