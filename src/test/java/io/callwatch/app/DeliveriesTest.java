package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.EventType;
import io.callwatch.endtoend.LogLines;
import io.callwatch.ledger.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a destination is given when. */
class DeliveriesTest extends WithDeliveries {
    @Test
    void whatWaitsForAWebhookThatAsksToWaitFallsBackWhenItIsLate() {
        values.put("callwatch.destinations.hook.fallback", "archive");
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        assertThat(asksToWait(deliveries, 300)).isEqualTo("a");
        clock.advance(Duration.ofMinutes(59));
        assertThat(asksToWait(deliveries, 300)).isNotNull();
        assertThat(next(deliveries, "hook")).isNull();
        assertThat(waiting("archive")).as("none is late").isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(next(deliveries, "hook")).isNull();
        assertThat(waiting("archive")).containsExactly("a", "b", "c");
    }

    @Test
    void whatWaitsForTheFirstAttemptIsNotLateWhileTheDestinationDoesNotAskToWait() {
        values.put("callwatch.destinations.hook.fallback", "archive");
        queue("a", "b");
        clock.advance(Duration.ofHours(2));
        assertThat(next(deliveries(false), "hook").first().id()).isEqualTo("a");
        assertThat(waiting("archive")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"group, 15m, true", "max-per-hour, 1, false"})
    void whatItsLimitHoldsIsNotLateAndWhatADigestBeforeItHoldsIs(String key, String value, boolean late) {
        values.putAll(Map.of("callwatch.destinations.hook.fallback", "archive", "callwatch.destinations.hook." + key, value));
        queue("a");
        clock.advance(Duration.ofMinutes(15));
        Deliveries deliveries = deliveries(false);
        assertThat(asksToWait(deliveries, 300)).isEqualTo("a");
        queue("b");
        clock.advance(Duration.ofMinutes(61));
        assertThat(asksToWait(deliveries, 300)).isEqualTo("a");
        assertThat(next(deliveries, "hook")).isNull();
        assertThat(waiting("archive")).isEqualTo(late ? List.of("a", "b") : List.of("a"));
    }

    @Test
    void whatGoesMessageByMessageStopsWhereQuietHoursBeginAndGoesOnAfterThem() {
        values.put("callwatch.destinations.hook.quiet", "22:00-06:00");
        clock.advance(Duration.ofMinutes(599));
        queue("a", "b");
        Deliveries deliveries = deliveries(false);
        assertThat(takes(deliveries)).isEqualTo("a");
        clock.advance(Duration.ofMinutes(1));
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofHours(8));
        assertThat(takes(deliveries)).isEqualTo("b");
    }

    @Test
    void whatQuietHoursHoldIsNotLateWhileTheDestinationAsksToWait() {
        values.putAll(Map.of("callwatch.destinations.hook.fallback", "archive", "callwatch.destinations.hook.quiet", "13:00-14:00"));
        queue("a", "b");
        Deliveries deliveries = deliveries(false);
        clock.advance(Duration.ofMinutes(59));
        assertThat(asksToWait(deliveries, 300)).isEqualTo("a");
        clock.advance(Duration.ofMinutes(2));
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofMinutes(4));
        assertThat(next(deliveries, "hook")).as("b, which was planned with a").isNull();
        assertThat(waiting("archive")).containsExactly("a");
    }

    @Test
    void whoAsksToWaitForOneEventAgainAndAgainIsSentTheOthers() {
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        assertThat(asksToWait(deliveries, 60)).isEqualTo("a");
        clock.advance(Duration.ofSeconds(60));
        assertThat(asksToWait(deliveries, 60)).as("not the same again").isEqualTo("b");
        clock.advance(Duration.ofSeconds(60));
        assertThat(takes(deliveries)).isEqualTo("c");
        assertThat(asksToWait(deliveries, 60)).as("from the oldest on").isEqualTo("a");
        clock.advance(Duration.ofHours(-2));
        assertThat(Stream.generate(() -> takes(deliveries)).limit(3)).as("set back: no longer wait").containsExactly("b", "a", null);
    }

    /** Else who hears last that it is corrected would not know that it was taken back. */
    @Test
    void whatIsPlannedWaitsForAnEarlierEventOfItsAlertThatSomebodyWantsSentMeanwhile() {
        values.putAll(Map.of("callwatch.destinations.hook.max-per-hour", "9", "callwatch.destinations.hook.retry-for", "1m"));
        Deliveries deliveries = deliveries(false);
        queue("a");
        assertThat(takes(deliveries)).isEqualTo("a");
        follow("a", EventType.CALL_CORRECTED, "corrected");
        assertThat(asksToWait(deliveries, 60)).isEqualTo("corrected");
        clock.advance(Duration.ofSeconds(61));
        assertThat(asksToWait(deliveries, 60)).as("for the last time").isEqualTo("corrected");
        clock.advance(Duration.ofSeconds(61));
        queue("b");
        follow("a", EventType.CALL_WITHDRAWN, "withdrawn");
        Dispatch inHand = next(deliveries, "hook");
        again("corrected");
        deliveries.delivered(inHand);
        assertThat(inHand.first().id()).isEqualTo("b");
        assertThat(takes(deliveries)).isEqualTo("corrected");
        assertThat(takes(deliveries)).isEqualTo("withdrawn");
    }

    /** What it refused is tried a last time as its time ends; that says nothing of the rest. */
    @Test
    void whoAsksToWaitForLongerThanItIsStillTriedForIsSentNothingElseMeanwhile() {
        values.put("callwatch.destinations.hook.retry-for", "1m");
        Deliveries deliveries = deliveries(false);
        queue("a", "b");
        assertThat(asksToWait(deliveries, 240)).isEqualTo("a");
        clock.advance(Duration.ofSeconds(61));
        assertThat(takes(deliveries)).isNull();
        clock.advance(Duration.ofSeconds(180));
        assertThat(takes(deliveries)).isEqualTo("b");
        assertThat(takes(deliveries)).isEqualTo("a");
    }

    @Test
    void whoGoesOnAskingToWaitIsInTheLogNowAndThen() {
        queue("a");
        Deliveries deliveries = deliveries(false);
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            for (int i = 0; i < 4; i++) {
                asksToWait(deliveries, 300);
                clock.advance(Duration.ofMinutes(4));
                assertThat(next(deliveries, "hook")).isNull();
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(log.all()).hasSize(2).last().asString().startsWith("2 more attempts to hook failed for the same reason");
        }
    }

    @Test
    void thatADestinationTakesDeliveriesAgainIsSaidOnce() {
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(takes(deliveries)).isEqualTo("a");
            assertThat(log.all()).isEmpty();
            asksToWait(deliveries, 60);
            clock.advance(Duration.ofSeconds(60));
            assertThat(Stream.generate(() -> takes(deliveries)).limit(2)).containsExactly("c", "b");
            assertThat(log.all()).hasSize(2).last().isEqualTo("destination hook takes deliveries again");
        }
    }

    /** Such as a webhook that is too busy for every other call, or a disk that is nearly full. */
    @Test
    void whoTakesOneAndRefusesTheNextHasThreeLinesAMinute() {
        queue(IntStream.range(0, 20).mapToObj(i -> "event-" + i).toArray(String[]::new));
        Deliveries deliveries = deliveries(false);
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            for (int i = 0; i < 9; i++) {
                refuses(deliveries);
                assertThat(takes(deliveries)).isNotNull();
            }
            assertThat(log.all()).hasSize(1);
            clock.advance(Duration.ofSeconds(60));
            assertThat(takes(deliveries)).isNotNull();
            assertThat(log.all()).hasSize(3).last().isEqualTo("destination hook takes deliveries again");
            assertThat(log.all().get(1)).startsWith("8 more attempts to hook failed for the same reason");
            refuses(deliveries);
            assertThat(takes(deliveries)).isNotNull();
            assertThat(log.all()).as("and begins anew").hasSize(4);
            clock.advance(Duration.ofHours(-2));
            assertThat(takes(deliveries)).isNotNull();
            assertThat(log.all()).as("whatever the clock does").hasSize(5);
        }
    }

    @Test
    void aRunOfOneAttemptTriesWhatAClockThatWasAheadHasTried() {
        queue("a", "b");
        asksToWait(deliveries(true), 60);
        clock.advance(Duration.ofHours(-2));
        Deliveries deliveries = deliveries(true);
        assertThat(asksToWait(deliveries, 60)).isEqualTo("a");
        assertThat(asksToWait(deliveries, 60)).as("whatever that one asks for").isEqualTo("b");
    }

    @Test
    void aRunOfOneAttemptMakesNoOtherWhereTheClockIsSetBackMeanwhile() {
        queue("a", "b");
        Deliveries deliveries = deliveries(true);
        clock.advance(Duration.ofHours(-2));
        assertThat(asksToWait(deliveries, 60)).isEqualTo("a");
        assertThat(asksToWait(deliveries, 60)).isEqualTo("b");
        assertThat(next(deliveries, "hook")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWantedByHandWhileItIsGivenUpForAStoppedDestinationIsSent(int look) {
        queue("a", "b", "c");
        ledger.change(sql -> Outbox.close(sql, "hook", "410"));
        Deliveries deliveries = deliveries(at(look, () -> {
            clock.advance(Duration.ofSeconds(1));
            ledger.change(Outbox::openAll);
            again("a", "b", "c");
        }));
        beginsToLook();
        assertThat(Stream.generate(() -> takes(deliveries)).limit(8).filter(Objects::nonNull)).containsExactly("a", "b", "c");
    }

    /** Of an error Camel hands on no more than that there was one: of a class, say, that a smaller JRE does not have. */
    @Test
    void anErrorThatCamelWrapsIsNamed() {
        queue("a");
        Deliveries deliveries = deliveries(false);
        Dispatch dispatch = next(deliveries, "hook");
        Exchange failed = exchange();
        failed.setException(new NoClassDefFoundError("java/beans/Beans"));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            deliveries.failed(failed.getException(), dispatch);
            assertThat(log.all()).singleElement().asString().contains("it failed with NoClassDefFoundError");
        }
    }

    private static void refuses(Deliveries deliveries) {
        deliveries.failed(new HttpOperationFailedException("http://127.0.0.1:9/", 503, "", null, Map.of(), null),
                next(deliveries, "hook"));
    }
}
