package io.callwatch.rule;

import java.util.Locale;

/** What a rule says of one version of a record. */
public enum Outcome {
    MATCH,
    NO_MATCH,
    /** A field that would decide is not there yet. */
    UNDECIDED;

    /** As people read it: {@code match}, {@code no-match}, {@code undecided}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
