package io.callwatch.ledger;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** A ledger that cannot be used: the message says which, why, and what to do. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean held;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
        this.held = false;
    }

    private LedgerException(String message) {
        super(message);
        this.held = true;
    }

    /** The database refused some work, or does not answer: then the pool only says how long it waited, and its cause says why. */
    static LedgerException failed(String ledger, SQLException e) {
        return new LedgerException("the ledger " + ledger + " failed: "
                + reason(e.getCause() instanceof SQLException cause ? cause : e), e);
    }

    /** PostgreSQL's driver says of a host that is not known, or does not answer, no more than that the attempt failed. */
    static String reason(SQLException e) {
        if (e.getCause() instanceof UnknownHostException) {
            return "no such host is known, or names cannot be looked up";
        }
        String said = firstLine(e.getMessage());
        String below = e.getCause() instanceof IOException cause ? firstLine(cause.getMessage()) : said;
        return said.contains(below) ? said : said + " " + below;
    }

    /** Somebody else has it. */
    static LedgerException held(String ledger, String holder, String advice) {
        return new LedgerException("the ledger " + ledger + " is held by " + holder
                + ": stop that one first, or give this one " + advice + " of its own with callwatch.ledger.url");
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
