package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Asked;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** status says how far behind each sweep is, and since when. */
class BehindTest extends WithTurnedClock {
    private static final Instant PAST_NOON = NOON.plusSeconds(330);

    @Test
    void whatCouldNotBeReadIsCarriedOverAndSaid() throws Exception {
        at.sweep("hourly", NEVER, "3h");
        assertThat(runAt(PAST_NOON.minus(Duration.ofHours(1)))).isZero();
        assertThat(statusAt(PAST_NOON)).contains("hourly  1 h ago             nothing");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(runAt(PAST_NOON)).isEqualTo(1);
        Instant later = PAST_NOON.plus(Duration.ofMinutes(80));
        assertThat(runAt(later)).isEqualTo(1);
        assertThat(statusAt(later)).contains("hourly  2 h 20 min ago      5 h 20 min of start times unread, waiting since 12:05 (UTC)");
        assertThat(statusAt(later.plus(Duration.ofDays(1)))).contains("waiting since 2026-11-20 12:05 (UTC)",
                " begins to leave the service in 28 d ");
        assertThat(statusAt(later.plus(Duration.ofDays(30)))).contains(" began to leave the service 5 h 20 min ago");
        JsonNode sweep = new ObjectMapper().readTree(at.output("status", "--json", "--at", later.toString())).at("/sweeps/0");
        assertThat(Duration.parse(sweep.path("behind").asText())).isEqualTo(Duration.ofMinutes(320));
        assertThat(Instant.parse(sweep.path("waitingSince").asText())).isEqualTo(PAST_NOON);
        at.tenant.faults().clear();
        assertThat(runAt(later)).isZero();
        assertThat(statusAt(later)).contains("hourly  0 s ago             nothing");
        JsonNode after = new ObjectMapper().readTree(at.output("status", "--json", "--at", later.toString())).at("/sweeps/0");
        assertThat(after.path("behind").asText()).isEqualTo("PT0S");
        assertThat(after.path("waitingSince").isNull()).isTrue();
    }

    @Test
    void whatIsCarriedOnBetweenTheTurnsIsThatAlone() throws Exception {
        at.sweep("nightly", NEVER, "3h").tenant.clock(InstantSource.system());
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(at.run("run", "--once")).isEqualTo(1);
        Instant left = Instant.now();
        at.tenant.faults().clear();
        int before = at.tenant.requests(Kind.FIRST_PAGE).size();
        try (LogLines log = new LogLines("app.Sweeps"); Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !log.all().isEmpty());
        }
        List<Asked> asked = at.tenant.requests(Kind.FIRST_PAGE);
        assertThat(asked.subList(before, asked.size())).isNotEmpty()
                .allSatisfy(page -> assertThat(Watching.window(page).to()).isBeforeOrEqualTo(left));
    }
}
