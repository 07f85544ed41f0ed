package io.callwatch.rule;

/**
 * What a condition says of one version of a record.
 *
 * @param hangsOn the field that an undecided verdict waits for, such as {@code call.organizer}; else null
 */
public record Verdict(Outcome outcome, String hangsOn) {
    static final Verdict MATCH = new Verdict(Outcome.MATCH, null);
    static final Verdict NO_MATCH = new Verdict(Outcome.NO_MATCH, null);
}
