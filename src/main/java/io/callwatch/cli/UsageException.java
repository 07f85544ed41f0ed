package io.callwatch.cli;

/** A command that was given something it cannot work with; the message is for the person who typed it. */
class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
