package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.TurnedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** status says how far behind each sweep is, and since when. */
class BehindTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:05:30Z");

    @TempDir
    private Path folder;
    private final TurnedClock clock = new TurnedClock(NOON);
    private Workplace at;

    @BeforeEach
    void open() {
        at = new Workplace(folder).withoutRules().withoutSweeps().sweep("hourly", "0 0 0 1 1 ? 2099", "3h");
        at.rule("short-call", "call.duration < duration('5s')", "archive");
        at.tenant.clock(clock);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void whatCouldNotBeReadIsCarriedOverAndSaid() throws Exception {
        assertThat(runAt(NOON.minus(Duration.ofHours(1)))).isZero();
        assertThat(status(NOON)).contains("hourly  1 h ago             nothing");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(runAt(NOON)).isEqualTo(1);
        Instant later = NOON.plus(Duration.ofMinutes(80));
        assertThat(runAt(later)).isEqualTo(1);
        assertThat(status(later)).contains("hourly  2 h 20 min ago      5 h 20 min of start times unread, waiting since 12:05 (UTC)");
        assertThat(status(later.plus(Duration.ofDays(1)))).contains("waiting since 2026-11-20 12:05 (UTC)",
                " begins to leave the service in 28 d ");
        assertThat(status(later.plus(Duration.ofDays(30)))).contains(" began to leave the service 5 h 20 min ago");
        JsonNode sweep = new ObjectMapper().readTree(at.output("status", "--json", "--at", later.toString())).at("/sweeps/0");
        assertThat(Duration.parse(sweep.path("behind").asText())).isEqualTo(Duration.ofMinutes(320));
        assertThat(Instant.parse(sweep.path("waitingSince").asText())).isEqualTo(NOON);
        at.tenant.faults().clear();
        assertThat(runAt(later)).isZero();
        assertThat(status(later)).contains("hourly  0 s ago             nothing");
        JsonNode after = new ObjectMapper().readTree(at.output("status", "--json", "--at", later.toString())).at("/sweeps/0");
        assertThat(after.path("behind").asText()).isEqualTo("PT0S");
        assertThat(after.path("waitingSince").isNull()).isTrue();
    }

    private String status(Instant now) throws Exception {
        return at.output("status", "--at", now.toString());
    }

    private int runAt(Instant now) throws Exception {
        clock.set(now);
        return at.runOnceAt(now.toString());
    }
}
