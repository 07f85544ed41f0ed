package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/** What a connection must have before anything is written by it. */
@FunctionalInterface
interface Claim {
    /** Nothing. */
    Claim NONE = connection -> { };

    /**
     * Of a file of SQLite: that nobody else writes from the first statement of a transaction on. One that reads first and then turns
     * to writing is refused at once where another process, a command beside a run, has written in between.
     */
    Claim FILE = connection -> connection.unwrap(SQLiteConnection.class).getConnectionConfig()
            .setTransactionMode(TransactionMode.IMMEDIATE);

    /** @throws LedgerException where another process has it */
    void take(Connection connection) throws SQLException;
}
