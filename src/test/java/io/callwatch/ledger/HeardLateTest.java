package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who was never told of an alert's match, and was of what became of it. */
class HeardLateTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3_600);

    @Test
    void whoGotACorrectionAsAFallbackHearsOfTheWithdrawalThoughTheFirstDestinationTakesItItself() {
        ledger.change(sql -> {
            Outbox.add(sql, event("match", EventType.CALL_MATCHED), List.of("hook"), NOON);
            Outbox.delivered(sql, find(sql, "match", "hook"), NOON);
            follow(sql, "corrected", EventType.CALL_CORRECTED);
            Outbox.failed(sql, find(sql, "corrected", "hook"), "503", NOON, LATER);
            Queue.fallBack(sql, "hook", "pager", 1, NOON, LATER);
            Outbox.delivered(sql, find(sql, "corrected", "pager"), LATER);
            Outbox.delivered(sql, find(sql, "corrected", "hook"), LATER);
            follow(sql, "withdrawn", EventType.CALL_WITHDRAWN);
            assertThat(DeliveryList.open(sql)).containsExactly(
                    new DeliveryList.Target("withdrawn", "hook"), new DeliveryList.Target("withdrawn", "pager"));
            follow(sql, "matched again", EventType.CALL_MATCHED);
            follow(sql, "corrected again", EventType.CALL_CORRECTED);
            assertThat(DeliveryList.open(sql)).filteredOn(target -> target.destination().equals("pager"))
                    .as("that match is told to those who are to be").containsExactly(new DeliveryList.Target("withdrawn", "pager"));
        });
    }

    @Test
    void whoseDeadMatchWasTakenOffTheListAndWhoTookTheCorrectionHearsOfTheWithdrawal() {
        ledger.change(sql -> {
            Outbox.add(sql, event("match", EventType.CALL_MATCHED), List.of("hook"), NOON);
            follow(sql, "corrected", EventType.CALL_CORRECTED);
            Outbox.dead(sql, find(sql, "match", "hook"), "503", NOON);
            DeliveryList.dismiss(sql, "match", List.of("hook"));
            follow(sql, "corrected twice", EventType.CALL_CORRECTED);
            assertThat(find(sql, "corrected twice", "hook").state()).as("nothing was heard").isEqualTo(Delivery.State.DEAD);
            Outbox.again(sql, find(sql, "corrected", "hook"), NOON);
            Outbox.delivered(sql, find(sql, "corrected", "hook"), NOON);
            follow(sql, "withdrawn", EventType.CALL_WITHDRAWN);
            assertThat(find(sql, "withdrawn", "hook").state()).isEqualTo(Delivery.State.PENDING);
        });
    }

    @Test
    void whoHasAMailThatOthersHaveRefusedHearsOfTheWithdrawalThoughItWasTakenOffTheList() {
        ledger.change(sql -> {
            Outbox.add(sql, event("match", EventType.CALL_MATCHED), List.of("mail", "renamed"), NOON);
            for (String destination : List.of("mail", "renamed")) {
                Outbox.recipients(sql, find(sql, "match", destination), Set.of("a@example.com"), Set.of("b@example.com"));
                Outbox.dead(sql, find(sql, "match", destination), "550", NOON);
            }
            assertThat(DeliveryList.toDismiss(sql, List.of("mail"))).containsExactly("match");
            assertThat(DeliveryList.dismiss(sql, "match", List.of("mail"))).isEqualTo(2);
            assertThat(DeliveryList.toDismiss(sql, List.of("mail"))).as("it is off the list").isEmpty();
            assertThat(DeliveryList.dismiss(sql, "match", List.of("mail"))).isZero();
            assertThat(find(sql, "match", "mail").failure()).isNull();
            follow(sql, "withdrawn", EventType.CALL_WITHDRAWN);
            assertThat(DeliveryList.open(sql)).as("what is configured no more is sent nothing")
                    .containsExactly(new DeliveryList.Target("withdrawn", "mail"));
        });
    }

    private static void follow(Sql sql, String id, EventType type) throws SQLException {
        Outbox.follow(sql, event(id, type), List.of("hook"), NOON);
    }

    private static Event event(String id, EventType type) {
        return new Event(id, type, NOON, "tenant", "rule", Severity.WARNING, "", List.of(), null, List.of(), "match");
    }

    private static Delivery find(Sql sql, String id, String destination) throws SQLException {
        return Outbox.find(sql, id, destination).orElseThrow();
    }
}
