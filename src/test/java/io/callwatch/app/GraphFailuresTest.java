package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.ErrorAnswer;
import io.callwatch.graph.Failure;
import io.callwatch.ledger.LedgerException;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GraphFailuresTest {
    /** Graph's own have a code; one without is a gateway's, or of an address where no Graph is. */
    @Test
    void anAddressWhereNoGraphIsIsSaidByItsKey() {
        assertThat(ErrorAnswer.read(404, "<html>", null)).hasMessageContaining("answered 404: check callwatch.graph.url");
        assertThat(ErrorAnswer.read(404, "{\"error\":{\"code\":\"NotFound\"}}", null)).hasMessageEndingWith("answered 404 NotFound");
    }

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
}
