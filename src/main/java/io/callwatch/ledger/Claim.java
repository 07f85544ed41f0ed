package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What a connection must have before anything is written by it. */
interface Claim {
    /** @throws LedgerException where another process has it */
    void take(Connection connection) throws SQLException;

    /** Before each work: @throws SQLException where what is written would be lost, or what is read another's */
    default void check() throws SQLException {
    }

    /** At the head of each transaction that writes, so that they come one after the other: SQLite sees to that by itself. */
    default void awaitTurn(Sql sql) throws SQLException {
    }

    /** How long a ledger that is closed waits for what is being written: a server may have fallen silent. */
    default Duration lastWrite() {
        return Duration.ofSeconds(1);
    }
}
