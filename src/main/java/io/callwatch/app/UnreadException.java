package io.callwatch.app;

/** What was asked of the service did not come. The message is for people. */
public final class UnreadException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadException(String reason) {
        super(reason);
    }
}
