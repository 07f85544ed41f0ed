package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What happened in one line, made of the rule's name and the calls' facts: {@code Short call: 4 s from +49 30 123456}. */
final class Title {
    static final int LONGEST = 160;

    private Title() {
    }

    static String ofCall(String rule, CallRecord call) {
        String length = call.duration().isPresent() ? Wording.length(call) : "a call";
        return OneLine.of(words(rule) + ": " + length + " from " + Wording.name(call.organizer()), LONGEST);
    }

    /** {@code group} may be null or empty. */
    static String ofBurst(String rule, List<CallRecord> calls, String group) {
        String from = Wording.isThere(group) ? " from " + Wording.phone(group) : "";
        return OneLine.of(words(rule) + ": " + Counts.of(calls.size(), "call") + " within " + span(calls) + from, LONGEST);
    }

    /** Of an event of a rule. */
    static String of(Event event) {
        return event.isBurst()
                ? ofBurst(event.rule(), event.calls(), event.group())
                : ofCall(event.rule(), event.calls().get(0));
    }

    private static String span(List<CallRecord> calls) {
        List<Instant> starts = calls.stream().map(CallRecord::startDateTime).filter(Objects::nonNull).sorted().toList();
        return Wording.length(starts.isEmpty() ? Duration.ZERO : Duration.between(starts.get(0), starts.get(starts.size() - 1)));
    }

    /** {@code short-call} as {@code Short call}. */
    private static String words(String rule) {
        String spaced = rule.replace('-', ' ').replace('_', ' ').strip();
        return spaced.isEmpty() ? "Match" : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
