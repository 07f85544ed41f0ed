package io.callwatch.destination;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A file of alerts could not be opened, read or written; the message names the file and what to do. */
public final class AlertFileException extends IOException {
    public AlertFileException(String message) {
        super(message);
    }

    public AlertFileException(String message, IOException cause) {
        super(message + ": " + reason(cause), cause);
    }

    /** Without its path: the file system's exceptions carry their reason in their name, or beside the path in their message. */
    public static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else is in the way";
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
