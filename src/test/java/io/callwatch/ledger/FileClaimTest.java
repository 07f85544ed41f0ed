package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the file while a process has it open. */
class FileClaimTest {
    private static final String GONE = "its file was moved, deleted or replaced while this process has it open";

    @TempDir
    private Path folder;

    @Test
    void nothingIsWrittenIntoAFileThatWasMovedDeletedOrReplaced() throws Exception {
        Path path = folder.resolve("callwatch.db");
        Path away = folder.resolve("away.db");
        try (Ledger ledger = new LedgerFile("jdbc:sqlite:callwatch.db", null, null, folder).open()) {
            note(ledger, "before");
            Files.move(path, away);
            assertThatThrownBy(() -> note(ledger, "lost")).isInstanceOf(LedgerException.class).hasMessageContainingAll(path.toString(), GONE);
            assertThat(path).as("no new one is made").doesNotExist();
            Files.writeString(path, "another");
            assertThatThrownBy(ledger::hold).isInstanceOf(LedgerException.class).hasMessageContaining(GONE);
            Files.delete(path);
            Files.move(away, path);
            note(ledger, "put back");
            assertThat(ledger.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM notes WHERE name IN ('before', 'put back')")))
                    .isEqualTo(2);
        }
    }

    /** A connection that is made meanwhile would be to another file, and stay when this one is back. */
    @Test
    void nothingIsReadFromAFileThatTookItsPlace() throws Exception {
        Path path = folder.resolve("callwatch.db");
        Path away = folder.resolve("away.db");
        new LedgerFile("jdbc:sqlite:other.db", null, null, folder).open().close();
        try (Ledger ledger = new LedgerFile("jdbc:sqlite:callwatch.db", null, null, folder).open()) {
            note(ledger, "before");
            ledger.emptyLog();
            Files.move(path, away);
            Files.move(folder.resolve("other.db"), path);
            assertThatThrownBy(() -> readTwiceAtOnce(ledger)).isInstanceOf(LedgerException.class).hasMessageContaining(GONE);
            Files.delete(path);
            Files.move(away, path);
            assertThat(readTwiceAtOnce(ledger)).containsExactly(1L, 1L);
        }
    }

    private static List<Long> readTwiceAtOnce(Ledger ledger) throws SQLException {
        return ledger.<List<Long>>read(sql -> List.of(count(sql), ledger.<Long>read(FileClaimTest::count)));
    }

    private static long count(Sql sql) throws SQLException {
        return sql.number("SELECT COUNT(*) FROM notes WHERE name = 'before'");
    }

    private static void note(Ledger ledger, String name) {
        ledger.change(sql -> Notes.put(sql, name, name));
    }
}
