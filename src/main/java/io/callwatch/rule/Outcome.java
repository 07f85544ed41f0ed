package io.callwatch.rule;

import java.util.Locale;

/** A verdict's three values, as the ledger and people's output spell them. */
public enum Outcome {
    MATCH,
    NO_MATCH,
    UNDECIDED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
