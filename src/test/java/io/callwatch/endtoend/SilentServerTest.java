package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Embedded;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Relay;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A database server that falls silent under a host that has Callwatch in its own process, as one does whose disk hangs or whose network is gone. */
@Tag("server-ledger")
class SilentServerTest extends AtAWorkplace {
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void theHostMayCloseItAndAnotherGoesOnFromThere() throws Exception {
        at.tenant.clock(InstantSource.system());
        at.onlyShortCalls("archive").withoutSweeps().sweep("recent", "* * * * * ?", "1h");
        publishCall();
        String url = at.ledger().url();
        int port = URI.create(url.replace("jdbc:", "")).getPort();
        try (Relay relay = new Relay(port)) {
            at.set("callwatch.ledger.url", url.replace(":" + port, ":" + relay.port()));
            Embedded callwatch = Embedded.start(at.values(), folder);
            await().until(() -> at.archive().size() == 1);
            relay.fallSilent();
            publishCall();
            await().until(() -> callwatch.context().getInflightRepository().size("sweep-recent") > 0); // which needs the ledger
            callwatch.close();
        }
        at.set("callwatch.ledger.url", url);
        try (Embedded next = Embedded.start(at.values(), folder)) {
            await().until(() -> at.archive().size() == 2);
        }
        assertThat(at.archive()).doesNotHaveDuplicates();
    }

    private void publishCall() {
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }
}
