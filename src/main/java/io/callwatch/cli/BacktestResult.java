package io.callwatch.cli;

import io.callwatch.alert.Event;
import io.callwatch.app.Pass;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Quarantine;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Rule;
import io.callwatch.rule.RuleSet;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a backtest found, for people and as JSON. */
record BacktestResult(List<String> rules, long records, List<Event> events, long undecided, List<Quarantine.Entry> failed, int unread) {

    static BacktestResult of(Ledger ledger, RuleSet rules, int unread) {
        return ledger.read(sql -> new BacktestResult(rules.all().stream().map(Rule::name).toList(),
                sql.number("SELECT COUNT(*) FROM calls"), Outbox.standing(sql),
                sql.number("SELECT COUNT(*) FROM alerts WHERE outcome = 'undecided'"), Quarantine.reasons(sql), unread));
    }

    boolean isWhole() {
        return unread == 0 && failed.isEmpty();
    }

    String words() {
        StringBuilder text = new StringBuilder();
        Table matches = new Table("rule", "start", "call", "what", "values that decided");
        events.forEach(e -> matches.row(e.rule(), start(e), e.calls().get(0).id(), e.title(), values(e.reasons())));
        text.append(matches.isEmpty() ? "No rule matches.\n" : matches.toString()).append('\n');
        Table perDay = new Table(Stream.concat(Stream.of("day (UTC)"), rules.stream()).toArray(String[]::new));
        perDays().forEach((day, counts) -> perDay.row(Stream.concat(Stream.of(day),
                rules.stream().map(rule -> counts.getOrDefault(rule, 0L))).toArray()));
        if (!perDay.isEmpty()) {
            text.append(perDay).append('\n');
        }
        Table counts = new Table("rule", "alerts");
        rules.forEach(rule -> counts.row(rule, events.stream().filter(e -> rule.equals(e.rule())).count()));
        text.append(counts).append("\n").append(Pass.count(records, "record")).append(", ")
                .append(Pass.count(undecided, "verdict")).append(" undecided");
        setAside().forEach(line -> text.append('\n').append(line));
        return text.append(unread == 0 ? ""
                : "\n" + Pass.count(unread, "window") + " could not be read: this is not the whole span.").toString();
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
        return events.stream().map(e -> e.rule() + " " + e.calls().get(0).id()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param other null where nothing is compared */
    String json(List<String> differences, BacktestResult other) {
        Set<String> here = alerts();
        Set<String> there = other == null ? here : other.alerts();
        return new Json().put("differences", differences)
                .put("added", there.stream().filter(alert -> !here.contains(alert)).toList())
                .put("removed", here.stream().filter(alert -> !there.contains(alert)).toList())
                .put("records", records).put("undecided", undecided).put("unreadSpans", unread)
                .put("alerts", events.stream().map(e -> new Json().put("rule", e.rule()).put("type", e.type().word())
                        .put("calls", e.calls().stream().map(c -> c.id()).toList()).put("group", e.group()).put("title", e.title())
                        .put("values", e.reasons().stream().map(r -> new Json().put("part", r.part()).put("value", r.value()).map())
                                .toList()).map()).toList())
                .put("failed", failures()).put("otherFailed", other == null ? List.of() : other.failures()).toString();
    }

    private List<?> failures() {
        return failed.stream().map(e -> new Json().put("callId", e.callId()).put("rule", e.rule())
                .put("reason", e.reason()).map()).toList();
    }

    private Map<LocalDate, Map<String, Long>> perDays() {
        return events.stream().filter(e -> e.calls().get(0).startDateTime() != null).collect(Collectors.groupingBy(
                e -> e.calls().get(0).startDateTime().atOffset(ZoneOffset.UTC).toLocalDate(), TreeMap::new,
                Collectors.groupingBy(Event::rule, Collectors.counting())));
    }

    private static Instant start(Event event) {
        return event.calls().get(0).startDateTime();
    }

    private static String values(List<Reason> reasons) {
        return reasons.stream().map(r -> r.part() + " = " + r.value()).collect(Collectors.joining(", "));
    }
}
