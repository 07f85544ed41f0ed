package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the matter with a database server, as people are told. */
class ServerLedgerTest {
    @TempDir
    private Path folder;

    @Test
    void aServerThatDoesNotAnswerIsNamedWithoutWhatIsSecret() {
        LedgerFile file = new LedgerFile("jdbc:postgresql://127.0.0.1:1/callwatch?password=in-the-url", "callwatch", "s3cret", folder);
        assertThatThrownBy(file::open).isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("jdbc:postgresql://127.0.0.1:1/callwatch", "callwatch.ledger.url")
                .hasMessageNotContainingAny("in-the-url", "s3cret");
    }
}
