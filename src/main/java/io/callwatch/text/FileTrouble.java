package io.callwatch.text;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Why a file could not be opened, read or written, without its path: the file system's exceptions carry their reason in their
 * name, or beside the path in their message.
 */
public final class FileTrouble {
    private FileTrouble() {
    }

    /** @param thrown by a file's methods, or by a stream of its lines */
    public static String of(Exception thrown) {
        Throwable cause = thrown instanceof UncheckedIOException within ? within.getCause() : thrown;
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else is in the way";
        }
        if (cause instanceof CharacterCodingException) {
            return "not in UTF-8";
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
