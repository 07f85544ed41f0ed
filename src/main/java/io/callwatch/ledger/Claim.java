package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** What a connection must have before anything is written by it. */
@FunctionalInterface
interface Claim {
    /** Nothing. */
    Claim NONE = connection -> { };

    /** @throws LedgerException where another process has it */
    void take(Connection connection) throws SQLException;
}
