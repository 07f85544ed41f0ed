package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever wants to hear soon that nothing is read does not wait for a look that is made each minute. */
class StandstillTest extends AtAWorkplace {
    @Test
    void isToldAsSoonAsItIsAskedFor() throws Exception {
        at.onlyShortCalls("hook").set("callwatch.watch.stale-after", "2s").set("callwatch.watch.notify", "archive");
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(40)).until(() -> !at.archive().isEmpty());
        }
        assertThat(at.archive()).singleElement().asString().contains("feed.stale", "No complete pass over the call records for ");
    }
}
