package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.Failure;
import io.callwatch.ledger.LedgerException;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;

class GraphFailuresTest {
    /** To ask for the page again would judge that one alone, and what came before it would pass for judged. */
    @Test
    void aLedgerWhoseConnectionIsCutIsNoFailureOfTheService() {
        Throwable cut = new LedgerException("the ledger failed", new SQLException("I/O error", new EOFException()));
        assertThat(GraphFailures.of(new IllegalStateException(cut), Instant.EPOCH)).isEmpty();
        assertThat(GraphFailures.of(new IllegalStateException(new EOFException()), Instant.EPOCH)).hasValueSatisfying(
                failure -> assertThat(failure.failure()).isEqualTo(Failure.NETWORK));
        assertThat(GraphFailures.of(new SocketTimeoutException(), Instant.EPOCH)).hasValueSatisfying(
                failure -> assertThat(failure.failure()).isEqualTo(Failure.TIMEOUT));
    }

    @Test
    void theServiceMayWriteItsRetryAfterInAnyCase() {
        assertThat(GraphFailures.retryAfter(Map.of("retry-after", "30"), Instant.EPOCH)).contains(Duration.ofSeconds(30));
    }

    /** Whoever asks Microsoft why is asked for that number, and of a gateway's answer in HTML it is all there is. */
    @Test
    void whereTheBodyDoesNotNameTheRequestItsHeaderDoes() {
        assertThat(message(502, "<html>")).isEqualTo("the service answered 502 (request-id h-1)");
        assertThat(message(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"\"}}"))
                .startsWith("the service answered 403 Forbidden (request-id h-1): grant");
        assertThat(message(400, "{\"error\":{\"code\":\"BadRequest\",\"innerError\":{\"request-id\":\"b-1\"}}}"))
                .isEqualTo("the service answered 400 BadRequest (request-id b-1)");
    }

    private static String message(int status, String body) {
        return GraphFailures.of(new HttpOperationFailedException("http://localhost", status, "", null, Map.of("Request-Id", "h-1"), body),
                Instant.EPOCH).orElseThrow().getMessage();
    }
}
