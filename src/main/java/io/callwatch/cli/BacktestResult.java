package io.callwatch.cli;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Quarantine;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Rule;
import io.callwatch.rule.RuleSet;
import io.callwatch.text.HowMany;
import io.callwatch.text.OneLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a backtest found, for people and as JSON. Events are gone through in the ledger, one by one: a rule that is being tried may
 * match every call.
 */
record BacktestResult(Ledger ledger, List<String> rules, long records, long undecided, List<Quarantine.Entry> failed, int unread) {

    static BacktestResult of(Ledger ledger, RuleSet rules, int unread) {
        return ledger.read(sql -> new BacktestResult(ledger, rules.all().stream().map(Rule::name).toList(),
                sql.number("SELECT COUNT(*) FROM calls"),
                sql.number("SELECT COUNT(*) FROM alerts WHERE outcome = 'undecided'"), Quarantine.reasons(sql), unread));
    }

    boolean isWhole() {
        return unread == 0 && failed.isEmpty();
    }

    /** Whether a call of this id was among the records. */
    boolean isJudged(String callId) {
        return ledger.read(sql -> sql.number("SELECT COUNT(*) FROM calls WHERE call_id = ?", callId) > 0);
    }

    /** Takes each alert that holds in the end. @return how many there are */
    int forEach(Consumer<Event> taker) {
        return ledger.read(sql -> Outbox.standing(sql, taker));
    }

    String words() {
        StringBuilder text = new StringBuilder();
        Table matches = new Table("rule", "start", "call", "what", "values that decided");
        Map<String, Long> perRule = new TreeMap<>();
        Map<LocalDate, Map<String, Long>> perDays = new TreeMap<>();
        int all = forEach(e -> {
            if (matches.size() < Table.MOST) {
                matches.row(e.rule(), start(e), e.calls().get(0).id(), e.title(), values(e.reasons()));
            }
            perRule.merge(e.rule(), 1L, Long::sum);
            if (start(e) != null) {
                perDays.computeIfAbsent(LocalDate.ofInstant(start(e), ZoneOffset.UTC), day -> new TreeMap<>()).merge(e.rule(), 1L, Long::sum);
            }
        });
        text.append(matches.isEmpty() ? "No rule matches.\n" : matches + matches.left(all)).append('\n');
        Table perDay = new Table(Stream.concat(Stream.of("day (UTC)"), rules.stream()).toArray(String[]::new));
        perDays.forEach((day, counts) -> perDay.row(Stream.concat(Stream.of(day),
                rules.stream().map(rule -> counts.getOrDefault(rule, 0L))).toArray()));
        if (!perDay.isEmpty()) {
            text.append(perDay).append('\n');
        }
        Table counts = new Table("rule", "alerts");
        rules.forEach(rule -> counts.row(rule, perRule.getOrDefault(rule, 0L)));
        text.append(counts).append("\n").append(HowMany.of(records, "record")).append(", ")
                .append(HowMany.of(undecided, "verdict")).append(" undecided");
        setAside().limit(Table.MOST).forEach(line -> text.append('\n').append(line));
        int left = failed.size() - Table.MOST;
        return text.append(left <= 0 ? "" : "\n" + left + " more that are set aside are not shown; '--json' lists all of them.")
                .append(unread == 0 ? "" : "\n" + HowMany.of(unread, "span") + " could not be read: this is not all.")
                .toString();
    }

    private Stream<String> setAside() {
        return failed.stream().map(e -> "set aside: " + OneLine.of(Objects.toString(e.callId(), "a record")
                + (e.rule() == null ? "" : " for " + e.rule()) + ": " + e.reason()));
    }

    /** What other rules add and take away, by rule and call; and what they failed on, which may seem to be taken away. */
    String comparison(BacktestResult other, Object name) {
        Set<String> here = alerts();
        Set<String> there = other.alerts();
        StringBuilder text = new StringBuilder("\nwith " + name + ":\n");
        there.stream().filter(alert -> !here.contains(alert)).forEach(alert -> text.append("  + ").append(OneLine.of(alert)).append('\n'));
        here.stream().filter(alert -> !there.contains(alert)).forEach(alert -> text.append("  - ").append(OneLine.of(alert)).append('\n'));
        text.append(here.equals(there) ? "  the same alerts\n" : "");
        Set<String> alike = setAside().collect(Collectors.toSet());
        other.setAside().filter(line -> !alike.contains(line)).forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private Set<String> alerts() {
        Set<String> alerts = new TreeSet<>();
        forEach(e -> alerts.add(e.rule() + " " + e.calls().get(0).id()));
        return alerts;
    }

    /** @param other null where nothing is compared */
    void printJson(List<String> differences, BacktestResult other) {
        Set<String> here = other == null ? Set.of() : alerts();
        Set<String> there = other == null ? Set.of() : other.alerts();
        try (JsonDocument document = new JsonDocument()) {
            document.put(new JsonObject().put("differences", differences)
                    .put("added", there.stream().filter(alert -> !here.contains(alert)).toList())
                    .put("removed", here.stream().filter(alert -> !there.contains(alert)).toList())
                    .put("records", records).put("undecided", undecided).put("unreadSpans", unread));
            document.list("alerts", entries -> forEach(e -> entries.accept(json(e))));
            document.list("failed", this::failures);
            document.list("otherFailed", other == null ? none -> { } : other::failures);
        }
    }

    private static JsonObject json(Event e) {
        return new JsonObject().put("rule", e.rule()).put("type", e.type().word())
                .put("calls", e.calls().stream().map(CallRecord::id).toList()).put("group", e.group()).put("title", e.title())
                .put("values", Explained.json(e.reasons()));
    }

    private void failures(Consumer<JsonObject> entries) {
        failed.forEach(e -> entries.accept(new JsonObject().put("callId", e.callId()).put("rule", e.rule()).put("reason", e.reason())));
    }

    private static Instant start(Event event) {
        return event.calls().get(0).startDateTime();
    }

    private static String values(List<Reason> reasons) {
        return reasons.stream().map(r -> r.part() + " = " + r.value()).collect(Collectors.joining(", "));
    }
}
