package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.config.Faults;
import io.callwatch.destination.SampleEvents;
import io.callwatch.endtoend.LogLines;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.ledger.Outbox;
import io.callwatch.sandbox.TurnedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a destination is given when, over a turned clock and a real ledger; the sending itself is left out. */
class DeliveriesTest {
    @TempDir
    private Path folder;
    private final TurnedClock clock = TurnedClock.at("2026-11-20T12:00:00Z");
    private final Map<String, String> values = new TreeMap<>();
    private Ledger ledger;

    @BeforeEach
    void aWebhookAndAFile() {
        values.putAll(Map.of("callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s",
                "callwatch.destinations.hook.type", "webhook", "callwatch.destinations.hook.url", "http://127.0.0.1:9/",
                "callwatch.destinations.archive.type", "file", "callwatch.destinations.archive.path", "alerts.jsonl",
                "callwatch.rules.short-call.when", "true", "callwatch.rules.short-call.notify", "hook,archive"));
        ledger = LedgerPlace.in(folder).open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

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

    @Test
    void whatCannotBeNotedIsNotSentAgainAndNotedWhenItCan() {
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        Dispatch dispatch = next(deliveries, "hook");
        AtomicBoolean broken = new AtomicBoolean(true);
        Exchange exchange = exchange(new HttpOperationFailedException("http://127.0.0.1:9/", 503, "", null, null, null) {
            @Override
            public int getStatusCode() {
                if (broken.get()) {
                    throw new IllegalStateException("no status");
                }
                return super.getStatusCode();
            }
        });
        LogLines log = new LogLines("app.DeliveryLog");
        deliveries.failed(exchange, dispatch);
        for (int second = 0; second < 3; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(next(deliveries, "hook")).as("neither it nor another").isNull();
        }
        broken.set(false);
        assertThat(takes(deliveries)).as("the failed one waits").isEqualTo("b");
        broken.set(true);
        deliveries.failed(exchange, next(deliveries, "hook"));
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
        deliveries.failed(exchange(new NullPointerException()), dispatch); // as its route says of whatever it meets
        clock.advance(Duration.ofSeconds(6));
        assertThat(Stream.generate(() -> takes(deliveries)).limit(2)).containsExactly("b", null);
    }

    private void queue(String... ids) {
        for (String id : ids) {
            Event like = SampleEvents.event(EventType.CALL_MATCHED, "short-call");
            Event event = new Event(id, like.type(), clock.instant(), like.tenantId(), like.rule(), like.severity(), like.title(),
                    like.calls(), like.group(), like.reasons(), id);
            ledger.write(sql -> Outbox.add(sql, event, List.of("hook"), clock.instant()));
        }
    }

    private Deliveries deliveries(boolean eachOnce) {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(values, folder, faults);
        faults.throwIfAny();
        Map<String, Channel> channels;
        try (Destinations open = Destinations.open(prepared, prepared.settings().destinations(), clock)) {
            channels = open.channels();
        }
        return new Deliveries(ledger, channels, new BackOff(new Random(1)), new Run(folder, clock, clock, eachOnce), new Pause(clock),
                new ActivePasses());
    }

    private static Dispatch next(Deliveries deliveries, String destination) {
        Exchange exchange = exchange(null);
        return deliveries.next(exchange, destination) ? exchange.getProperty("dispatch", Dispatch.class) : null;
    }

    private static String takes(Deliveries deliveries) {
        Dispatch dispatch = next(deliveries, "hook");
        if (dispatch != null) {
            deliveries.delivered(dispatch);
        }
        return dispatch == null ? null : dispatch.first().id();
    }

    private static String asksToWait(Deliveries deliveries, int seconds) {
        Dispatch dispatch = next(deliveries, "hook");
        deliveries.failed(exchange(new HttpOperationFailedException("http://127.0.0.1:9/", 503, "", null,
                Map.of("Retry-After", Integer.toString(seconds)), null)), dispatch);
        return dispatch.first().id();
    }

    private static Exchange exchange(Exception caught) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        return exchange;
    }

    private List<String> waiting(String destination) {
        return ledger.read(sql -> DeliveryList.part(sql, List.of(Delivery.State.PENDING), Optional.empty(), 100)).stream()
                .filter(delivery -> delivery.destination().equals(destination)).map(delivery -> delivery.event().id()).toList();
    }
}
