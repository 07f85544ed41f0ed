package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LedgerTest extends WithLedger {
    @Test
    void whoReadsLeavesTheConnectionToTheNext() throws Exception {
        assertThat(ledger.<Connection>read(LedgerTest::itself).isClosed()).isFalse();
    }

    /** Else its file would be open as long as the process, which is a host's that goes on. */
    @Test
    @Tag("file-ledger")
    void whoReadsWhileItIsClosedEndsThatAndLeavesNoConnectionOpen() throws Exception {
        Connection itself = ledger.<Connection>read(sql -> {
            ledger.close();
            return itself(sql);
        });
        assertThat(itself.isClosed()).isTrue();
    }

    private static Connection itself(Sql sql) throws SQLException {
        return sql.list("SELECT 1", row -> row.getStatement().getConnection().unwrap(Connection.class)).get(0);
    }
}
