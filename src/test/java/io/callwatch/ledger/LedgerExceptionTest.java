package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What to do where a ledger fails, also one of which a look has met the damaged part: of SQLite's codes there are finer ones than
 * the driver's words for them.
 */
class LedgerExceptionTest {
    private static final String DISK = ": make room on its disk, or see what else is wrong with that; the file itself stays where it is";
    private static final String ACCESS = ": give this user write access to the file, to a -wal and a -shm that lie beside it, and to their "
            + "folder; the file itself stays where it is";
    private static final String OTHER = ": another program has the file in hand: wait for that one, or stop it";

    @ParameterizedTest
    @CsvSource({"SQLITE_FULL, disk", "SQLITE_IOERR_WRITE, disk", "SQLITE_BUSY, other", "SQLITE_BUSY_SNAPSHOT, other",
        "SQLITE_LOCKED_SHAREDCACHE, other", "SQLITE_CORRUPT_VTAB, file", "SQLITE_NOTADB, file",
        "SQLITE_READONLY_DIRECTORY, access", "SQLITE_CANTOPEN, access"})
    void saysWhatToDoAboutTheFileOrWhatIsAroundIt(SQLiteErrorCode code, String where) {
        SQLException seen = new SQLiteException("seen", code);
        String message = LedgerException.failed("l.db", new SQLException("after 30000 ms", seen)).getMessage();
        assertThat(message).isEqualTo("the ledger l.db failed: seen"
                + switch (where) {
                    case "disk" -> DISK;
                    case "access" -> ACCESS;
                    case "other" -> OTHER;
                    default -> ": " + LedgerException.IN_PLACE_OF_A_DAMAGED_FILE;
                });
        assertThat(LedgerException.failed("l.db", seen)).hasMessage(message);
    }

    /** What such a one answers as another client's statements come to the same session of the server, or its own to two. */
    @ParameterizedTest
    @CsvSource({"prepared statement \"S_3\" does not exist, 26000", "prepared statement \"S_1\" already exists, 42P05"})
    void saysThatAPoolerKeepsNoSession(String seen, String state) {
        assertThat(LedgerException.failed("postgresql://db/cw", new SQLException(seen, state))).hasMessage("the ledger postgresql://db/cw "
                + "failed: " + seen + ": what pools connections before the server, as PgBouncer, is in transaction mode: set "
                + "callwatch.ledger.url to the server itself, or have it pool sessions (pool_mode=session)");
    }

    @ParameterizedTest
    @CsvSource({"reset by peer, it is gone reset by peer", ", it is gone", "it is gone, it is gone"})
    void saysWhatLiesBelowWhereThatSaysAnything(String below, String said) {
        assertThat(LedgerException.reason(new SQLException("it is gone", new IOException(below)))).isEqualTo(said);
    }
}
