package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.Received;
import io.callwatch.sandbox.SimulatedTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is to be told of the integration's own trouble is edited while some stands. */
class EditedWatchTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.sweep("all", NEVER, "3h").set("callwatch.watch.notify", "hook")
                .destination("hook", Map.of("format", "pagerduty", "secret", "0123456789abcdef0123456789abcdef"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops-mail", ""})
    void whoWasToldOfItHearsItsEnd(String notify) throws Exception {
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(runAt(NOON)).isEqualTo(1);
        at.set("callwatch.watch.notify", notify).tenant.faults().clear();
        assertThat(runAt(NOON.plusSeconds(600))).isZero();
        assertThat(at.receiver.received()).extracting(Received::json).extracting(json -> json.path("event_action").asText())
                .containsExactly("trigger", "resolve");
        assertThat(at.receiver.received()).extracting(Received::json).extracting(json -> json.path("dedup_key").asText())
                .doesNotContain("").containsOnly(at.receiver.received().get(0).json().path("dedup_key").asText());
        assertThat(at.mails()).as("nothing of it was told there").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "archive"})
    void whoIsNamedOnlyThenHearsOfWhatStandsAndOfItsEnd(String notify) throws Exception {
        at.set("callwatch.watch.notify", notify).set("callwatch.watch.stale-after", "30m");
        assertThat(runAt(NOON)).isZero();
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(runAt(NOON.plus(Duration.ofHours(1)))).isEqualTo(1);
        at.set("callwatch.watch.notify", notify.isEmpty() ? "ops-mail" : "archive,ops-mail");
        for (int hours = 2; hours <= 4; hours++) {
            assertThat(runAt(NOON.plus(Duration.ofHours(hours)))).isEqualTo(1);
        }
        assertThat(subjects()).hasSize(2).anyMatch(subject -> subject.contains("Call records cannot be read"))
                .anyMatch(subject -> subject.contains("No complete pass"));
        at.tenant.faults().clear();
        assertThat(runAt(NOON.plus(Duration.ofHours(5)))).isZero();
        assertThat(subjects()).hasSize(4);
        assertThat(at.archive()).hasSize(notify.isEmpty() ? 0 : 4);
    }

    @Test
    void whatSomebodyHasTakenOffTheListIsNotToldThereAgain() throws Exception {
        at.destination("hook", Map.of("retry-for", "1s")).receiver.always(Answer.status(500));
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(List.of(runAt(NOON), runAt(NOON.plusSeconds(60)))).containsOnly(1);
        assertThat(at.run("deliveries", "dismiss", at.listed().get(0))).isZero();
        assertThat(runAt(NOON.plusSeconds(120))).isEqualTo(1);
        assertThat(at.listed()).isEmpty();
    }

    @Test
    void whoGotItAsAFallbackHearsItsEndThoughTheFirstDestinationIsPutRightMeanwhile() throws Exception {
        String port = at.values().get("callwatch.destinations.ops-mail.port");
        at.set("callwatch.watch.notify", "ops-mail").destination("ops-mail", Map.of("port", "1", "fallback", "hook", "retry-for", "1s"));
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(List.of(runAt(NOON), runAt(NOON.plusSeconds(60)))).containsOnly(1);
        at.destination("ops-mail", Map.of("port", port)).tenant.faults().clear();
        assertThat(runAt(NOON.plusSeconds(120))).as("ops-mail was never told of it").isEqualTo(1);
        assertThat(at.receiver.received()).extracting(Received::json).extracting(json -> json.path("event_action").asText())
                .containsExactly("trigger", "resolve");
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(subjects()).hasSize(2);
    }

    /** Nothing could be read under it: what was planned is still to be read, and what was told of it is over. */
    @Test
    void whatATenantsIdWasMistypedForIsReadAndItsEndTold() throws Exception {
        at.set("callwatch.watch.notify", "archive");
        shortCall(NOON.minusSeconds(3_600));
        for (String id : List.of("11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-666666666666")) {
            assertThat(at.set("callwatch.graph.tenant-id", id).runOnceAt(NOON)).isEqualTo(1);
        }
        at.set("callwatch.graph.tenant-id", SimulatedTenant.TENANT_ID);
        Instant nextDay = NOON.plus(Duration.ofDays(1));
        assertThat(at.run("status")).as("somebody looks before").isEqualTo(1);
        assertThat(List.of(runAt(nextDay), runAt(nextDay.plusSeconds(60)))).containsOnly(0);
        assertThat(at.archive()).satisfiesExactly(line -> assertThat(line).contains("\"feed.failing\"", "AADSTS90002"),
                line -> assertThat(line).contains("\"call.matched\""), line -> assertThat(line).contains("\"feed.recovered\""));
    }
}
