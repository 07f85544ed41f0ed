package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.callwatch.sandbox.CallJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged jar in a small heap, with more than anybody should see. */
class CrowdIT extends InAnEmptyFolder {
    /** As many as a wrong rule makes: each is in the file, and nobody's phone rings five thousand times. */
    @Test
    void fiveThousandMatchesOfOneSweepInASmallHeap() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook,ops-mail");
        at.destination("ops-mail", Map.of("group", "sweep")).destination("hook", Map.of("group", "sweep", "format", "teams"));
        try (Jar jar = Jar.start(empty, List.of("-Xmx80m"), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(at.mails()).hasSize(1);
        String mail = GreenMailUtil.getBody(at.mails().get(0));
        assertThat(at.mails().get(0).getSubject()).contains("5,000 alerts");
        assertThat(mail).contains("4,900 more", "alerts.jsonl");
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.receiver.accepted().get(0).body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(28 * 1024);
        assertThat(at.receiver.accepted().get(0).body()).contains("alerts.jsonl");
    }

    @Test
    void readsTwoHundredThousandRecordsInOneWindowInASmallHeap() throws Exception {
        Instant start = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS); // of all of them, so that no window can be cut
        for (int i = 0; i < 200_000; i++) {
            at.tenant.publish(CallJson.call().start(start).lasting(Duration.ofSeconds(i % 2_000 == 0 ? 2 : 60)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").rule("phone",
                "call.organizer.kind == 'phone'", "archive").sweep("all", Workplace.NEVER, "1h").set("callwatch.graph.page-size", "500");
        try (Jar jar = Jar.start(empty, List.of("-Xmx64m"), "--config", at.config().toString(), "backfill", "--from",
                start.toString(), "--to", start.plusMillis(1).toString())) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("read        200000 records on 400 pages, 1 window\n");
        }
        assertThat(at.archive()).hasSize(100);
    }
}
