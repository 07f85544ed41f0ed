package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
            assertThat(ledger.<Long, SQLException>read(sql -> sql.number("SELECT COUNT(*) FROM notes WHERE name IN ('before', 'put back')")))
                    .isEqualTo(2);
        }
    }

    private static void note(Ledger ledger, String name) {
        ledger.change(sql -> Notes.put(sql, name, name));
    }
}
