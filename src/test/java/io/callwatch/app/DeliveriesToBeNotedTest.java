package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.endtoend.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of a delivery, where that cannot be noted at once. */
class DeliveriesToBeNotedTest extends WithDeliveries {
    @Test
    void whatCannotBeNotedIsNotSentAgainAndNotedWhenItCan() {
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        Dispatch dispatch = next(deliveries, "hook");
        AtomicBoolean broken = new AtomicBoolean(true);
        Exception failure = new HttpOperationFailedException("http://127.0.0.1:9/", 503, "", null, null, null) {
            @Override
            public int getStatusCode() {
                if (broken.get()) {
                    throw new IllegalStateException("no status");
                }
                return super.getStatusCode();
            }
        };
        LogLines log = new LogLines("app.DeliveryLog");
        deliveries.failed(failure, dispatch);
        for (int second = 0; second < 3; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(next(deliveries, "hook")).as("neither it nor another").isNull();
        }
        broken.set(false);
        assertThat(takes(deliveries)).as("the failed one waits").isEqualTo("b");
        broken.set(true);
        deliveries.failed(failure, next(deliveries, "hook"));
        log.close();
        assertThat(log.all()).filteredOn(line -> line.contains("could not be noted")).as("once a minute, also where it comes and goes")
                .hasSize(1);
        broken.set(false);
        clock.advance(Duration.ofSeconds(6));
        assertThat(Stream.generate(() -> takes(deliveries)).limit(2)).containsExactly("a", null);
    }

    /** An error, as when memory is short, comes from anywhere. */
    @Test
    void whatWasTakenAndCannotBeNotedIsNotSentAgain() {
        queue("a", "b");
        Deliveries deliveries = deliveries(false);
        Dispatch dispatch = next(deliveries, "hook");
        clock.set(null);
        assertThatThrownBy(() -> deliveries.delivered(dispatch)).isInstanceOf(NullPointerException.class);
        clock.set(dispatch.deliveries().get(0).queued());
        deliveries.failed(new NullPointerException(), dispatch); // as its route says of whatever it meets
        clock.advance(Duration.ofSeconds(6));
        assertThat(Stream.generate(() -> takes(deliveries)).limit(2)).containsExactly("b", null);
    }

    /** What made it fail may be mended since that attempt began. */
    @ParameterizedTest
    @CsvSource({"PT1S, 503", "P4D, 503", "PT1S, 410"})
    void whatIsWantedByHandWhileItIsSentIsTriedOnceMoreWhereThatFails(Duration after, int answer) {
        queue("a");
        Deliveries deliveries = deliveries(false);
        Dispatch inHand = next(deliveries, "hook");
        clock.advance(after);
        again("a");
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            deliveries.failed(answered(answer), inHand);
            assertThat(log.all()).singleElement().asString().contains("again in");
        }
        assertThat(takes(deliveries)).isEqualTo("a");
    }

    /** Its time is over, which says nothing of others. */
    @Test
    void whatIsDeadForItselfStopsNoDestination() {
        queue("a");
        Deliveries deliveries = deliveries(false);
        deliveries.failed(answered(503), next(deliveries, "hook"));
        clock.advance(Duration.ofDays(4));
        Dispatch inHand = next(deliveries, "hook");
        queue("b");
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            deliveries.failed(answered(503), inHand);
            assertThat(log.all()).singleElement().asString().contains("is dead at attempt 2");
        }
        assertThat(takes(deliveries)).isEqualTo("b");
    }

    /** It is given up; the others are not sent any sooner for that. */
    @Test
    void whoAsksToWaitAtTheLastAttemptIsWaitedForToo() {
        queue("a");
        Deliveries deliveries = deliveries(false);
        deliveries.failed(answered(503), next(deliveries, "hook"));
        clock.advance(Duration.ofDays(4));
        asksToWait(deliveries, 600);
        queue("b");
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofSeconds(601));
        assertThat(takes(deliveries)).isEqualTo("b");
    }

    @Test
    void aDigestOfWhichSomethingIsWantedByHandMeanwhileStopsNoneEither() {
        values.put("callwatch.destinations.hook.group", "15m");
        queue("a", "b");
        Deliveries deliveries = deliveries(false);
        clock.advance(Duration.ofMinutes(16));
        Dispatch inHand = next(deliveries, "hook");
        assertThat(inHand.deliveries()).hasSize(2);
        again("a");
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            deliveries.failed(answered(410), inHand);
            assertThat(log.all()).hasSize(2).noneMatch(line -> line.contains("is stopped"));
        }
        assertThat(takes(deliveries)).isEqualTo("a");
    }

    private static Exception answered(int status) {
        return new HttpOperationFailedException("http://127.0.0.1:9/", status, "", null, Map.of(), null);
    }

    /** A file takes many in one go; how long each is tried counts from its own first attempt. */
    @Test
    void ofWhatGoesTogetherEachIsGivenUpAtItsOwnTime() {
        values.remove("callwatch.destinations.hook.url");
        values.putAll(Map.of("callwatch.destinations.hook.type", "file", "callwatch.destinations.hook.path", "hook.jsonl"));
        Deliveries deliveries = deliveries(false);
        queue("a");
        deliveries.failed(new IOException("no space left"), next(deliveries, "hook"));
        clock.advance(Duration.ofDays(2));
        queue("b");
        deliveries.failed(new IOException("no space left"), next(deliveries, "hook"));
        clock.advance(Duration.ofDays(2));
        Dispatch both = next(deliveries, "hook");
        assertThat(both.deliveries()).hasSize(2);
        deliveries.failed(new IOException("no space left"), both);
        assertThat(waiting("hook")).containsExactly("b");
    }
}
