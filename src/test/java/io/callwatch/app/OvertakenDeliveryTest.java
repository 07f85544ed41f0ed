package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Sql;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is tried again by hand, where the destination was told meanwhile what became of the alert. */
class OvertakenDeliveryTest extends WithDeliveries {
    private Deliveries deliveries;

    @BeforeEach
    void aMatchWasTakenAndItsEndWasNot() {
        values.putAll(Map.of("callwatch.destinations.hook.format", "pagerduty", "callwatch.destinations.hook.secret", "a routing key"));
        deliveries = deliveries(false);
        follow(EventType.CALL_MATCHED, "match");
        take("hook");
        take("archive");
        follow(EventType.CALL_WITHDRAWN, "end");
        for (String destination : List.of("hook", "archive")) {
            ledger.change(sql -> Outbox.dead(sql, find(sql, "end", destination), "503", clock.instant()));
        }
        follow(EventType.CALL_MATCHED, "match again");
    }

    /** An incident that stands would be resolved. */
    @Test
    void changesNoIncident() {
        take("hook");
        tryAgain("hook");
        assertThat(next(deliveries, "hook")).isNull();
        Delivery end = ledger.read(sql -> find(sql, "end", "hook"));
        assertThat(List.of(end.state(), end.failure(), end.last()))
                .isEqualTo(List.of(Delivery.State.DEAD, "not sent: a later event of its alert was delivered here", clock.instant()));
    }

    @Test
    void goesBeforeALaterOneThatWaits() {
        tryAgain("hook");
        assertThat(Stream.generate(() -> take("hook")).limit(2)).containsExactly("end", "match again");
        assertThat(next(deliveries, "hook")).isNull();
    }

    @Test
    void isStillWantedWhereNoIncidentIs() {
        values.keySet().removeAll(List.of("callwatch.destinations.hook.format", "callwatch.destinations.hook.secret"));
        deliveries = deliveries(false);
        for (String destination : List.of("hook", "archive")) {
            take(destination);
            tryAgain(destination);
            assertThat(take(destination)).isEqualTo("end");
        }
    }

    private void follow(EventType type, String id) {
        Event event = new Event(id, type, clock.instant(), "t", "short-call", Severity.WARNING, "", List.of(), null, List.of(), "match");
        ledger.change(sql -> Outbox.follow(sql, event, List.of("hook", "archive"), clock.instant()));
    }

    private String take(String destination) {
        Dispatch dispatch = next(deliveries, destination);
        deliveries.delivered(dispatch);
        return dispatch.first().id();
    }

    private void tryAgain(String destination) {
        clock.advance(Duration.ofSeconds(1));
        ledger.change(sql -> Outbox.again(sql, find(sql, "end", destination), clock.instant()));
    }

    private static Delivery find(Sql sql, String id, String destination) throws SQLException {
        return Outbox.find(sql, id, destination).orElseThrow();
    }
}
