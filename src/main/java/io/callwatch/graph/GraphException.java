package io.callwatch.graph;

import java.time.Duration;
import java.util.Optional;

/** A request to Graph or its token endpoint that failed; the message is fit for people and names no secret and no link. */
public class GraphException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final Duration retryAfter;

    public GraphException(Failure failure, String message) {
        this(failure, message, null);
    }

    /** @param retryAfter how long the service asks to wait; null when it does not say */
    public GraphException(Failure failure, String message, Duration retryAfter) {
        super(message);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    public Failure failure() {
        return failure;
    }

    /** For the log and for people: {@code TIMEOUT, no answer in time}. */
    public String words() {
        return failure + ", " + getMessage();
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
