package io.callwatch.config;

import java.time.Duration;
import java.util.List;

/** A rule as written; its condition is still unchecked. Absent parts are null. */
public record RuleSettings(String name, String when, List<String> destinations, String severity, String title, String per,
        Integer count, Duration within) {
}
