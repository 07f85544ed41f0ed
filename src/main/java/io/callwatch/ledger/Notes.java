package io.callwatch.ledger;

import java.sql.SQLException;
import java.util.Optional;

/** Small things that outlive a process, by name. Methods work inside the caller's transaction. */
public final class Notes {
    private Notes() {
    }

    public static Optional<String> get(Sql sql, String name) throws SQLException {
        return sql.first("SELECT value FROM notes WHERE name = ?", row -> row.getString(1), name);
    }

    public static void put(Sql sql, String name, String value) throws SQLException {
        sql.update("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name, value);
    }

    /** @return whether it was there */
    public static boolean remove(Sql sql, String name) throws SQLException {
        return sql.update("DELETE FROM notes WHERE name = ?", name) > 0;
    }
}
