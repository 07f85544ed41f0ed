package io.callwatch.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * One HTTP request, from before it has a connection to the last byte of its answer. When its time is over it loses the
 * connection, be that half made, and what then fails is called by its name.
 */
final class Attempt implements Deadlines.Timed {
    private static final String IN_CONTEXT = Attempt.class.getName();

    private final ExecRuntime runtime;
    private volatile boolean hasAnswer;
    private volatile boolean isLate;

    Attempt(ExecRuntime runtime, HttpContext context) {
        this.runtime = runtime;
        context.setAttribute(IN_CONTEXT, this);
    }

    /** Before TLS is begun: of a host with several addresses the client tries the next one when the connection to one is cut. */
    static void refuseLate(HttpContext context) throws IOException {
        if (context.getAttribute(IN_CONTEXT) instanceof Attempt attempt && attempt.isLate) {
            throw late(null);
        }
    }

    /** It failed, or its head is there: from now on it is done when the connection is given back. */
    void answered() {
        hasAnswer = true;
    }

    boolean isLate() {
        return isLate;
    }

    static SocketTimeoutException late(Exception cause) {
        SocketTimeoutException late = new SocketTimeoutException("not done in time");
        late.initCause(cause);
        return late;
    }

    /** What would still come is not wanted. */
    void giveUp() {
        runtime.discardEndpoint();
    }

    @Override
    public boolean isDone() {
        return hasAnswer && !runtime.isEndpointAcquired();
    }

    @Override
    public void cut() {
        isLate = true;
        runtime.discardEndpoint();
    }
}
