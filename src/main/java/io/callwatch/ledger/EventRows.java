package io.callwatch.ledger;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** An event as a row of the ledger, and back. The calls are kept as Graph sent them and read anew. */
final class EventRows {
    /** Unit and record separator: no part of a condition holds them, and in values they are not worth keeping. */
    private static final String BETWEEN = "\u001f";
    private static final String END = "\u001e";

    private EventRows() {
    }

    static Object[] arguments(Event event) {
        return new Object[] {event.id(), event.tenantId(), event.type().word(), event.rule(), event.severity().word(),
            event.title(), event.timestamp().toEpochMilli(), event.group(),
            event.calls().size() == 1 && !event.isBurst() ? event.calls().get(0).id() : null,
            event.calls().stream().map(call -> call.raw().text()).collect(Collectors.joining(",", "[", "]")),
            event.reasons().stream().map(r -> clean(r.part()) + BETWEEN + clean(r.value())).collect(Collectors.joining(END)),
            event.firstId(), happened(event).toEpochMilli()};
    }

    static Event read(ResultSet row) throws SQLException {
        return new Event(row.getString("id"), EventType.of(row.getString("type")),
                Sql.instant(row, "created_ms"), row.getString("tenant_id"), row.getString("rule"),
                Severity.of(row.getString("severity")), row.getString("title"),
                calls(row.getString("calls")), row.getString("group_value"), reasons(row.getString("reasons")),
                row.getString("first_id"));
    }

    /** When the last of its calls was over. */
    private static Instant happened(Event event) {
        return event.calls().stream().map(call -> call.endDateTime() == null ? call.startDateTime() : call.endDateTime())
                .filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(event.timestamp());
    }

    private static List<CallRecord> calls(String json) throws SQLException {
        try {
            Page page = PageReader.readList(("{\"value\":" + json + "}").getBytes(StandardCharsets.UTF_8));
            return page.records();
        } catch (GraphException e) {
            throw new SQLException("an event's records are damaged: " + e.getMessage(), e);
        }
    }

    private static List<Reason> reasons(String text) {
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(END))
                .map(line -> line.split(BETWEEN, 2))
                .map(pair -> new Reason(pair[0], pair[1]))
                .toList();
    }

    private static String clean(String text) {
        return text.replace(BETWEEN, " ").replace(END, " ");
    }
}
