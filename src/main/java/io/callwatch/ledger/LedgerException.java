package io.callwatch.ledger;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A ledger that cannot be used: the message says which, why, and what to do. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** SQLite's extended codes say in their higher bits which kind of a primary one they are. */
    private static final int PRIMARY = 0xFF;
    private static final String POOLED = "what pools connections before the server, as PgBouncer, is in transaction mode: set "
            + "callwatch.ledger.url to the server itself, or have it pool sessions (pool_mode=session)";
    /**
     * By PostgreSQL's codes: lock_not_available, read_only_sql_transaction, insufficient_privilege, invalid_parameter_value,
     * invalid_sql_statement_name and duplicate_prepared_statement.
     */
    private static final Map<String, String> OF_A_SERVER = Map.of(
            "55P03", "another session has locked its tables: wait for that one, or end it",
            "25006", "the server takes no changes, as one that stands by for another does: set callwatch.ledger.url to the one that does, "
                    + "or let this user make them",
            "42501", "set callwatch.ledger.username to the user who made its tables, or GRANT this one SELECT, INSERT, UPDATE and DELETE on all "
                    + "of them",
            "22023", "a time zone is this process's, and the server does not know it by this name: set another one with "
                    + "-Duser.timezone=UTC before -jar, or in JAVA_OPTS; any other parameter is one of callwatch.ledger.url",
            "26000", POOLED,
            "42P05", POOLED);
    static final String IN_PLACE_OF_A_DAMAGED_FILE = "move the file away to begin anew (the last 30 days are then read again, every "
            + "alert keeps its id, and 'run' alerts of what ended within callwatch.first-alerts, 'backfill' of the rest), or put back a copy; "
            + "a -wal and a -shm that lie beside it are of the old file, and go with that";

    private final boolean held;

    public LedgerException(String message, Throwable cause) {
        this(message, cause, false);
    }

    LedgerException(String message) {
        this(message, null);
    }

    private LedgerException(String message, Throwable cause, boolean held) {
        super(message, cause);
        this.held = held;
    }

    /** The database refused some work, or does not answer: then the pool only says how long it waited, and its cause says why. */
    static LedgerException failed(String ledger, SQLException e) {
        SQLException why = e.getCause() instanceof SQLException cause ? cause : e;
        return new LedgerException("the ledger " + ledger + " failed: " + reason(why) + remedy(why).map(": "::concat).orElse(""), e);
    }

    /** What to do where SQLite's file is damaged, or the ledger is well and something around it is not; empty where that is not known. */
    static Optional<String> remedy(SQLException e) {
        int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & PRIMARY : SQLiteErrorCode.SQLITE_OK.code;
        if (code == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return Optional.of("make room on its disk, or see what else is wrong with that; the file itself stays where it is");
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return Optional.of(IN_PLACE_OF_A_DAMAGED_FILE);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return Optional.of("give this user write access to the file, to a -wal and a -shm that lie beside it, and to their folder; "
                    + "the file itself stays where it is");
        }
        return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code
                ? Optional.of("another program has the file in hand: wait for that one, or stop it")
                : Optional.ofNullable(e.getSQLState()).map(OF_A_SERVER::get);
    }

    /** PostgreSQL's driver says of a host that is not known, or does not answer, no more than that the attempt failed. */
    static String reason(SQLException e) {
        if (e.getCause() instanceof UnknownHostException) {
            return "no such host is known, or names cannot be looked up";
        }
        String said = firstLine(e.getMessage());
        String below = e.getCause() instanceof IOException cause && cause.getMessage() != null ? firstLine(cause.getMessage()) : said;
        return said.contains(below) ? said : said + " " + below;
    }

    /** Without the path: the file system's exceptions carry their reason beside it, or in their name. */
    static String reason(IOException e) {
        String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }

    /** Somebody else has it. */
    static LedgerException held(String ledger, String holder, String advice) {
        return new LedgerException("the ledger " + ledger + " is held by " + holder
                + ": stop that one first, or give this one " + advice + " of its own with callwatch.ledger.url", null, true);
    }

    /** PostgreSQL tells values of the row in the lines below. */
    static String firstLine(String text) {
        return text == null ? "no reason given" : text.strip().lines().findFirst().orElse("no reason given");
    }

    /** Whether it is well, but in another process's hands. */
    public boolean isHeld() {
        return held;
    }
}
