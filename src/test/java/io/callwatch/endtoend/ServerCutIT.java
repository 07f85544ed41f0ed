package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.CallJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packaged jar with a database server that goes away for a moment, as when it is updated. */
class ServerCutIT extends InAnEmptyFolder {
    @Override
    LedgerPlace ledger(Path folder) {
        return LedgerPlace.onAServer(folder);
    }

    @Test
    void aServerThatDropsItsConnectionsIsAFewLinesInTheLogAndNothingIsLost() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").sweep("all", "* * * * * ?", "3h");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            for (int cut = 0; cut < 5; cut++) {
                at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
                int told = cut + 1;
                jar.await(() -> at.archive().size() == told);
                at.ledger().cutConnections();
            }
            jar.await(() -> { // a connection that lies idle is replaced without a word
                at.ledger().cutConnections();
                return jar.err().contains(" failed: the ledger ");
            });
            jar.terminate();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).doesNotContain("\tat ", "Error processing exchange");
        }
        assertThat(at.archive()).hasSize(5).doesNotHaveDuplicates();
    }
}
