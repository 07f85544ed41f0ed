package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.destination.Titles;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Rule;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes events; their timestamps keep to the real clock, whatever the present of the run. */
record Events(String tenantId, Titles titles, InstantSource realClock) {
    Event ofCall(String id, EventType type, Rule rule, CallRecord record, String firstId) {
        return event(id, type, rule, List.of(record), null, rule.reasons(record), firstId);
    }

    Event ofBurst(String id, EventType type, Rule rule, List<CallRecord> calls, String group, String firstId) {
        return event(id, type, rule, calls, group, type.isMatch() ? rule.reasons(calls, group) : List.of(), firstId);
    }

    private Event event(String id, EventType type, Rule rule, List<CallRecord> calls, String group, List<Reason> reasons,
            String firstId) {
        Event untitled = new Event(id, type, realClock.instant().truncatedTo(ChronoUnit.SECONDS), tenantId, rule.name(),
                rule.severity(), "", calls, group, reasons, firstId);
        return untitled.withTitle(titles.of(untitled));
    }
}
