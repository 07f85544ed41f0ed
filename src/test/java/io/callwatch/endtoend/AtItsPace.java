package io.callwatch.endtoend;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A workplace whose mails and webhooks are told how many are right, and calls to fill them. */
abstract class AtItsPace extends AtAWorkplace {
    @BeforeEach
    void open() {
        at.onlyShortCalls("archive,hook,ops-mail")
                .rule("long-call", "call.duration > duration('8h')", "archive,hook,ops-mail").set("callwatch.rules.long-call.severity", "critical");
    }

    AtItsPace mail(String key, String value) {
        at.destination("ops-mail", Map.of(key, value));
        return this;
    }

    AtItsPace hook(String key, String value) {
        at.destination("hook", Map.of(key, value));
        return this;
    }

    void shortCalls(Instant before, int count) {
        for (int i = 0; i < count; i++) {
            at.tenant.publish(CallJson.call().start(before.minusSeconds(60 + i)).lasting(Duration.ofSeconds(2)));
        }
    }

    void longCall(Instant before) {
        at.tenant.publish(CallJson.call().start(before.minus(Duration.ofHours(10))).lasting(Duration.ofHours(9)));
    }

    String text(int mail) throws Exception {
        return GreenMailUtil.getBody(at.mails().get(mail));
    }
}
