package io.callwatch.app;

import io.callwatch.connection.ConnectionTrouble;
import io.callwatch.connection.ProxyException;
import io.callwatch.graph.ErrorAnswer;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.RetryAfter;
import io.callwatch.ledger.LedgerException;
import io.callwatch.text.Causes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;

/** What camel-http throws, in Graph's words. The messages carry no link, no body, and of the headers the request's id alone. */
final class GraphFailures {
    private GraphFailures() {
    }

    /** Empty when the failure is none of the service's or the network's. */
    static Optional<GraphException> of(Throwable thrown, Instant now) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerException) {
                return Optional.empty(); // its connection may have failed as well, and asking for the page again mends nothing
            }
            if (cause instanceof GraphException known) {
                return Optional.of(known);
            }
            if (cause instanceof HttpOperationFailedException answer) {
                return Optional.of(ErrorAnswer.read(answer.getStatusCode(), answer.getResponseBody(),
                        header(answer.getResponseHeaders(), "request-id").orElse(""),
                        retryAfter(answer.getResponseHeaders(), now).orElse(null)));
            }
            if (cause instanceof ProxyException proxy && proxy.wantsLogin()) {
                return Optional.of(new GraphException(Failure.AUTH, proxy.getMessage()));
            }
            if (cause instanceof IOException) {
                boolean late = Causes.anyIs(cause, InterruptedIOException.class);
                return Optional.of(new GraphException(late ? Failure.TIMEOUT : Failure.NETWORK, ConnectionTrouble.of(cause)));
            }
        }
        return Optional.empty();
    }

    static Optional<Duration> retryAfter(Map<String, ?> headers, Instant now) {
        return header(headers, "Retry-After").flatMap(value -> RetryAfter.parse(value, now));
    }

    /** Whatever its case: Camel keeps it as it came. */
    private static Optional<String> header(Map<String, ?> headers, String name) {
        return headers == null ? Optional.empty() : headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .map(header -> String.valueOf(header.getValue()));
    }
}
