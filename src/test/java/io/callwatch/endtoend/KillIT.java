package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Received;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Killed (-9) at random moments of a run with 500 matches and three destinations: then counted. Every third kill counts its
 * moment from the first request, and the last one from the first alert, so that a slow machine is not killed in its start alone.
 */
class KillIT extends InAnEmptyFolder {
    private static final int MATCHES = 500;

    int kills() {
        return 20;
    }

    @Test
    void nothingIsLostAndWhatIsRepeatedBearsTheSameId() throws Exception {
        long seed = Long.getLong("callwatch.seed", ThreadLocalRandom.current().nextLong());
        System.out.println(getClass().getSimpleName() + ": -Dcallwatch.seed=" + seed);
        Random random = new Random(seed);
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive,hook,ops-mail")
                .sweep("all", "* * * * * ?", "3h").set("callwatch.graph.page-size", "20");
        for (int i = 0; i < MATCHES; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(7_000 - i * 10L)).lasting(Duration.ofSeconds(2)));
        }
        for (int kill = 0; kill < kills(); kill++) {
            try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
                int asked = at.tenant.requests().size();
                boolean started = kill % 3 == 2;
                boolean last = kill == kills() - 1;
                if (started || last) {
                    jar.await(() -> at.tenant.requests().size() > asked
                            && (!last || !at.archive().isEmpty()));
                }
                boolean ended = jar.endsWithin(Duration.ofMillis(random.nextInt(last ? 500 : started ? 1_500 : 3_000)));
                assertThat(ended).as(jar.err()).isFalse();
                jar.kill();
            }
        }
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err() + jar.out()).isZero();
        }
        List<String> inFile = new ArrayList<>();
        for (String line : at.archive()) {
            inFile.add(new ObjectMapper().readTree(line).path("id").asText());
        }
        assertThat(inFile).hasSize(MATCHES).doesNotHaveDuplicates();
        Set<String> ids = Set.copyOf(inFile);
        Set<String> calls = new HashSet<>(at.receiver.accepted().stream().map(r -> r.header("webhook-id")).toList());
        Set<String> mails = new HashSet<>();
        for (MimeMessage mail : at.mails()) {
            mails.add(mail.getMessageID().replaceAll("<|@.*", ""));
        }
        assertThat(calls).isEqualTo(ids);
        assertThat(mails).isEqualTo(ids);
        assertThat(at.receiver.accepted()).allMatch(Received::verified).as("at most one repeat for each kill")
                .hasSizeLessThanOrEqualTo(MATCHES + kills());
        assertThat(at.mails()).hasSizeLessThanOrEqualTo(MATCHES + kills());
    }
}
