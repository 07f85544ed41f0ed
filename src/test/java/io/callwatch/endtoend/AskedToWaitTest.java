package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Whoever asks for patience is asked for nothing meanwhile: a webhook with a limit of its own, say, of one message a second. */
class AskedToWaitTest extends AtAWorkplace {
    @Test
    void aTokenEndpointThatAsksToWaitIsAskedNothingElseMeanwhile() throws Exception {
        at.onlyShortCalls("archive").sweep("all", NEVER, "3h");
        at.tenant.faults().always(Kind.TOKEN, Fault.throttled("600"));
        try (Watching watching = Watching.byHand(at, InstantSource.system())) {
            assertThat(watching.begin("all").get().unread()).isNotEmpty();
            int before = at.tenant.tokenRequests();
            assertThat(watching.begin("all").get().unread()).isNotEmpty();
            assertThat(at.tenant.tokenRequests()).isEqualTo(before).isPositive();
        }
    }

    @Test
    void aWebhookThatAsksToWaitIsSentNothingElseMeanwhile() throws Exception {
        at.onlyShortCalls("hook,archive").sweep("all", "* * * * * ?", "3h");
        for (int i = 0; i < 5; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.receiver.always(Answer.status(429).header("Retry-After", "600"));
        try (LogLines log = new LogLines("app.DeliveryLog"); Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == 5 && !at.receiver.received().isEmpty());
            int before = at.tenant.requests(Kind.FIRST_PAGE).size();
            await().atMost(Duration.ofSeconds(60)).until(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > before + 3);
            assertThat(at.receiver.received()).hasSize(1);
            assertThat(log.all()).singleElement().asString().endsWith("the other side answered 429; again in 10 min");
        }
    }
}
