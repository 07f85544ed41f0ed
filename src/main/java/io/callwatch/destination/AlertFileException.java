package io.callwatch.destination;

import io.callwatch.text.FileTrouble;
import java.io.IOException;

/** A file of alerts could not be opened, read or written; the message names the file and what to do. */
public final class AlertFileException extends IOException {
    AlertFileException(String message) {
        super(message);
    }

    AlertFileException(String message, IOException cause) {
        super(message + ": " + FileTrouble.of(cause), cause);
    }

    /** A refusal stays as it is. */
    static AlertFileException of(String message, IOException cause) {
        return cause instanceof AlertFileException refusal ? refusal : new AlertFileException(message, cause);
    }
}
