package io.callwatch.rule;

import java.util.Locale;

/** How much a rule's match matters, least first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As the configuration and the events spell it: {@code info}, {@code warning}, {@code critical}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
