package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.Kind;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two tenants, say, in a host that embeds this: each with a configuration and a ledger of its own, and sweeps of the same names. */
class TwoInOneProcessTest extends AtAWorkplace {
    private Workplace other;

    @BeforeEach
    void another() throws Exception {
        other = new Workplace(Files.createDirectory(folder.resolve("other")));
        for (Workplace each : new Workplace[] {at, other}) {
            each.tenant.clock(InstantSource.system());
            each.onlyShortCalls("archive").withoutSweeps().sweep("recent", "* * * * * ?", "1s");
        }
    }

    @AfterEach
    void close() {
        other.close();
    }

    @Test
    void eachKeepsItsScheduleWhenTheOtherStops() throws Exception {
        try (Watching stays = Watching.scheduled(other)) {
            for (int starts = 0; starts < 2; starts++) {
                try (Watching stops = Watching.scheduled(at)) {
                    awaitSweeps(at);
                    awaitSweeps(other);
                }
            }
            awaitSweeps(other);
        }
    }

    @Test
    void noReaderOutlivesAHostThatStopsTheApplication() throws Exception {
        ExecutorService readers;
        try (Watching stops = Watching.scheduled(at)) {
            awaitSweeps(at);
            readers = stops.application.context().getRegistry().lookupByNameAndType("readers", ExecutorService.class);
        }
        assertThat(readers.isTerminated()).isTrue();
    }

    private static void awaitSweeps(Workplace there) {
        int before = there.tenant.requests(Kind.FIRST_PAGE).size();
        await().atMost(Duration.ofSeconds(30)).until(() -> there.tenant.requests(Kind.FIRST_PAGE).size() > before + 1);
    }
}
