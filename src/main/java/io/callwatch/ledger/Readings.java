package io.callwatch.ledger;

import io.callwatch.graph.LastRead;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which spans of start time were read completely, by whatever sweep, and when that reading began. A pass gives all its
 * windows one such time, so that neighbours become one row and the rows stay few. Methods work inside the caller's transaction.
 */
final class Readings {
    private final long tenant;

    Readings(long tenant) {
        this.tenant = tenant;
    }

    /** A later reading takes the place of an earlier one. */
    void add(Sql sql, Window window, Instant began) throws SQLException {
        List<LastRead.Reading> touched = list(sql, "from_ms <= ? AND to_ms >= ?", window.to().toEpochMilli(),
                window.from().toEpochMilli());
        Spans mine = Spans.of(window);
        List<LastRead.Reading> rows = new ArrayList<>();
        for (LastRead.Reading row : touched) {
            if (row.at().isAfter(began)) {
                mine = mine.minus(row.window());
                rows.add(row);
            }
        }
        for (LastRead.Reading row : touched) {
            if (row.at().equals(began)) {
                mine = mine.plus(row.window());
            } else if (row.at().isBefore(began)) {
                row.window().minus(window).forEach(rest -> rows.add(new LastRead.Reading(rest, row.at())));
            }
        }
        mine.windows().forEach(part -> rows.add(new LastRead.Reading(part, began)));
        delete(sql, touched);
        insert(sql, rows);
    }

    /** Of what the service no longer has it does not matter when it was read: it becomes as few rows as there are spans. */
    void age(Sql sql, Instant oldest) throws SQLException {
        List<LastRead.Reading> old = list(sql, "to_ms <= ?", oldest.toEpochMilli());
        if (old.size() > 1) {
            delete(sql, old);
            insert(sql, Spans.of(old.stream().map(LastRead.Reading::window).toList()).windows().stream()
                    .map(window -> new LastRead.Reading(window, window.to())).toList());
        }
    }

    List<LastRead.Reading> all(Sql sql) throws SQLException {
        return list(sql, "TRUE");
    }

    private List<LastRead.Reading> list(Sql sql, String where, Object... arguments) throws SQLException {
        return sql.list("SELECT from_ms, to_ms, read_ms FROM covered WHERE tenant = ? AND " + where + " ORDER BY from_ms",
                row -> new LastRead.Reading(Coverage.window(row), Instant.ofEpochMilli(row.getLong(3))), tenant, List.of(arguments));
    }

    private void delete(Sql sql, List<LastRead.Reading> rows) throws SQLException {
        sql.batch("DELETE FROM covered WHERE tenant = ? AND from_ms = ?",
                rows.stream().map(row -> new Object[] {tenant, row.window().from().toEpochMilli()}).toList());
    }

    private void insert(Sql sql, List<LastRead.Reading> rows) throws SQLException {
        sql.batch("INSERT INTO covered (tenant, from_ms, to_ms, read_ms) VALUES (?, ?, ?, ?)",
                rows.stream().map(row -> new Object[] {tenant,
                    row.window().from().toEpochMilli(), row.window().to().toEpochMilli(), row.at().toEpochMilli()}).toList());
    }
}
