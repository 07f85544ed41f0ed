package io.callwatch.cli;

import io.callwatch.alert.Alert;
import io.callwatch.alert.Event;
import io.callwatch.app.UnreadException;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.config.Durations;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.PageReader;
import io.callwatch.ledger.CallHistory;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Quarantine;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Rule;
import io.callwatch.rule.RuleSet;
import io.callwatch.text.OneLine;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * A call's history in words and as JSON.
 *
 * @param values by rule: each part of its condition with its value, from its last event or from the record as it is listed now
 * @param listed the version that the service lists; null where no rule needed it, or it could not be had
 * @param unread why it could not be had; null where it could
 */
record Explained(String callId, CallHistory history, RuleSet rules, Map<String, List<Reason>> values, Long listed, String unread) {
    static Explained of(String callId, CallHistory history, RuleSet rules, Callable<CallRecord> service) throws Exception {
        Map<String, List<Reason>> values = new LinkedHashMap<>();
        // a burst's event has no values of this call
        history.deliveries().stream().map(Delivery::event).filter(event -> !event.isBurst() && !isOvertaken(history, event))
                .forEach(event -> values.put(event.rule(), event.reasons()));
        List<Rule> silent = rules.all().stream().filter(rule -> values.getOrDefault(rule.name(), List.of()).isEmpty()).toList();
        if (silent.isEmpty() || history.tenant() == null || !history.isSeen() || history.isOnlyTold()) {
            return new Explained(callId, history, rules, values, null, null);
        }
        try {
            CallRecord now = service.call();
            silent.forEach(rule -> values.put(rule.name(), rule.reasons(now)));
            return new Explained(callId, history, rules, values, now.version(), null);
        } catch (UnreadException e) {
            return new Explained(callId, history, rules, values, null, e.getMessage());
        }
    }

    /** By a verdict that was told to nobody and saw other values: one that is undecided, or, after a withdrawal, no match again. */
    private static boolean isOvertaken(CallHistory history, Event event) {
        Alert alert = history.alerts().getOrDefault(event.rule(), Alert.NONE);
        return alert.outcome() == Outcome.UNDECIDED
                || alert.outcome() == Outcome.NO_MATCH && event.calls().stream().noneMatch(call -> call.version() >= alert.version());
    }

    String words(Optional<Instant> alertsFrom, Instant now) {
        if (!history.isSeen()) {
            return "The call " + OneLine.of(callId) + " was never seen, or is forgotten: a record comes up to 150 minutes after its call "
                    + "has ended, and the ledger knows a call for 31 days after its start.";
        }
        StringBuilder text = new StringBuilder("Call ").append(OneLine.of(callId)).append("\n\n");
        if (history.isOnlyTold()) {
            text.append("The service lists the last 30 days alone: what was told of this call is still known, its versions and verdicts "
                    + "are not.\n");
        } else {
            sayVersionsAndVerdicts(text, now);
        }
        sayWhatRulesSaw(text);
        sayWhichToldNobody(text, alertsFrom);
        sayWhatIsMissingOrOld(text);
        history.quarantined().forEach(e -> text.append(e.dismissed() ? "\nDismissed from quarantine" : "\nIn quarantine")
                .append(e.rule() == null ? "" : " for " + e.rule()).append(": ").append(e.reason()).append('\n'));
        if (!history.deliveries().isEmpty()) {
            Table sent = new Table("event", "type", "rule", "destination", "state", "when", "reason");
            history.deliveries().forEach(d -> sent.row(d.event().id(), d.event().type().word(), d.event().rule(), d.destination(),
                    d.state().word(), d.last() == null ? "-" : d.last(), d.failure()));
            text.append('\n').append(sent);
        }
        return text.toString().stripTrailing();
    }

    private void sayVersionsAndVerdicts(StringBuilder text, Instant now) {
        Table versions = new Table("version", "seen");
        history.versions().forEach((version, seen) -> versions.row(version, seen + " (" + StatusCommand.ago(seen, now) + ")"));
        text.append(versions).append('\n');
        Table verdicts = new Table("rule", "verdict", "condition");
        rules.all().forEach(rule -> verdicts.row(rule.name(), verdict(rule.name()), rule.when()));
        text.append(verdicts);
    }

    private void sayWhatRulesSaw(StringBuilder text) {
        values.forEach((rule, reasons) -> text.append(reasons.isEmpty() ? "" : "\n" + rule
                + (isEdited(rule) ? " saw, under an earlier condition:\n" : " saw:\n")
                + reasons.stream().map(r -> "  " + OneLine.of(r.part() + " = " + r.value()) + "\n").collect(Collectors.joining())));
    }

    private void sayWhichToldNobody(StringBuilder text, Optional<Instant> alertsFrom) {
        alertsFrom.ifPresent(from -> rules.all().stream().filter(rule -> isUntold(rule, from))
                .forEach(rule -> text.append('\n').append(rule.name()).append(" told nobody: the call ended before ").append(from)
                        .append(", from when on the first start alerts; a 'backfill' of it does.\n")));
        rules.all().stream().filter(this::isInNoBurst).forEach(rule -> text.append('\n').append(rule.name())
                .append(" told nobody: of the call's group fewer than ").append(rule.burst().count()).append(" calls matched within ")
                .append(Durations.words(rule.burst().within())).append(".\n"));
    }

    private void sayWhatIsMissingOrOld(StringBuilder text) {
        if (unread != null) {
            text.append("\nThe values of rules that did not match are not shown: the call could not be read again (")
                    .append(unread).append(").\n");
        }
        if (listed != null && history.versions().keySet().stream().noneMatch(version -> version >= listed)) {
            text.append("\nThe service lists version ").append(listed).append(" by now, which is not judged yet; the values are its.\n");
        }
        if (isJudgedByOthers()) {
            text.append("\nThe rules have changed since this call was judged: of one that was added or edited, the verdict is of before. "
                    + "The next pass that reads the call judges it anew; where no sweep looks back so far, "
                    + "'backfill --from INSTANT --to INSTANT' does.\n");
        }
    }

    /** Which of them were, nobody remembers. */
    private boolean isJudgedByOthers() {
        return history.judgedBy() != null && history.judgedBy() != rules.fingerprint();
    }

    /** A match that the first start has kept to itself, and to its bursts. */
    private boolean isUntold(Rule rule, Instant alertsFrom) {
        Alert alert = alert(rule.name());
        return alert.outcome() == Outcome.MATCH && alert.told() == Alert.Told.NOTHING
                && (rule.burst() == null || !history.grouped().contains(rule.name()))
                && history.start() != null && history.start().isBefore(alertsFrom);
    }

    /** Nor was in one that was taken back. */
    private boolean isInNoBurst(Rule rule) {
        return rule.burst() != null && history.inNoBurst().contains(rule.name())
                && history.deliveries().stream().noneMatch(delivery -> rule.name().equals(delivery.event().rule()));
    }

    /** What a rule says today of the same call has other parts. */
    private boolean isEdited(String rule) {
        return history.deliveries().stream().map(Delivery::event)
                .filter(event -> rule.equals(event.rule()) && !event.reasons().isEmpty() && event.calls().size() == 1)
                .reduce((earlier, later) -> later).filter(event -> !isOvertaken(history, event)).flatMap(event -> rules.rule(rule)
                        .map(r -> !parts(r.reasons(event.calls().get(0))).equals(parts(event.reasons())))).orElse(false);
    }

    private static List<String> parts(List<Reason> reasons) {
        return reasons.stream().map(Reason::part).toList();
    }

    String json() {
        List<?> versions = history.versions().entrySet().stream()
                .map(e -> new JsonObject().put("version", e.getKey()).put("seen", e.getValue())).toList();
        List<?> verdicts = rules.all().stream().map(Rule::name).map(name -> new JsonObject().put("rule", name)
                .put("verdict", verdictWord(name))
                .put("hangsOn", alert(name).hangsOn())
                .put("values", json(values.getOrDefault(name, List.of())))).toList();
        List<?> deliveries = history.deliveries().stream().map(d -> new JsonObject().put("event", d.event().id())
                .put("type", d.event().type().word()).put("rule", d.event().rule()).put("destination", d.destination())
                .put("state", d.state().word()).put("last", d.last()).put("reason", d.failure())).toList();
        List<?> quarantined = history.quarantined().stream().map(e -> new JsonObject().put("rule", e.rule())
                .put("reason", e.reason()).put("dismissed", e.dismissed())).toList();
        return new JsonObject().put("callId", callId).put("seen", history.isSeen()).put("rulesChanged", isJudgedByOthers())
                .put("versions", versions).put("verdicts", verdicts).put("listedVersion", listed).put("unread", unread)
                .put("deliveries", deliveries)
                .put("quarantined", quarantined).toString();
    }

    static List<JsonObject> json(List<Reason> reasons) {
        return reasons.stream().map(reason -> new JsonObject().put("part", reason.part()).put("value", reason.value())).toList();
    }

    /** What is known of the call under a rule. */
    private Alert alert(String rule) {
        return history.alerts().getOrDefault(rule, Alert.NONE);
    }

    private String verdict(String rule) {
        String hangsOn = alert(rule).hangsOn();
        return verdictWord(rule) + (hangsOn == null ? "" : ", waits for " + hangsOn);
    }

    private static long version(String record) {
        try {
            return PageReader.readRecord(record).records().stream().mapToLong(CallRecord::version).findFirst().orElse(Long.MAX_VALUE);
        } catch (GraphException e) {
            return Long.MAX_VALUE; // of none, it is the last word
        }
    }

    /** {@code none} where the record, or this rule on it, could not be read or judged and there was no verdict before. */
    private String verdictWord(String rule) {
        boolean unjudged = history.versions().isEmpty() || history.quarantined().stream().anyMatch(e -> rule.equals(e.rule())
                && !(e.dismissed() && isOfAnother(e)) && version(e.raw()) >= Collections.max(history.versions().keySet()));
        return unjudged && !history.alerts().containsKey(rule) ? "none" : alert(rule).outcome().word();
    }

    /** What an earlier condition failed on was judged again since. */
    private boolean isOfAnother(Quarantine.Entry entry) {
        return rules.rule(entry.rule()).filter(rule -> rule.when().equals(entry.condition())).isEmpty();
    }
}
