package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepared statements of one connection, the latest used of them kept: to prepare one costs more than to run it. For one thread
 * at a time.
 */
final class Statements {
    private final Connection connection;
    private final int kept;
    /** What is taken is out of it, and comes back behind the others. */
    private final Map<String, PreparedStatement> bySql = new LinkedHashMap<>();

    Statements(Connection connection, int kept) {
        this.connection = connection;
        this.kept = kept;
    }

    /** To be given back, and not closed. */
    PreparedStatement take(String sql) throws SQLException {
        PreparedStatement known = bySql.remove(sql);
        return known == null ? connection.prepareStatement(sql) : known;
    }

    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement over = bySql.put(sql, statement);
        if (bySql.size() > kept) {
            over = bySql.remove(bySql.keySet().iterator().next());
        }
        if (over != null) {
            over.close();
        }
    }
}
