package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.TurnedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as its users start it. */
class JarIT {
    @TempDir
    private Path temporary;
    private Path empty;
    private Workplace at;

    @BeforeEach
    void open() throws Exception {
        empty = Files.createDirectory(temporary.resolve("empty"));
        at = new Workplace(Files.createDirectory(temporary.resolve("place")));
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void runsAloneFromAnEmptyFolder() throws Exception {
        at.tenant.clock(TurnedClock.at(Workplace.DOCUMENTATION_AT)).publishSaved("/graph/documentation-page.json");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once", "--at",
                Workplace.DOCUMENTATION_AT, "--json")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).isEqualToIgnoringNewLines("{\"windows\":12,\"unreadWindows\":0,\"pages\":12,\"records\":2,"
                    + "\"matches\":3,\"deliveries\":{\"delivered\":9,\"pending\":0,\"dead\":0},\"quarantined\":0}");
            assertThat(jar.err().lines()).as("in normal running the log is one line a sweep").hasSize(1);
        }
        assertThat(at.archive()).hasSize(3);
        assertThat(empty).as("nothing is left in the working directory").isEmptyDirectory();
    }

    @Test
    void aScheduledRunPicksUpWhatIsPublishedMeanwhileAndStopsCleanlyOnSigterm() throws Exception {
        at.sweep("all", "0/2 * * * * ?", "3h");
        try (Jar jar = Jar.start(empty, List.of(), "run", "--config", at.config().toString())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> jar.err().contains("sweep all"));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            await().atMost(Duration.ofSeconds(30)).until(() -> at.archive().size() == 1 && at.mails().size() == 1
                    && at.receiver.accepted().size() == 1);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void reportsFaultsTogetherAndStartsNothing() throws Exception {
        at.set("callwatch.rules.short-call.when", "call.durations < duration('5s')").set("callwatch.graph.timeout", "soon")
                .set("callwatch.sweeps.all.schedule", "never");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("3 faults", "callwatch.graph.timeout=soon", "did you mean 'duration'?",
                    "callwatch.sweeps.all.schedule=never").doesNotContain("Exception");
        }
        assertThat(at.tenant.requests()).isEmpty();
        assertThat(at.folder.resolve("data")).doesNotExist();
    }

    @Test
    void readsTwoHundredThousandRecordsInOneWindowInASmallHeap() throws Exception {
        Instant start = Instant.parse("2026-11-20T11:00:00Z");
        for (int i = 0; i < 200_000; i++) {
            at.tenant.publish(CallJson.call().start(start.plusMillis(i % 3_000_000)).lasting(Duration.ofSeconds(i % 2_000 == 0 ? 2 : 60)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").rule("phone",
                "call.organizer.kind == 'phone'", "archive").sweep("all", "0 0 0 1 1 ? 2099", "1h").set("callwatch.graph.page-size", "500");
        try (Jar jar = Jar.start(empty, List.of("-Xmx96m"), "--config", at.config().toString(), "run", "--once", "--at",
                "2026-11-20T12:00:00Z")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("read        200000 records on 400 pages, 1 of 1 windows");
        }
        assertThat(at.archive()).hasSize(100);
    }
}
