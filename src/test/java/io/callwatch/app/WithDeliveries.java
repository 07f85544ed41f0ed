package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.config.Faults;
import io.callwatch.destination.SampleEvents;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.WithLedger;
import io.callwatch.ledger.Outbox;
import io.callwatch.sandbox.TurnedClock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;

/** A webhook and a file, what waits for them in a real ledger, and a turned clock; the sending itself is left out. */
abstract class WithDeliveries extends WithLedger {
    final TurnedClock clock = TurnedClock.at("2026-11-20T12:00:00Z");
    final Map<String, String> values = new TreeMap<>();
    final ActivePasses passes = new ActivePasses(new ProgressLine(null));
    private final AtomicInteger looks = new AtomicInteger(-1_000);

    @BeforeEach
    void aWebhookAndAFile() {
        values.putAll(Map.of("callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s",
                "callwatch.destinations.hook.type", "webhook", "callwatch.destinations.hook.url", "http://127.0.0.1:9/",
                "callwatch.destinations.archive.type", "file", "callwatch.destinations.archive.path", "alerts.jsonl",
                "callwatch.rules.short-call.when", "true", "callwatch.rules.short-call.notify", "hook,archive"));
    }

    void queue(String... ids) {
        for (String id : ids) {
            ledger.write(sql -> Outbox.add(sql, event(EventType.CALL_MATCHED, id, id), List.of("hook"), clock.instant()));
        }
    }

    /** @param first the event that opened the alert */
    void follow(String first, EventType type, String id) {
        ledger.write(sql -> Outbox.follow(sql, event(type, id, first), List.of("hook"), clock.instant()));
    }

    private Event event(EventType type, String id, String first) {
        Event like = SampleEvents.event(type, "short-call");
        return new Event(id, type, clock.instant(), like.tenantId(), like.rule(), like.severity(), like.title(), like.calls(), like.group(),
                like.reasons(), first);
    }

    /** By hand. */
    void again(String... ids) {
        for (String id : ids) {
            ledger.change(sql -> Outbox.again(sql, Outbox.find(sql, id, "hook").orElseThrow(), clock.instant()));
        }
    }

    Deliveries deliveries(boolean eachOnce) {
        return deliveries(new Run(clock, clock, eachOnce));
    }

    Deliveries deliveries(Run run) {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(values, folder, faults);
        faults.throwIfAny();
        Map<String, Channel> channels;
        try (Destinations open = Destinations.open(prepared, prepared.settings().destinations(), clock)) {
            channels = open.channels();
        }
        return new Deliveries(ledger, channels, new BackOff(new Random(1)), run, new Pause(clock), passes);
    }

    /** At one of its looks at the clock, from {@link #beginsToLook} on, something happens meanwhile. */
    Run at(int look, Runnable meanwhile) {
        InstantSource watched = () -> {
            if (looks.incrementAndGet() == look) {
                meanwhile.run();
            }
            return clock.instant();
        };
        return new Run(watched, watched, false);
    }

    void beginsToLook() {
        looks.set(0);
    }

    static Dispatch next(Deliveries deliveries, String destination) {
        Exchange exchange = exchange();
        return deliveries.next(exchange, destination) ? exchange.getProperty("dispatch", Dispatch.class) : null;
    }

    static String takes(Deliveries deliveries) {
        Dispatch dispatch = next(deliveries, "hook");
        if (dispatch != null) {
            deliveries.delivered(dispatch);
        }
        return dispatch == null ? null : dispatch.first().id();
    }

    static String asksToWait(Deliveries deliveries, int seconds) {
        Dispatch dispatch = next(deliveries, "hook");
        deliveries.failed(new HttpOperationFailedException("http://127.0.0.1:9/", 503, "", null,
                Map.of("Retry-After", Integer.toString(seconds)), null), dispatch);
        return dispatch.first().id();
    }

    static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    List<String> waiting(String destination) {
        return ledger.read(sql -> DeliveryList.part(sql, List.of(Delivery.State.PENDING), Optional.empty(), 100)).stream()
                .filter(delivery -> delivery.destination().equals(destination)).map(delivery -> delivery.event().id()).toList();
    }
}
