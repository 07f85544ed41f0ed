package io.callwatch.rule;

import java.util.Objects;

/**
 * A rule's answer for one version of a record. Immutable.
 *
 * @param hangsOn the fields that an undecided verdict waits for, such as {@code call.organizer}, in the order of the
 *     alphabet and separated by a comma; null for the other outcomes
 */
public record Verdict(Outcome outcome, String hangsOn) {
    public static final Verdict MATCH = new Verdict(Outcome.MATCH, null);
    public static final Verdict NO_MATCH = new Verdict(Outcome.NO_MATCH, null);

    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
    }

    static Verdict undecided(String hangsOn) {
        return new Verdict(Outcome.UNDECIDED, Objects.requireNonNull(hangsOn, "hangsOn"));
    }

    boolean isMatch() {
        return outcome == Outcome.MATCH;
    }
}
