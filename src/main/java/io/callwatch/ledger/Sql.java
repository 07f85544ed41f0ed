package io.callwatch.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Statements with their arguments, on one connection inside one transaction; a collection among these stands for its elements. For
 * one thread.
 */
public final class Sql {
    /** Makes a value of the row at hand. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Of values of which each is a mark in the statement. */
    static final int AT_ONCE = 500;

    private final Statements statements;

    Sql(Statements statements) {
        this.statements = statements;
    }

    public <T> List<T> list(String sql, Row<T> row, Object... arguments) throws SQLException {
        List<T> list = new ArrayList<>();
        each(sql, row, list::add, arguments);
        return list;
    }

    /** What may be more than the memory holds. @return how many rows there were */
    <T> int each(String sql, Row<T> row, Consumer<T> taker, Object... arguments) throws SQLException {
        return with(sql, statement -> {
            set(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                int count = 0;
                for (; rows.next(); count++) {
                    taker.accept(row.read(rows));
                }
                return count;
            }
        });
    }

    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) throws SQLException {
        List<T> list = list(sql, row, arguments);
        return list.isEmpty() ? Optional.empty() : Optional.ofNullable(list.get(0));
    }

    /** Whether there is any row. */
    boolean any(String sql, Object... arguments) throws SQLException {
        return first(sql, row -> 1, arguments).isPresent();
    }

    /** The number in the first column of the only row. */
    public long number(String sql, Object... arguments) throws SQLException {
        return first(sql, row -> row.getLong(1), arguments).orElseThrow();
    }

    /** @return how many rows it changed */
    public int update(String sql, Object... arguments) throws SQLException {
        return with(sql, statement -> {
            set(statement, arguments);
            return statement.executeUpdate();
        });
    }

    /** The same statement once for each row of arguments, sent together. */
    void batch(String sql, List<Object[]> rows) throws SQLException {
        if (!rows.isEmpty()) {
            with(sql, statement -> {
                for (Object[] row : rows) {
                    set(statement, row);
                    statement.addBatch();
                }
                return statement.executeBatch();
            });
        }
    }

    /** {@code (?, ?, ?)} for a list of that many arguments; for none one that holds nothing. */
    static String marks(int count) {
        return count == 0 ? "('')" : "(" + "?, ".repeat(count - 1) + "?)";
    }

    /** The values, as many at a time as one statement is to have. */
    static <T> List<List<T>> parts(List<T> values) {
        return IntStream.iterate(0, from -> from < values.size(), from -> from + AT_ONCE)
                .mapToObj(from -> values.subList(from, Math.min(values.size(), from + AT_ONCE))).toList();
    }

    /** The column's milliseconds as an instant; null where it has none. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** The number in the first column; null where it has none. */
    static Long nullableLong(ResultSet row) throws SQLException {
        long value = row.getLong(1);
        return row.wasNull() ? null : value;
    }

    private <T> T with(String sql, Use<T> use) throws SQLException {
        PreparedStatement statement = statements.take(sql);
        T result = use.of(statement); // where that fails the connection is closed, or gives back what is open
        statements.giveBack(sql, statement);
        return result;
    }

    private static void set(PreparedStatement statement, Object... arguments) throws SQLException {
        int place = 0;
        for (Object argument : arguments) {
            if (argument instanceof Collection<?> several) {
                for (Object each : several) {
                    setOne(statement, ++place, each);
                }
            } else {
                setOne(statement, ++place, argument);
            }
        }
    }

    /** PostgreSQL has no text with a NUL in it, and one name that has must not cost its page. */
    private static void setOne(PreparedStatement statement, int place, Object argument) throws SQLException {
        statement.setObject(place, argument instanceof String text && text.indexOf('\0') >= 0 ? text.replace('\0', '\uFFFD') : argument);
    }
}
