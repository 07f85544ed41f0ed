package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was begun under one configuration and goes on under another, and what a fallback hears. */
class EditedPaceTest extends AtItsPace {
    @Test
    void aDigestThatMayHaveArrivedComesAgainAsItWas() throws Exception {
        hook("group", "sweep");
        at.onlyShortCalls("hook").receiver.next(Answer.status(500));
        shortCalls(NOON, 3);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.without("callwatch.destinations.hook.group");
        shortCalls(NOON.minusSeconds(600), 1);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(ids()).hasSize(3);
        assertThat(ids().get(0)).startsWith("digest-").isEqualTo(ids().get(1));
        assertThat(ids().get(2)).doesNotStartWith("digest-");
    }

    @Test
    void whatMayHaveArrivedAloneComesAgainAlone() throws Exception {
        at.onlyShortCalls("hook").receiver.next(Answer.status(500), Answer.status(500), Answer.status(500));
        shortCalls(NOON, 3);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        hook("group", "sweep");
        shortCalls(NOON.minusSeconds(600), 2);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(ids()).hasSize(7);
        assertThat(ids().subList(3, 6)).containsExactlyInAnyOrderElementsOf(ids().subList(0, 3));
        assertThat(ids().get(6)).startsWith("digest-");
    }

    @Test
    void aDigestForADestinationThatTakesNoneAnyMoreGoesEventByEvent() throws Exception {
        hook("group", "sweep");
        at.onlyShortCalls("hook").receiver.next(Answer.status(500));
        shortCalls(NOON, 3);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        Path folderOfEvents = folder.resolve("events");
        at.without("callwatch.destinations.hook.group").without("callwatch.destinations.hook.url").without("callwatch.destinations.hook.secret")
                .destination("hook", Map.of("type", "camel", "uri", "file:" + folderOfEvents, "quiet", "22:00-06:00"));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        try (var files = Files.list(folderOfEvents)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void whatALimitHeldThatWasTakenOutIsForgottenWhenThereIsOneAgain() throws Exception {
        hook("max-per-hour", "1");
        shortCalls(NOON, 3);
        assertThat(at.onlyShortCalls("hook").runOnceAt(NOON)).as("two are held").isEqualTo(1);
        at.without("callwatch.destinations.hook.max-per-hour");
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        hook("max-per-hour", "20");
        shortCalls(NOON.plusSeconds(7_200), 2);
        assertThat(at.runOnceAt(NOON.plusSeconds(7_200))).isZero();
        assertThat(at.receiver.accepted()).extracting(taken -> taken.json().at("/type").asText()).hasSize(5).containsOnly("call.matched");
    }

    /** Else it knows of a match and never that it was none. */
    @Test
    void aFallbackHearsWhatWaitsBehindTheMatchThatItGot() throws Exception {
        hook("fallback", "archive").hook("fallback-after", "1h");
        at.onlyShortCalls("hook").receiver.always(Answer.status(500));
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        Instant half = NOON.plus(Duration.ofMinutes(30));
        assertThat(at.runOnceAt(half)).isEqualTo(1);
        assertThat(at.archive()).as("not late yet").isEmpty();
        assertThat(at.runOnceAt(NOON.plus(Duration.ofMinutes(61)))).isEqualTo(1);
        assertThat(at.archive()).hasSize(2);
        assertThat(at.archive().get(0)).contains("call.matched");
        assertThat(at.archive().get(1)).contains("call.withdrawn");
    }

    @Test
    void thatARuleReadsOtherwiseTodayTakesNothingBackButANewerVersionDoes() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(900)).lasting(Duration.ofSeconds(4));
        at.onlyShortCalls("archive").tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.rule("short-call", "call.duration < duration('3s')", "archive");
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.archive()).hasSize(1);
        at.tenant.publish(call.later());
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.archive()).hasSize(2).last().asString().contains("call.withdrawn");
    }

    @Test
    void whatBecameCriticalDoesNotOvertakeTheMatchThatQuietHoursHold() throws Exception {
        hook("group", "sweep").hook("quiet", "22:00-06:00").hook("quiet-except", "critical");
        Instant night = Instant.parse("2026-11-20T23:00:00Z");
        CallJson call = CallJson.call().start(night.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.onlyShortCalls("hook").tenant.publish(call);
        assertThat(at.runOnceAt(night)).isEqualTo(1);
        at.set("callwatch.rules.short-call.severity", "critical").tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(night.plusSeconds(60))).isEqualTo(1);
        assertThat(at.receiver.received()).isEmpty();
        assertThat(at.runOnceAt(night.plus(Duration.ofHours(8)))).isZero();
        assertThat(types()).containsExactly("call.matched", "call.withdrawn");
    }

    /** A call that is said to have ended earlier than it was said before may be too old where what was told of it is not. */
    @Test
    void whatIsTooOldDoesNotOvertakeTheMatchThatIsNot() throws Exception {
        hook("max-age", "6h").hook("quiet", "22:00-06:00");
        Instant night = Instant.parse("2026-11-21T00:30:00Z");
        CallJson call = CallJson.call().start(Instant.parse("2026-11-21T00:00:02Z")).lasting(Duration.ofSeconds(2));
        at.onlyShortCalls("hook").tenant.publish(call);
        assertThat(at.runOnceAt(night)).isEqualTo(1);
        at.tenant.publish(call.later().start(Instant.parse("2026-11-20T23:59:50Z")).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(night.plusSeconds(60))).isEqualTo(1);
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T06:00:00Z"))).isZero();
        assertThat(types()).containsExactly("call.matched", "call.corrected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"each", "sweep"})
    void aWithdrawalThatIsWantedByHandGoesAfterItsMatchAndDoesNotHoldIt(String group) throws Exception {
        hook("group", group).hook("quiet", "00:00-23:59");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.onlyShortCalls("hook").tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(at.run("deliveries", "retry", at.listed().get(1))).isEqualTo(1);
        at.without("callwatch.destinations.hook.quiet");
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(types()).containsExactly("call.matched", "call.withdrawn");
    }

    @Test
    void aMatchThatIsTakenOutOfADigestByHandGoesBeforeItsWithdrawal() throws Exception {
        hook("quiet", "22:00-06:00");
        Instant night = Instant.parse("2026-11-20T23:00:00Z");
        at.onlyShortCalls("hook");
        shortCalls(night, 1);
        assertThat(at.runOnceAt(night)).isEqualTo(1);
        CallJson call = CallJson.call().start(night).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(night.plusSeconds(60))).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(night.plusSeconds(400))).isEqualTo(1);
        at.receiver.next(Answer.status(500));
        Instant morning = night.plus(Duration.ofHours(8));
        assertThat(at.runOnceAt(morning)).isEqualTo(1);
        at.run("deliveries", "retry", at.listed().get(1));
        assertThat(at.runOnceAt(morning.plusSeconds(60))).isZero();
        assertThat(types()).containsExactly("call.matched", "call.matched", "call.withdrawn");
    }

    /** Of what was told, also as part of a digest, in the order of its arrival. */
    private List<String> types() {
        return at.receiver.accepted().stream().map(Received::json).flatMap(body -> body.at("/data/events").isMissingNode()
                ? Stream.of(body) : StreamSupport.stream(body.at("/data/events").spliterator(), false))
                .map(event -> event.path("type").asText()).toList();
    }

    private List<String> ids() {
        return at.receiver.received().stream().map((Received r) -> r.header("webhook-id")).toList();
    }
}
