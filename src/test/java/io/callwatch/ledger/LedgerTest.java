package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

    /** As of all that is pruned after a month: it would take its room on the disk twice until the process ends. */
    @Test
    @Tag("file-ledger")
    void whatWasMuchAtOnceLeavesNoLargeLogBehind() throws Exception {
        Path log = folder.resolve(LedgerPlace.FILE + "-wal");
        ledger.change(sql -> Notes.put(sql, "much", "x".repeat(LedgerFile.LARGEST_LOG * 2)));
        assertThat(log).satisfies(file -> assertThat(Files.size(file)).isGreaterThan(LedgerFile.LARGEST_LOG));
        for (String more : List.of("one", "two")) {
            ledger.change(sql -> Notes.put(sql, "little", more));
        }
        assertThat(log).satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(LedgerFile.LARGEST_LOG));
    }

    private static Connection itself(Sql sql) throws SQLException {
        return sql.list("SELECT 1", row -> row.getStatement().getConnection().unwrap(Connection.class)).get(0);
    }
}
