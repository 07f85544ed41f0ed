package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.destination.Title;
import io.callwatch.destination.TitleTemplate;
import io.callwatch.rule.Rule;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Makes events; their timestamps keep to the real clock, whatever the present of the run. */
final class Events {
    private final String tenantId;
    private final Map<String, TitleTemplate> titles;
    private final InstantSource realClock;

    Events(String tenantId, Map<String, TitleTemplate> titles, InstantSource realClock) {
        this.titles = Map.copyOf(titles);
        this.tenantId = tenantId;
        this.realClock = realClock;
    }

    Event ofCall(String id, EventType type, Rule rule, CallRecord record, String firstId) {
        return new Event(id, type, realClock.instant().truncatedTo(ChronoUnit.SECONDS), tenantId, rule.name(),
                rule.severity(), titles.containsKey(rule.name()) ? titles.get(rule.name()).ofCall(record)
                        : Title.ofCall(rule.name(), record), List.of(record), null, rule.readings(record), firstId);
    }

    Event ofBurst(String id, EventType type, Rule rule, List<CallRecord> calls, String group, String firstId) {
        return new Event(id, type, realClock.instant().truncatedTo(ChronoUnit.SECONDS), tenantId, rule.name(),
                rule.severity(), titles.containsKey(rule.name()) ? titles.get(rule.name()).ofBurst(calls, group)
                        : Title.ofBurst(rule.name(), calls, group), calls, group, List.of(), firstId);
    }
}
