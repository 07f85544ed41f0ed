package io.callwatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A failure of which nothing is known but its class. */
class UntoldTroubleTest {
    @Test
    void whatHasNoWordsIsCalledByWhatItBeganWith() {
        assertThat(ConnectionTrouble.of(new IOException(new ArithmeticException()))).isEqualTo("the connection failed (ArithmeticException)");
    }
}
