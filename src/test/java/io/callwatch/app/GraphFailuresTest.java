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
}
