package io.callwatch.cli;

import io.callwatch.alert.Alert;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.History;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.Reading;
import io.callwatch.rule.Rule;
import io.callwatch.rule.RuleSet;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A call's history in words and as JSON. */
record Explained(String callId, History history, RuleSet rules) {

    String words(Instant now) {
        StringBuilder text = new StringBuilder("Call ").append(callId).append("\n\n");
        Table versions = new Table("version", "seen");
        history.versions().forEach((version, seen) -> versions.row(version, seen + " (" + StatusCommand.ago(seen, now) + ")"));
        text.append(versions).append('\n');
        Table verdicts = new Table("rule", "verdict", "condition");
        rules.all().forEach(rule -> verdicts.row(rule.name(), verdict(rule.name()), rule.when()));
        text.append(verdicts);
        values().forEach((rule, readings) -> text.append(readings.isEmpty() ? "" : "\n" + rule + " saw:\n"
                + readings.stream().map(r -> "  " + r.part() + " = " + r.value() + "\n").collect(Collectors.joining())));
        if (!history.quarantined().isEmpty()) {
            history.quarantined().forEach(e -> text.append("\nIn quarantine").append(e.rule() == null ? "" : " for " + e.rule())
                    .append(": ").append(e.reason()).append('\n'));
        }
        if (!history.deliveries().isEmpty()) {
            Table sent = new Table("event", "type", "rule", "destination", "state", "when", "reason");
            history.deliveries().forEach(d -> sent.row(d.event().id(), d.event().type().word(), d.event().rule(), d.destination(),
                    d.state().word(), d.last() == null ? "-" : d.last(), d.failure()));
            text.append('\n').append(sent);
        }
        return text.toString().stripTrailing();
    }

    String json() {
        List<?> versions = history.versions().entrySet().stream()
                .map(e -> new Json().put("version", e.getKey()).put("seen", e.getValue()).map()).toList();
        Map<String, List<Reading>> values = values();
        List<?> verdicts = rules.all().stream().map(Rule::name).map(name -> new Json().put("rule", name)
                .put("verdict", outcome(name).word())
                .put("hangsOn", history.alerts().getOrDefault(name, Alert.NONE).hangsOn())
                .put("values", values.getOrDefault(name, List.of()).stream()
                        .map(r -> new Json().put("part", r.part()).put("value", r.value()).map()).toList()).map()).toList();
        List<?> deliveries = history.deliveries().stream().map(d -> new Json().put("event", d.event().id())
                .put("type", d.event().type().word()).put("rule", d.event().rule()).put("destination", d.destination())
                .put("state", d.state().word()).put("last", d.last()).put("reason", d.failure()).map()).toList();
        List<?> quarantined = history.quarantined().stream().map(e -> new Json().put("rule", e.rule())
                .put("reason", e.reason()).map()).toList();
        return new Json().put("callId", callId).put("seen", true).put("versions", versions).put("verdicts", verdicts)
                .put("deliveries", deliveries).put("quarantined", quarantined).toString();
    }

    private String verdict(String rule) {
        Alert alert = history.alerts().getOrDefault(rule, Alert.NONE);
        return outcome(rule).word() + (alert.hangsOn() == null ? "" : ", waits for " + alert.hangsOn());
    }

    private Outcome outcome(String rule) {
        return history.alerts().getOrDefault(rule, Alert.NONE).outcome();
    }

    /** The values that decided, as they were noted with the last event of each rule. */
    private Map<String, List<Reading>> values() {
        Map<String, List<Reading>> values = new LinkedHashMap<>();
        Collection<Delivery> deliveries = history.deliveries();
        deliveries.forEach(d -> values.put(d.event().rule(), d.event().reasons()));
        return values;
    }
}
