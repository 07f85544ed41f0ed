package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.TurnedClock;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The right number of messages at the right time, over a turned clock: held, never dropped. */
class PaceTest extends AtAWorkplace {
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void open() {
        at.onlyShortCalls("archive,hook,ops-mail")
                .rule("long-call", "call.duration > duration('8h')", "archive,hook,ops-mail").set("callwatch.rules.long-call.severity", "critical");
    }

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

    @Test
    void aMailAnswersNoneThatWasNeverSent() throws Exception {
        at.onlyShortCalls("archive");
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        assertThat(at.runOnceAt(NOON)).isZero();
        at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isZero();
        at.onlyShortCalls("archive,ops-mail").tenant.publish(call.later().later());
        assertThat(at.runOnceAt(NOON.plusSeconds(120))).isZero();
        assertThat(at.mails()).singleElement().satisfies(mail -> assertThat(mail.getHeader("In-Reply-To")).isNull());
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
    void whatIsOverTheHourlyLimitIsHeldAndGoesAsOneDigest() throws Exception {
        mail("max-per-hour", "3");
        shortCalls(NOON, 10);
        assertThat(at.runOnceAt(NOON)).as("seven are held").isEqualTo(1);
        assertThat(subjects()).hasSize(3).noneMatch(s -> s.contains("alerts"));
        assertThat(at.runOnceAt(NOON.plusSeconds(1_800))).isEqualTo(1);
        assertThat(subjects()).hasSize(3);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_601))).isZero();
        assertThat(subjects()).hasSize(4).last().asString().contains("7 alerts");
        assertThat(text(3)).contains("hourly limit");
        shortCalls(NOON.plusSeconds(3_700), 1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_700))).as("and then it is as before").isZero();
        assertThat(subjects()).hasSize(5).last().asString().doesNotContain("alerts");
    }

    @Test
    void whatCouldNotBeSentCountsForTheHourlyLimitToo() throws Exception {
        hook("max-per-hour", "3");
        shortCalls(NOON, 10);
        at.receiver.always(Answer.status(503));
        for (int pass = 0; pass < 4; pass++) {
            assertThat(at.runOnceAt(NOON.plusSeconds(60L * pass))).isEqualTo(1);
        }
        assertThat(at.receiver.received().stream().map(r -> r.header("webhook-id")).distinct()).hasSize(3);
        at.receiver.always(Answer.status(200));
        assertThat(at.runOnceAt(NOON.plusSeconds(300))).isEqualTo(1);
        assertThat(at.receiver.accepted()).hasSize(3);
        assertThat(at.runOnceAt(NOON.plusSeconds(4_000))).isZero();
        assertThat(at.receiver.accepted()).as("and the rest is one digest").hasSize(4);
    }

    @Test
    void inAnOutageTheRestIsOneMoreMessageAnHourSoThatTheFallbackHasItToo() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "hook");
        hook("max-per-hour", "1").hook("fallback", "archive").hook("fallback-after", "1h");
        at.receiver.always(Answer.status(503));
        shortCalls(NOON, 4);
        for (int pass = 0; pass < 4; pass++) {
            at.runOnceAt(NOON.plusSeconds(3_610L * pass));
        }
        assertThat(at.archive()).hasSize(4);
        assertThat(at.receiver.received().stream().map(r -> r.header("webhook-id")).distinct()).hasSize(2);
        at.receiver.always(Answer.status(200));
        assertThat(at.runOnceAt(NOON.plusSeconds(15_000))).as("repeats keep to the limit as well").isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(18_700))).isZero();
        assertThat(at.receiver.accepted()).hasSize(2);
    }

    @Test
    void theCriticalBreaksThroughQuietHoursThoughOthersHaveFailedBefore() throws Exception {
        hook("max-per-hour", "2").hook("quiet", "22:00-06:00").hook("quiet-except", "critical");
        Instant evening = Instant.parse("2026-11-20T21:50:00Z");
        shortCalls(evening, 2);
        at.receiver.next(Answer.status(500), Answer.status(500));
        assertThat(at.runOnceAt(evening)).isEqualTo(1);
        longCall(evening.plusSeconds(4_800));
        assertThat(at.runOnceAt(evening.plusSeconds(4_800))).isEqualTo(1);
        assertThat(at.receiver.accepted()).singleElement()
                .satisfies(taken -> assertThat(taken.json().at("/data/severity").asText()).isEqualTo("critical"));
    }

    @Test
    void whatIsOldKeepsToTheHourlyLimitToo() throws Exception {
        hook("max-per-hour", "1").hook("max-age", "30m");
        for (int pass = 0; pass < 4; pass++) {
            shortCalls(NOON.minusSeconds(7_200 - 300L * pass), 1);
            at.runOnceAt(NOON.plusSeconds(300L * pass));
        }
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(3_700))).isZero();
        assertThat(at.receiver.accepted()).as("and the rest is one digest").hasSize(2);
    }

    @Test
    void whatTheHourlyLimitHeldBeforeQuietHoursIsOneDigestAfterThem() throws Exception {
        hook("max-per-hour", "3").hook("quiet", "22:00-06:00");
        shortCalls(Instant.parse("2026-11-20T21:50:00Z"), 9);
        at.runOnceAt(Instant.parse("2026-11-20T21:50:00Z"));
        at.runOnceAt(Instant.parse("2026-11-20T22:10:00Z"));
        assertThat(at.receiver.accepted()).hasSize(3);
        assertThat(at.runOnceAt(Instant.parse("2026-11-21T06:05:00Z"))).isZero();
        assertThat(at.receiver.accepted()).hasSize(4);
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
        at.runOnceAt(NOON.plusSeconds(3_601));
        assertThat(at.archive()).as("late").hasSize(2);
        at.receiver.always(Answer.status(204));
        assertThat(at.runOnceAt(NOON.plusSeconds(7_200))).isZero();
        assertThat(at.archive()).as("once").hasSize(2);
        assertThat(at.receiver.accepted()).hasSize(2);
        at.receiver.always(Answer.status(410));
        shortCalls(NOON.plusSeconds(7_200), 1);
        at.runOnceAt(NOON.plusSeconds(7_200));
        at.runOnceAt(NOON.plusSeconds(7_201));
        assertThat(at.archive()).as("dead").hasSize(3);
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        at.destination("archive", Map.of("group", "sweep", "max-age", "1h"));
        mail("quiet", "late").mail("quiet-except", "fatal").mail("fallback", "nobody").mail("group", "sometimes");
        assertThat(at.run("check")).isEqualTo(2);
    }

    private PaceTest mail(String key, String value) {
        at.destination("ops-mail", Map.of(key, value));
        return this;
    }

    private PaceTest hook(String key, String value) {
        at.destination("hook", Map.of(key, value));
        return this;
    }

    private void shortCalls(Instant before, int count) {
        for (int i = 0; i < count; i++) {
            at.tenant.publish(CallJson.call().start(before.minusSeconds(60 + i)).lasting(Duration.ofSeconds(2)));
        }
    }

    private void longCall(Instant before) {
        at.tenant.publish(CallJson.call().start(before.minus(Duration.ofHours(10))).lasting(Duration.ofHours(9)));
    }

    private List<String> subjects() throws Exception {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : at.mails()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    private String text(int mail) throws Exception {
        return GreenMailUtil.getBody(at.mails().get(mail));
    }
}
