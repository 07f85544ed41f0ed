package io.callwatch.destination;

import java.io.IOException;

/** A file of alerts could not be opened, read or written; the message names the file and what to do. */
public final class AlertFileException extends IOException {
    public AlertFileException(String message) {
        super(message);
    }

    public AlertFileException(String message, IOException cause) {
        super(message + ": " + reason(cause), cause);
    }

    /** The file system's exceptions carry their reason in their name, their message being the path alone. */
    private static String reason(IOException cause) {
        if (cause instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof java.nio.file.NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof java.nio.file.FileAlreadyExistsException) {
            return "something else is in the way";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
