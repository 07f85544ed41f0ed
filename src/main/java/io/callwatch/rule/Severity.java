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

    /** What {@link #word()} gives, in any case. */
    public static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
