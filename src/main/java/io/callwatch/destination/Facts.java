package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What people are told about an event, in the order in which they ask: who, when, how long, which rule and why, which call.
 *
 * <p>Every text is one clean line of bounded length, but not escaped for any format. Immutable.
 *
 * @param status {@code Corrected}, {@code Withdrawn}, …; empty for a first message
 * @param title what happened, in one line
 * @param note what the status means, in a sentence; empty for a first message
 * @param rows labels and values
 * @param joinUrl a link that may be shown, or null
 */
record Facts(String status, String title, String note, List<Fact> rows, String joinUrl) {
    static final String CALL_IDS = "Call ids";
    private static final String IN_FULL = "In full";
    private static final int MOST_REASONS = 8;
    private static final int MOST_CALLS = 20;
    /** Of the formats, Slack has the least room. */
    private static final int LONGEST_HEADING = 150;

    record Fact(String label, String value) {
    }

    static Facts of(Event event, ZoneId zone) {
        List<Fact> rows = new ArrayList<>();
        if (event.isBurst()) {
            addBurst(rows, event, zone);
        } else if (!event.calls().isEmpty()) {
            addCall(rows, event.calls().get(0), zone);
        } else {
            if (line(event).length() > LONGEST_HEADING) {
                rows.add(new Fact(IN_FULL, line(event)));
            }
            rows.add(new Fact("When", Wording.when(event.timestamp(), zone)));
        }
        if (event.rule() != null) {
            rows.add(new Fact("Rule", Wording.line(event.rule()) + " (" + event.severity().word() + ")"));
        }
        addReasons(rows, event);
        addIds(rows, event);
        String join = event.calls().size() == 1 ? JoinLink.of(event.calls().get(0).joinWebUrl()).orElse(null) : null;
        return new Facts(status(event.type()), OneLine.of(event.title(), 300), note(event.type()), List.copyOf(rows), join);
    }

    /** What happened, as a row of a digest says it; of an event about no call that is all that there is to say. */
    static String line(Event event) {
        return OneLine.of(event.title(), event.calls().isEmpty() ? 1_000 : 300);
    }

    /** The title behind the status: {@code Withdrawn: Short call: 4 s from +49 30 123456}. */
    String headline() {
        return status.isEmpty() ? title : status + ": " + title;
    }

    /** For a format with room for the whole title, which need not be said twice. */
    List<Fact> rowsBeneathTitle() {
        return rows.stream().filter(row -> !row.label().equals(IN_FULL) || !row.value().equals(title)).toList();
    }

    static String status(EventType type) {
        return switch (type) {
            case CALL_CORRECTED -> "Corrected";
            case CALL_WITHDRAWN, CALLS_WITHDRAWN -> "Withdrawn";
            case TEST -> "Test";
            default -> "";
        };
    }

    private static String note(EventType type) {
        return switch (type) {
            case CALL_CORRECTED -> "A newer version of the call record changes what was told before.";
            case CALL_WITHDRAWN -> "A newer version of the call record no longer matches the rule.";
            case CALLS_WITHDRAWN -> "Newer versions of the call records leave too few that match.";
            case TEST -> "A trial of this destination: nothing has happened.";
            default -> "";
        };
    }

    private static void addCall(List<Fact> rows, CallRecord call, ZoneId zone) {
        rows.add(new Fact("Who", Wording.who(call.organizer())));
        rows.add(new Fact("When", Wording.when(call.startDateTime(), zone)));
        rows.add(new Fact("How long", Wording.length(call)));
        rows.add(new Fact("Kind", kind(call)));
    }

    private static void addBurst(List<Fact> rows, Event event, ZoneId zone) {
        List<CallRecord> calls = event.calls();
        if (Wording.isThere(event.group())) {
            rows.add(new Fact("Group", Wording.phone(event.group())));
        }
        List<Instant> starts = calls.stream().map(CallRecord::startDateTime).filter(Objects::nonNull).sorted().toList();
        if (starts.isEmpty()) {
            rows.add(new Fact("Calls", Counts.of(calls.size())));
            return;
        }
        Instant first = starts.get(0);
        Duration span = Duration.between(first, starts.get(starts.size() - 1));
        rows.add(new Fact("Calls", Counts.of(calls.size()) + " within " + Wording.length(span)));
        rows.add(new Fact("First", Wording.when(first, zone)));
        rows.add(new Fact("Last", Wording.when(starts.get(starts.size() - 1), zone)));
    }

    private static String kind(CallRecord call) {
        List<String> words = new ArrayList<>();
        words.add(call.type() == null ? "unknown" : Wording.words(call.type()));
        call.modalities().stream().limit(8).map(Wording::words).forEach(words::add);
        return OneLine.of(String.join(", ", words), 200);
    }

    private static void addReasons(List<Fact> rows, Event event) {
        String reasons = event.reasons().stream().limit(MOST_REASONS)
                .map(reason -> Wording.line(reason.part()) + " = " + Wording.line(reason.value())).collect(Collectors.joining("; "));
        if (!reasons.isEmpty()) {
            rows.add(new Fact(event.type().isWithdrawal() ? "Now" : "Why", OneLine.of(reasons, 600)));
        }
    }

    private static void addIds(List<Fact> rows, Event event) {
        List<CallRecord> calls = event.calls();
        if (calls.size() == 1) {
            rows.add(new Fact("Call", Wording.line(calls.get(0).id()) + " (version " + calls.get(0).version() + ")"));
        } else if (!calls.isEmpty()) {
            String ids = String.join(", ", calls.stream().limit(MOST_CALLS).map(c -> Wording.line(c.id())).toList());
            String more = calls.size() > MOST_CALLS ? " and " + Counts.of(calls.size() - MOST_CALLS) + " more" : "";
            rows.add(new Fact(CALL_IDS, OneLine.of(ids, 1_000) + more));
        }
        if (Wording.isThere(event.tenantId())) {
            rows.add(new Fact("Tenant", Wording.line(event.tenantId())));
        }
    }
}
