package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A webhook with a limit of its own, such as one message a second. */
class AskedToWaitTest extends AtAWorkplace {
    @Test
    void aWebhookThatAsksToWaitIsSentNothingElseMeanwhile() throws Exception {
        at.onlyShortCalls("hook,archive").sweep("all", "* * * * * ?", "3h");
        for (int i = 0; i < 5; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.receiver.always(Answer.status(429).header("Retry-After", "600"));
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == 5 && !at.receiver.received().isEmpty());
            int before = at.tenant.requests(Kind.FIRST_PAGE).size();
            await().atMost(Duration.ofSeconds(60)).until(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > before + 3);
            assertThat(at.receiver.received()).hasSize(1);
        }
    }
}
