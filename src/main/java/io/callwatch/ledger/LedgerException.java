package io.callwatch.ledger;

/** A ledger that cannot be used: the message says which, why, and what to do. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
