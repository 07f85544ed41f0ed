package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.Spans;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Ledger;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The service answers, but for no window that holds a certain instant. In a second there is as little room as the service gives, in the
 * quarter of an hour enough, so that no pass waits for what the ones before it have used.
 */
class GapsTest extends WithTurnedClock {
    @BeforeEach
    void open() {
        at.sweep("all", NEVER, "3h").set("callwatch.graph.first-page-limit", "3000/15m").set("callwatch.graph.next-page-limit", "55/5m");
    }

    @Test
    void anInstantThatKeepsFailingHidesNothingButAMinuteOrTwoAroundIt() throws Exception {
        Instant first = NOON.minus(Duration.ofMinutes(100));
        Instant second = NOON.minus(Duration.ofMinutes(20));
        shortCall(first);
        failingFor(first, second);
        assertThat(runAt(NOON.plusSeconds(300))).isEqualTo(1);
        for (int pass = 2; pass < 10; pass++) {
            Instant now = NOON.plusSeconds(300L * pass);
            shortCall(now.minusSeconds(120));
            assertThat(runAt(now)).isEqualTo(1);
            assertThat(at.archive()).as("what is new is read by pass %s", pass).hasSize(pass);
        }
        assertThat(unread("all").windows()).hasSize(2).allMatch(gap -> gap.length().compareTo(Duration.ofMinutes(2)) < 0);
        assertThat(unread("all").contains(first) && unread("all").contains(second)).isTrue();
        at.tenant.faults().clear();
        assertThat(runAt(NOON.plus(Duration.ofDays(1)))).isZero();
    }

    /** Each fails in a half of its own, and the halves touch. */
    @Test
    void instantsOnBothSidesOfACutNarrowToo() throws Exception {
        failingFor(NOON.minus(Duration.ofMinutes(20)), NOON.minus(Duration.ofMinutes(17)));
        for (int pass = 1; pass < 10; pass++) {
            assertThat(runAt(NOON.plusSeconds(300L * pass))).isEqualTo(1);
        }
        assertThat(unread("all").length()).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void anInstantThatFailsADayAgoLeavesNothingElseUnreadForLong() throws Exception {
        at.sweep("nightly", NEVER, "3d");
        Instant instant = NOON.minus(Duration.ofHours(13));
        failingFor(instant);
        assertThat(runAt(NOON.plusSeconds(300))).isEqualTo(1);
        for (int pass = 2; pass < 15; pass++) {
            Instant now = NOON.plusSeconds(300L * pass);
            assertThat(runAt(now)).isEqualTo(1);
            assertThat(unread("nightly").contains(now.minusMillis(1))).as("pass %s", pass).isFalse();
            if (pass >= 4) {
                assertThat(unread("all")).as("pass %s", pass).isEqualTo(Spans.none());
            }
        }
        assertThat(unread("nightly").contains(instant)).isTrue();
        assertThat(unread("nightly").length()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void whatAnOutageOfHoursHasLeftIsReadInAFewWindows() throws Exception {
        failingFor();
        for (int pass = 1; pass < 10; pass++) {
            failedPassAt(NOON.plus(Duration.ofMinutes(20 * pass)));
        }
        int before = at.tenant.requests(Kind.FIRST_PAGE).size();
        assertThat(runAt(NOON.plus(Duration.ofHours(4)))).isZero();
        assertThat(at.tenant.requests(Kind.FIRST_PAGE).size() - before).isLessThan(10);
    }

    /** Something between may forbid a certain page, by what is in its link or on it. */
    @ParameterizedTest
    @ValueSource(strings = {"403", "401"})
    void anInstantThatKeepsBeingRefusedHidesNothingButAMinuteOrTwoAroundItEither(String status) throws Exception {
        at.set("callwatch.watch.notify", "watchers")
                .destination("watchers", Map.of("type", "file", "path", folder.resolve("watch.jsonl").toString()));
        Instant instant = NOON.minus(Duration.ofMinutes(20));
        failingFor(status.equals("403") ? Fault.forbidden() : Fault.unauthorized(), instant);
        for (int pass = 1; pass < 10; pass++) {
            Instant now = NOON.plusSeconds(300L * pass);
            shortCall(now.minusSeconds(120));
            shortCall(now.minusSeconds(4_500)); // late
            assertThat(runAt(now)).isEqualTo(1);
            if (pass > 5) {
                assertThat(at.archive()).as("what is new is read by pass %s", pass).hasSize(2 * pass);
            }
        }
        assertThat(unread("all").length()).isLessThan(Duration.ofMinutes(2));
        assertThat(unread("all").contains(instant)).isTrue();
        assertThat(folder.resolve("watch.jsonl")).as("the permission is there: others are read").isEmptyFile();
    }

    private void failingFor(Instant... instants) throws Exception {
        failingFor(Fault.status(400), instants);
    }

    private void failingFor(Fault fault, Instant... instants) throws Exception {
        assertThat(runAt(NOON)).isZero();
        at.tenant.faults().always(asked -> Stream.of(instants).anyMatch(asked::asksFor), fault);
    }

    private Spans unread(String sweep) {
        try (Ledger ledger = at.ledger().open()) {
            return ledger.read(sql -> new Coverage(1).unread(sql, sweep));
        }
    }
}
