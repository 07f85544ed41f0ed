package io.callwatch.alert;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import java.time.Instant;
import java.util.List;

/**
 * What is sent about an alert: the same on every channel. Immutable.
 *
 * @param id the same over retries, restarts, machines and a lost ledger; see {@link EventId}
 * @param timestamp when the event came to be, UTC, by the real clock, to the second
 * @param rule the rule's name; null for the feed's own events
 * @param title one line for people
 * @param calls the record that a call's event is about; a burst's records by start time; none for the feed's own events
 * @param group the value of {@code per} as text; null but for bursts
 * @param reasons the parts of the condition with the values that decided; may be empty
 * @param firstId the id of the event that opened this alert (its own, if it is the first), so that messages can thread
 */
public record Event(
        String id,
        EventType type,
        Instant timestamp,
        String tenantId,
        String rule,
        Severity severity,
        String title,
        List<CallRecord> calls,
        String group,
        List<Reason> reasons,
        String firstId) {

    public Event {
        calls = List.copyOf(calls);
        reasons = List.copyOf(reasons);
    }

    public Event withTitle(String other) {
        return new Event(id, type, timestamp, tenantId, rule, severity, other, calls, group, reasons, firstId);
    }

    /** Whether it speaks of several calls at once: {@code data.calls} and {@code data.group} instead of {@code data.call}. */
    public boolean isBurst() {
        return type.isBurst();
    }
}
