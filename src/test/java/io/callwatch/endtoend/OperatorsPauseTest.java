package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of an operator's in a route of ours after which Camel goes on in another thread, and the one of the clock is free. */
class OperatorsPauseTest extends AtAWorkplace {
    @ParameterizedTest
    @CsvSource({"deliver, - enrich:", "send-webhook, - to:"})
    void nothingElseIsSentWhereOneDeliveryIsInHand(String route, String step) throws Exception {
        String ours = Files.readString(Path.of("routes", route + ".camel.yaml"));
        String indent = ours.replaceFirst("(?s).*\\n( +)" + step + ".*", "$1");
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve(route + ".camel.yaml"),
                ours.replaceFirst(step, "- delay: {constant: 2500}\n" + indent + step));
        at.onlyShortCalls("hook").sweep("all", "* * * * * ?", "3h");
        for (int i = 0; i < 2; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60 + i)).lasting(Duration.ofSeconds(2)));
        }
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            try (Watching watching = Watching.scheduled(at)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> at.receiver.received().stream()
                        .map(request -> request.header("webhook-id")).distinct().count() == 2);
            }
            assertThat(log.all()).isEmpty();
        }
        assertThat(at.receiver.received()).hasSize(2);
    }
}
