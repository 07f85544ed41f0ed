package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** On a PostgreSQL server what is written waits for its turn, whoever holds the ledger: all that a process beside that one needs. */
class ServerTurn implements Claim {
    /** Stands for 'callwatch' and its writing; advisory locks of a database share one space. */
    private static final long KEY = 0x63616c6c77617464L;
    /** Whose turn it is sees what was written before, where the server's default would be what stood there as it began to wait. */
    static final String SEES_THE_LAST = "SET default_transaction_isolation = 'read committed'";

    @Override
    public void take(Connection connection) throws SQLException {
    }

    /** The server ends it with the transaction; as any lock, it is waited for as long as {@link Schema#LOCK_TIMEOUT} says. */
    @Override
    public final void awaitTurn(Sql sql) throws SQLException {
        sql.number("SELECT COUNT(*) FROM pg_advisory_xact_lock(?)", KEY);
    }
}
