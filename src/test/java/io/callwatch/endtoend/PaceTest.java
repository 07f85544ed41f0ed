package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.TurnedClock;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The right number of messages at the right time, over a turned clock: held, never dropped. */
class PaceTest extends AtItsPace {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aSweepMakesOneDigestMostSevereFirst() throws Exception {
        mail("group", "sweep").hook("group", "sweep");
        shortCalls(NOON, 7);
        longCall(NOON);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.archive()).as("a file gets each").hasSize(8);
        assertThat(subjects()).hasSize(1).first().asString().contains("8 alerts", "1 critical", "7 warning");
        JsonNode digest = JSON.readTree(at.receiver.accepted().get(0).body());
        assertThat(at.receiver.accepted()).hasSize(1).allMatch(r -> r.verified());
        assertThat(digest.path("id").asText()).isEqualTo(at.receiver.accepted().get(0).header("webhook-id")).startsWith("digest-");
        shortCalls(NOON.plusSeconds(3_600), 1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_600))).isZero();
        assertThat(subjects()).as("a single one is no digest").hasSize(2).last().asString().doesNotContain("alert");
    }

    @Test
    void aLaterMailAnswersTheOneThatToldOfTheCall() throws Exception {
        mail("group", "sweep").hook("group", "sweep");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        shortCalls(NOON, 2);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(call.later().lasting(Duration.ofSeconds(3)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        CallJson alone = CallJson.call().start(NOON).lasting(Duration.ofSeconds(2));
        at.tenant.publish(alone);
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        at.tenant.publish(alone.later().lasting(Duration.ofHours(1)));
        assertThat(at.runOnceAt(NOON.plusSeconds(180))).isZero();
        List<MimeMessage> mails = at.mails();
        assertThat(mails).hasSize(4);
        assertThat(mails.get(0).getMessageID()).startsWith("<digest-");
        assertThat(mails.get(1).getHeader("In-Reply-To")).containsExactly(mails.get(0).getMessageID());
        assertThat(mails.get(2).getHeader("In-Reply-To")).isNull();
        assertThat(mails.get(3).getHeader("References")).containsExactly(mails.get(2).getMessageID());
    }

    /** What is sent in one go is looked up one after the other, each with what it answers. */
    @Test
    void aMailAnswersNothingOfTheMailBeforeIt() throws Exception {
        takenBackAfterItWasToldTo("ops-mail");
        shortCalls(NOON, 2);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        assertThat(at.mails().stream().skip(1)).extracting(mail -> mail.getHeader("In-Reply-To", ","))
                .containsExactlyInAnyOrder(at.mails().get(0).getMessageID(), null, null);
    }

    @Test
    void aMailAnswersNoneThatWasNeverSent() throws Exception {
        CallJson call = takenBackAfterItWasToldTo("archive");
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        at.onlyShortCalls("archive,ops-mail").tenant.publish(call.later().later());
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.mails()).singleElement().satisfies(mail -> assertThat(mail.getHeader("In-Reply-To")).isNull());
    }

    /** That it was taken back is to be told by the next run. @return the call as it was first */
    private CallJson takenBackAfterItWasToldTo(String destinations) throws Exception {
        at.onlyShortCalls(destinations);
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        return call;
    }

    @Test
    void aDigestForEachRule() throws Exception {
        mail("group", "sweep").mail("group-by", "rule");
        shortCalls(NOON, 3);
        longCall(NOON);
        longCall(NOON.minusSeconds(7));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(subjects()).hasSize(2).anyMatch(s -> s.contains("3 warning")).anyMatch(s -> s.contains("2 critical"));
    }

    @Test
    void aDigestThatFailedIsTheSameWhenItIsSentAgain() throws Exception {
        hook("group", "sweep");
        at.receiver.next(Answer.status(503));
        shortCalls(NOON, 3);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        shortCalls(NOON.plusSeconds(600), 2);
        assertThat(at.runOnceAt(NOON.plusSeconds(600))).isZero();
        List<String> ids = at.receiver.received().stream().map(r -> r.header("webhook-id")).toList();
        assertThat(ids).hasSize(3);
        assertThat(ids.get(1)).as("the first digest as it was").isEqualTo(ids.get(0)).isNotEqualTo(ids.get(2));
    }

    @Test
    void aDigestTellsTheEventsOfACallInTheirOrder() throws Exception {
        hook("quiet", "22:00-06:00");
        Instant night = Instant.parse("2026-11-20T23:00:00Z");
        List<CallJson> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(CallJson.call().start(night.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        }
        at.tenant.publish(calls.toArray(CallJson[]::new));
        assertThat(at.runOnceAt(night)).isEqualTo(1);
        calls.forEach(call -> at.tenant.publish(call.later().start(night.minusSeconds(700)).lasting(Duration.ofMinutes(1))));
        assertThat(at.runOnceAt(night.plusSeconds(60))).isEqualTo(1);
        assertThat(at.runOnceAt(night.plus(Duration.ofHours(8)))).isZero();
        JsonNode events = at.receiver.accepted().get(0).json().at("/data/events");
        assertThat(events).hasSize(12);
        for (int i = 0; i < 12; i += 2) {
            assertThat(events.get(i).path("type").asText()).isEqualTo("call.matched");
            assertThat(events.get(i + 1).at("/data/call/id").asText()).isEqualTo(events.get(i).at("/data/call/id").asText());
        }
    }

    @Test
    void whatIsCriticalDoesNotOvertakeTheDigestThatWasBegunOfIt() throws Exception {
        hook("group", "sweep").hook("quiet", "22:00-06:00").hook("quiet-except", "critical");
        Instant evening = Instant.parse("2026-11-20T21:50:00Z");
        CallJson call = CallJson.call().start(evening.minus(Duration.ofHours(10))).lasting(Duration.ofHours(9));
        at.tenant.publish(call);
        shortCalls(evening, 1);
        at.receiver.next(Answer.status(500));
        assertThat(at.runOnceAt(evening)).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofHours(1)));
        assertThat(at.runOnceAt(evening.plusSeconds(1_800))).isEqualTo(1);
        assertThat(at.receiver.accepted()).isEmpty();
        assertThat(at.runOnceAt(evening.plus(Duration.ofHours(9)))).isZero();
        assertThat(at.receiver.accepted()).extracting(taken -> taken.json().path("type").asText()).containsExactly("digest", "call.withdrawn");
    }

    @Test
    void aWithdrawalNeverOvertakesItsMatch() throws Exception {
        hook("group", "15m");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        at.receiver.next(Answer.status(500), Answer.status(500));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(at.receiver.accepted()).isEmpty();
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.receiver.accepted()).extracting(r -> r.json().path("type").asText()).containsExactly("call.matched", "call.withdrawn");
    }

    @Test
    void whatIsOlderThanMaxAgeGoesAsOneLabelledCatchUp() throws Exception {
        mail("max-age", "6h");
        shortCalls(NOON.minus(Duration.ofHours(30)), 4);
        shortCalls(NOON, 1);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(subjects()).hasSize(2).anyMatch(s -> s.contains("Catch-up") && s.contains("4 alerts"));
    }

    @Test
    void quietHoursHoldOverMidnightAndTheCriticalBreaksThrough() throws Exception {
        mail("quiet", "22:00-06:00 Europe/Berlin").mail("quiet-except", "critical").hook("quiet", "22:00-06:00 Europe/Berlin");
        Instant night = Instant.parse("2026-11-20T23:30:00Z");
        shortCalls(night, 2);
        longCall(night);
        assertThat(at.runOnceAt(night)).as("held").isEqualTo(1);
        assertThat(at.archive()).as("the file is not quiet").hasSize(3);
        assertThat(subjects()).as("the critical one").hasSize(1);
        assertThat(at.receiver.received()).isEmpty();
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T04:59:59Z"))).isEqualTo(1);
        assertThat(subjects()).hasSize(1);
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T05:00:00Z"))).isZero();
        assertThat(subjects()).hasSize(2).last().asString().contains("2 alerts");
        assertThat(text(1)).contains("quiet hours");
        assertThat(at.receiver.accepted()).hasSize(1);
    }

    @Test
    void quietHoursEndByTheClockThatIsPutForwardAndBack() throws Exception {
        mail("quiet", "22:00-06:00 Europe/Berlin");
        for (String[] night : new String[][] {{"2026-03-29T00:30:00Z", "2026-03-29T03:59:59Z", "2026-03-29T04:00:00Z"},
            {"2026-10-25T00:30:00Z", "2026-10-25T04:59:59Z", "2026-10-25T05:00:00Z"}}) {
            at.tenant.clock(TurnedClock.at(night[2]));
            int before = subjects().size();
            shortCalls(Instant.parse(night[0]), 2);
            assertThat(at.runOnceAt(Instant.parse(night[0]))).isEqualTo(1);
            assertThat(at.runOnceAt(Instant.parse(night[1]))).isEqualTo(1);
            assertThat(subjects()).hasSize(before);
            at.runOnceAt(Instant.parse(night[2]));
            assertThat(subjects()).hasSize(before + 1);
        }
    }

    @Test
    void aRetryByHandIsSentAlsoInQuietHours() throws Exception {
        mail("quiet", "00:00-23:59");
        shortCalls(NOON, 1);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(subjects()).isEmpty();
        assertThat(at.output("deliveries")).contains("  when its destination takes it  ");
        assertThat(at.output("deliveries", "--json")).contains("\"attempts\":0,\"next\":null,");
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(subjects()).hasSize(1);
    }

    @Test
    void theFallbackGetsWhatIsDeadOrLate() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "hook");
        hook("fallback", "archive").hook("fallback-after", "1h");
        at.receiver.always(Answer.status(503));
        shortCalls(NOON, 2);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.archive()).isEmpty();
        at.runOnceAt(NOON.plusSeconds(3_600));
        assertThat(at.archive()).as("late, and at once").hasSize(2);
        at.receiver.always(Answer.status(204));
        assertThat(at.runOnceAt(NOON.plusSeconds(7_200))).isZero();
        assertThat(at.archive()).as("once").hasSize(2);
        assertThat(at.receiver.accepted()).hasSize(2);
        at.receiver.always(Answer.status(410));
        shortCalls(NOON.plusSeconds(7_200), 1);
        at.runOnceAt(NOON.plusSeconds(7_200));
        assertThat(at.archive()).as("dead").hasSize(3);
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        at.destination("archive", Map.of("group", "sweep", "max-age", "1h"));
        mail("quiet", "late").mail("quiet-except", "fatal").mail("fallback", "nobody").mail("group", "sometimes");
        assertThat(at.errors("check")).contains("has 6 faults:", "archive.group", "archive.max-age", "ops-mail.quiet=late",
                "ops-mail.quiet-except=fatal", "ops-mail.fallback=nobody", "ops-mail.group=sometimes");
    }
}
