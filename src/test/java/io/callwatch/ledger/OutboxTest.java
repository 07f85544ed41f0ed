package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is told what of an alert, and what of it is due. */
class OutboxTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String FIRST_IS_DEAD = "the event before it is dead";

    @Test
    void anEventIsQueuedOnce() {
        ledger.change(sql -> {
            assertThat(add(sql, "match", "match", "hook")).isTrue();
            assertThat(add(sql, "match", "match", "hook", "mail")).isFalse();
            assertThat(DeliveryList.open(sql)).containsExactly(new DeliveryList.Target("match", "hook"));
        });
    }

    @Test
    void whatBecameOfAnAlertGoesToThoseWhoAreToldOfItsLastMatch() {
        ledger.change(sql -> {
            add(sql, "match", "match", "hook");
            Outbox.follow(sql, event("matched again", EventType.CALL_MATCHED, "match"), List.of("mail"), NOON);
            add(sql, "of another", "another", "archive");
            Outbox.follow(sql, event("corrected", EventType.CALL_CORRECTED, "match"), List.of("hook"), NOON);
            Outbox.dead(sql, find(sql, "corrected", "mail"), "503", NOON);
            DeliveryList.dismiss(sql, "corrected", List.of("mail"));
            Outbox.follow(sql, event("withdrawn", EventType.CALL_WITHDRAWN, "match"), List.of("hook"), NOON);
            assertThat(DeliveryList.open(sql)).filteredOn(target -> target.eventId().equals("withdrawn"))
                    .containsExactly(new DeliveryList.Target("withdrawn", "mail"));
            assertThat(find(sql, "withdrawn", "mail").state()).as("the match is not sent yet").isEqualTo(Delivery.State.PENDING);
        });
    }

    @Test
    void whatBecameOfADeadMatchIsDeadTooWhereNothingOfTheAlertWasHeard() {
        ledger.change(sql -> {
            add(sql, "match", "match", "half", "deaf");
            add(sql, "of another", "another", "deaf");
            Outbox.delivered(sql, find(sql, "of another", "deaf"), NOON);
            Outbox.recipients(sql, find(sql, "match", "half"), Set.of("a@example.com"), Set.of("b@example.com"));
            assertThat(find(sql, "match", "half").refused()).containsExactly("b@example.com");
            assertThat(find(sql, "of another", "deaf").reached()).isEmpty();
            for (String destination : List.of("half", "deaf")) {
                Outbox.dead(sql, find(sql, "match", destination), "503", NOON);
            }
            Outbox.follow(sql, event("withdrawn", EventType.CALL_WITHDRAWN, "match"), List.of(), NOON);
            assertThat(find(sql, "withdrawn", "half").state()).isEqualTo(Delivery.State.PENDING);
            assertThat(find(sql, "withdrawn", "half").failure()).isNull();
            assertThat(find(sql, "withdrawn", "deaf").state()).isEqualTo(Delivery.State.DEAD);
            assertThat(find(sql, "withdrawn", "deaf").failure()).isEqualTo(FIRST_IS_DEAD);
        });
    }

    @Test
    void whatFollowsADeadOneIsDeadWhereNothingOfTheAlertWasHeard() {
        ledger.change(sql -> {
            add(sql, "of another", "another", "deaf");
            for (String id : List.of("match", "later", "last")) {
                add(sql, id, "match", "heard", "half", "deaf", "early", "waiting");
            }
            Outbox.delivered(sql, find(sql, "match", "heard"), NOON);
            Outbox.recipients(sql, find(sql, "match", "half"), Set.of("a@example.com"), Set.of());
            Outbox.failed(sql, find(sql, "later", "heard"), "503", NOON, NOON.plusSeconds(60));
            Outbox.dead(sql, find(sql, "later", "heard"), "503", NOON);
            Outbox.dead(sql, find(sql, "match", "half"), "503", NOON);
            assertThat(find(sql, "later", "half").reached()).isEmpty();
            Outbox.dead(sql, find(sql, "match", "deaf"), "503", NOON);
            Outbox.dead(sql, find(sql, "later", "early"), "410", NOON);
            assertThat(find(sql, "match", "early").state()).as("it is before that").isEqualTo(Delivery.State.PENDING);
            for (String id : List.of("match", "later", "last")) {
                assertThat(find(sql, id, "waiting").state()).isEqualTo(Delivery.State.PENDING);
            }
            assertThat(find(sql, "last", "heard").state()).isEqualTo(Delivery.State.PENDING);
            assertThat(find(sql, "last", "half").state()).isEqualTo(Delivery.State.PENDING);
            assertThat(find(sql, "last", "deaf").state()).isEqualTo(Delivery.State.DEAD);
            assertThat(find(sql, "of another", "deaf").state()).isEqualTo(Delivery.State.PENDING);
            for (String destination : List.of("heard", "half")) {
                assertThat(Queue.due(sql, destination, NOON, null)).as("what is dead holds nothing").isNotEmpty();
                assertThat(Queue.pending(sql, destination, NOON, null)).isNotEmpty();
            }
        });
    }

    @Test
    void whatIsTriedAgainBeginsAnewAndWhatWasTakenStays() {
        Instant later = NOON.plus(Duration.ofDays(4));
        ledger.change(sql -> {
            for (String id : List.of("match", "for itself", "last", "other")) {
                add(sql, id, id.equals("other") ? "other" : "match", "hook", "gone", "late");
            }
            Outbox.recipients(sql, find(sql, "match", "hook"), Set.of(), Set.of("a@example.com"));
            Outbox.failed(sql, find(sql, "match", "hook"), "503", NOON, NOON.plusSeconds(60));
            Outbox.dead(sql, find(sql, "for itself", "hook"), "410", NOON);
            Outbox.dead(sql, find(sql, "match", "hook"), "503", NOON);
            Outbox.dead(sql, find(sql, "match", "late"), "503", NOON);
            Outbox.delivered(sql, find(sql, "other", "hook"), NOON);
            Outbox.close(sql, "hook", "410");
            for (String id : List.of("match", "other")) {
                Outbox.again(sql, find(sql, id, "hook"), later);
            }
            assertThat(Outbox.closed(sql, "hook")).isEmpty();
            Delivery again = find(sql, "match", "hook");
            assertThat(List.of(again.state(), again.queued(), again.next(), again.attempts(), again.refused()))
                    .isEqualTo(List.of(Delivery.State.PENDING, later, Instant.EPOCH, 0, Set.of()));
            assertThat(List.of("match", "last")).extracting(id -> find(sql, id, "late").state()).containsOnly(Delivery.State.DEAD);
            assertThat(List.of("for itself", "last", "other")).extracting(id -> find(sql, id, "hook").state())
                    .containsExactly(Delivery.State.DEAD, Delivery.State.PENDING, Delivery.State.DELIVERED);
            Outbox.delivered(sql, find(sql, "other", "gone"), NOON);
            Outbox.dead(sql, find(sql, "for itself", "gone"), "410", NOON);
            assertThat(DeliveryList.dismiss(sql, "other", List.of("hook", "late"))).as("what a destination had is no waste").isZero();
            assertThat(DeliveryList.dismiss(sql, "for itself", List.of("hook"))).as("one is dead, for two there is nobody").isEqualTo(3);
        });
    }

    /** Who has it by that attempt has it, whatever was wanted meanwhile. */
    @Test
    void anAttemptThatBeganBeforeItWasToBeTriedAgainSaysOnlyWhoHasIt() {
        ledger.change(sql -> {
            add(sql, "match", "match", "hook");
            add(sql, "last", "match", "hook");
            Delivery inHand = find(sql, "match", "hook");
            Outbox.again(sql, inHand, NOON.plusSeconds(1));
            Outbox.recipients(sql, inHand, Set.of("a@example.com"), Set.of("b@example.com"));
            Outbox.failed(sql, inHand, "503", NOON.plusSeconds(2), NOON.plusSeconds(62));
            assertThat(Outbox.dead(sql, inHand, "503", NOON.plusSeconds(2))).isFalse();
            Delivery again = find(sql, "match", "hook");
            assertThat(List.of(again.state(), again.next(), again.attempts(), again.reached(), again.refused()))
                    .isEqualTo(List.of(Delivery.State.PENDING, Instant.EPOCH, 0, Set.of("a@example.com"), Set.of()));
            assertThat(find(sql, "last", "hook").state()).isEqualTo(Delivery.State.PENDING);
            Outbox.delivered(sql, inHand, NOON.plusSeconds(3));
            assertThat(find(sql, "match", "hook").state()).isEqualTo(Delivery.State.DELIVERED);
        });
    }

    @Test
    void anAttemptIsNotedWithItsTimeAndWhatCameOfIt() {
        ledger.change(sql -> {
            add(sql, "taken", "taken", "hook", "mail");
            add(sql, "refused", "refused", "hook");
            for (String id : List.of("taken", "refused")) {
                Outbox.failed(sql, find(sql, id, "hook"), "timeout", NOON, NOON);
            }
            Outbox.failed(sql, find(sql, "taken", "hook"), "503", NOON.plusSeconds(1), NOON.plusSeconds(6));
            assertThat(attempt(sql, "taken")).isEqualTo(List.of(Delivery.State.PENDING, 2, NOON.plusSeconds(1), NOON.plusSeconds(6), "503"));
            Outbox.delivered(sql, find(sql, "taken", "hook"), NOON.plusSeconds(7));
            assertThat(attempt(sql, "taken")).isEqualTo(List.of(Delivery.State.DELIVERED, 3, NOON.plusSeconds(7), NOON.plusSeconds(6), "none"));
            Outbox.dead(sql, find(sql, "refused", "hook"), "410", NOON.plusSeconds(8));
            assertThat(attempt(sql, "refused")).isEqualTo(List.of(Delivery.State.DEAD, 2, NOON.plusSeconds(8), NOON, "410"));
            assertThat(find(sql, "taken", "mail").last()).isNull();
        });
    }

    private static List<?> attempt(Sql sql, String id) throws SQLException {
        Delivery now = find(sql, id, "hook");
        return List.of(now.state(), now.attempts(), now.last(), now.next(), now.failure() == null ? "none" : now.failure());
    }

    @Test
    void whatIsTriedAgainAloneLeavesWhatIsDeadBeforeItAndWhatIsDeadOfAnotherAlert() {
        ledger.change(sql -> {
            for (String id : List.of("match", "later", "last", "another match", "another later")) {
                add(sql, id, id.startsWith("another") ? "another" : "match", "hook");
            }
            Outbox.dead(sql, find(sql, "match", "hook"), "503", NOON);
            Outbox.dead(sql, find(sql, "another match", "hook"), "503", NOON);
            Outbox.again(sql, find(sql, "later", "hook"), NOON);
            assertThat(DeliveryList.open(sql)).extracting(target -> target.eventId() + " " + find(sql, target.eventId(), "hook").state())
                    .containsExactly("match DEAD", "later PENDING", "last PENDING", "another match DEAD", "another later DEAD");
        });
    }

    /** Of a file or an endpoint of Camel, which have no digests. */
    @Test
    void whatIsDueOneByOneIsWhatWaitsForNothingBeforeItAndWhoseTimeHasCome() {
        ledger.change(sql -> {
            for (String id : List.of("taken", "new", "tried", "tried before", "ahead", "last")) {
                add(sql, id, id, "hook");
            }
            add(sql, "behind", "tried", "hook");
            add(sql, "elsewhere", "elsewhere", "mail");
            Outbox.delivered(sql, find(sql, "taken", "hook"), NOON.minusSeconds(60));
            Outbox.failed(sql, find(sql, "tried", "hook"), "503", NOON, NOON.plusSeconds(5));
            Outbox.failed(sql, find(sql, "tried before", "hook"), "503", NOON.minusMillis(2), NOON);
            Outbox.failed(sql, find(sql, "ahead", "hook"), "503", NOON.plusSeconds(3_600), NOON.plusSeconds(3_605));
            assertThat(Outbox.due(sql, "hook", NOON, 0, 9)).extracting(delivery -> delivery.event().id())
                    .containsExactly("new", "tried before", "ahead", "last");
            assertThat(Outbox.due(sql, "hook", NOON, find(sql, "tried before", "hook").eventSeq(), 1))
                    .extracting(delivery -> delivery.event().id()).containsExactly("ahead");
            assertThat(Outbox.pending(sql, "hook", NOON, 2)).extracting(delivery -> delivery.event().id()).containsExactly("new", "tried before");
            Outbox.untriedSince(sql, NOON);
            assertThat(find(sql, "tried", "hook").last()).isEqualTo(find(sql, "ahead", "hook").last()).isEqualTo(NOON.minusMillis(1));
            assertThat(Outbox.pending(sql, "hook", NOON, 9)).extracting(delivery -> delivery.event().id())
                    .containsExactly("new", "tried", "tried before", "ahead", "last");
            assertThat(find(sql, "tried before", "hook").last()).isEqualTo(NOON.minusMillis(2));
            assertThat(find(sql, "taken", "hook").last()).isEqualTo(NOON.minusSeconds(60));
        });
    }

    @Test
    void whatHoldsOfAlertsIsInTheOrderOfTheirLastEventsWithoutWhatIsSaidOfTheFeed() {
        ledger.change(sql -> {
            add(sql, "match", "match", "hook");
            Outbox.add(sql, new Event("stale", EventType.FEED_STALE, NOON, "tenant", null, Severity.CRITICAL, "", List.of(), null, List.of(),
                    "stale"), List.of("hook"), NOON);
            add(sql, "another", "another", "hook");
            add(sql, "corrected", "match", "hook");
            List<String> standing = new ArrayList<>();
            Outbox.standing(sql, event -> standing.add(event.id()));
            assertThat(standing).containsExactly("another", "corrected");
        });
    }

    private static boolean add(Sql sql, String id, String firstId, String... destinations) throws SQLException {
        return Outbox.add(sql, event(id, EventType.CALL_MATCHED, firstId), List.of(destinations), NOON);
    }

    private static Event event(String id, EventType type, String firstId) {
        return new Event(id, type, NOON, "tenant", "rule", Severity.WARNING, "", List.of(), null, List.of(), firstId);
    }

    private static Delivery find(Sql sql, String id, String destination) {
        try {
            return Outbox.find(sql, id, destination).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
