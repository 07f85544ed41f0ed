package io.callwatch.alert;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.Verdict;
import java.util.Optional;

/**
 * What is known and what was told about one call under one rule, at the highest version judged. Immutable.
 *
 * @param version of the record that the outcome is for
 * @param outcome what the rule said of it
 * @param hangsOn the field that an undecided outcome waits for, else null
 * @param told the last thing that was said to the destinations
 * @param facts the {@link ShownFacts} as they were told last; null while nothing was
 * @param firstEventId the event that opened it; null while nothing was told
 */
public record Alert(long version, Outcome outcome, String hangsOn, Told told, String facts, String firstEventId) {

    /** What the destinations know. */
    public enum Told { NOTHING, MATCHED, WITHDRAWN }

    /** What a newer version means: the alert as it is from now on, and the type of the event to send, if any. */
    public record Step(Alert alert, Optional<EventType> event) {
    }

    /** Before the first verdict. */
    public static final Alert NONE = new Alert(Long.MIN_VALUE, Outcome.NO_MATCH, null, Told.NOTHING, null, null);

    /**
     * Takes a newer version's verdict. From match to undecided nothing is sent, and a correction only when what a message
     * shows has changed; a new version number alone is none.
     */
    public Step judged(CallRecord record, Verdict verdict, String firstEventIdIfNew) {
        String nowShown = verdict.outcome() == Outcome.MATCH ? ShownFacts.of(record) : facts;
        EventType event = switch (verdict.outcome()) {
            case UNDECIDED -> null;
            case NO_MATCH -> told == Told.MATCHED ? EventType.CALL_WITHDRAWN : null;
            case MATCH -> told != Told.MATCHED ? EventType.CALL_MATCHED
                    : nowShown.equals(facts) ? null : EventType.CALL_CORRECTED;
        };
        Told nowTold = event == null ? told : event == EventType.CALL_WITHDRAWN ? Told.WITHDRAWN : Told.MATCHED;
        String first = firstEventId == null && event != null ? firstEventIdIfNew : firstEventId;
        return new Step(new Alert(record.version(), verdict.outcome(), verdict.hangsOn(), nowTold, nowShown, first), Optional.ofNullable(event));
    }

    /** A newer version's verdict of which nothing is told: a call of a burst speaks through its burst alone. */
    public Alert observed(CallRecord record, Verdict verdict) {
        return new Alert(record.version(), verdict.outcome(), verdict.hangsOn(), told, facts, firstEventId);
    }

    /** Whether there is anything to remember beyond the version that was seen. */
    public boolean isWorthKeeping() {
        return told != Told.NOTHING || outcome != Outcome.NO_MATCH;
    }
}
