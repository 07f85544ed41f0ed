package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a destination, and what of it may go. Thousands may wait: what is before each must be found by its index. */
class QueueTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    @Tag("file-ledger")
    void whatIsBeforeADeliveryIsFoundByItsAlert() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        for (String query : List.of(Queue.WAITING + "NOT " + Queue.EARLIER + ")", Outbox.DELIVERY + "WHERE d.destination = ?"
                + Outbox.NOTHING_BEFORE)) {
            assertThat(plan(place, query)).filteredOn(step -> step.contains(" b ")).isNotEmpty()
                    .allMatch(step -> step.contains("deliveries_order") && step.contains("first_id=?"));
        }
    }

    @Test
    @Tag("file-ledger")
    void whatFollowsADeliveryThatIsTriedAgainOrGivenUpIsFoundByItsAlertToo() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        assertThat(plan(place, Outbox.AGAIN)).singleElement().asString().contains("deliveries_order", "first_id=?");
        assertThat(plan(place, Outbox.GIVE_UP)).noneMatch(step -> step.startsWith("SCAN"))
                .first().asString().contains("deliveries_order", "first_id=?");
    }

    /** Asked each second of a destination that may have delivered a hundred thousand. */
    @Test
    @Tag("file-ledger")
    void whatIsToFallBackIsFoundAmongWhatIsNotDelivered() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        assertThat(plan(place, "SELECT COUNT(*) FROM deliveries d WHERE " + Queue.LATE)).filteredOn(step -> step.matches(".* d( .*)?"))
                .isNotEmpty().allMatch(step -> step.contains("deliveries_order"));
    }

    /** In quiet hours, say, of a day on which a rule matches far too much. */
    @Test
    void whatMayGoIsSeenBehindThousandsThatAreHeld() throws Exception {
        Instant now = Instant.parse("2026-11-20T23:00:00Z");
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            List<Waiting> waiting = ledger.write(sql -> {
                for (int i = 0; i < 10_000; i++) {
                    add(sql, "held-" + i, "held-" + i, Severity.WARNING, now);
                }
                add(sql, "behind", "held-0", Severity.CRITICAL, now);
                add(sql, "critical", "critical", Severity.CRITICAL, now);
                assertThat(Queue.due(sql, "hook", now, List.of())).isEmpty();
                return Queue.due(sql, "hook", now, List.of(Severity.CRITICAL));
            });
            assertThat(waiting).extracting(Waiting::firstId).containsExactly("critical");
        }
    }

    /** Else a digest that both are part of would come again without the second, under another id. */
    @Test
    void whatFollowsWhatAClockThatWasAheadHasTriedIsDueWithIt() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            List<Waiting> waiting = ledger.write(sql -> {
                add(sql, "match", "match", Severity.WARNING, NOON);
                add(sql, "later", "match", Severity.WARNING, NOON);
                for (Delivery delivery : Queue.load(sql, "hook", List.of(1L, 2L))) {
                    Outbox.failed(sql, delivery, "503", NOON.plusSeconds(3_600), NOON.plusSeconds(3_605));
                }
                return Queue.due(sql, "hook", NOON, null);
            });
            assertThat(waiting).hasSize(2);
        }
    }

    /** A rule that notified both, and tells the second no more. */
    @Test
    void whatWaitsBehindAMatchThatTheFallbackHasIsNotLateBeforeThatIsTried() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "match", "match", Severity.WARNING, NOON, "hook", "mail");
                add(sql, "again", "match", Severity.WARNING, NOON);
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON)).isFalse();
                Outbox.failed(sql, Outbox.find(sql, "match", "hook").orElseThrow(), "503", NOON, NOON);
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON)).isTrue();
            });
        }
    }

    @Test
    void whatIsSentByHandIsNoMessageThatWasBegunAndBeginsAnew() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "match", "match", Severity.WARNING, NOON);
                Outbox.failed(sql, Outbox.find(sql, "match", "hook").orElseThrow(), "503", NOON, NOON);
                Queue.join(sql, "hook", List.of(1L), new Batch(Batch.ALONE, 1));
                assertThat(Queue.begun(sql, "hook")).isEqualTo(1);
                Outbox.again(sql, Outbox.find(sql, "match", "hook").orElseThrow(), NOON);
                assertThat(Queue.begun(sql, "hook")).as("it takes nobody's room of the hour").isZero();
                assertThat(Outbox.find(sql, "match", "hook").orElseThrow().attempts()).isZero();
            });
        }
    }

    @Test
    void whatIsTriedAgainBeginsAnewAndWhatWasTakenStays() throws Exception {
        Instant later = NOON.plus(Duration.ofDays(4));
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                for (String id : List.of("match", "for itself", "last", "other")) {
                    add(sql, id, id.equals("other") ? "other" : "match", Severity.WARNING, NOON, "hook", "gone", "late");
                }
                Outbox.recipients(sql, Outbox.find(sql, "match", "hook").orElseThrow(), Set.of(), Set.of("a@example.com"));
                Outbox.dead(sql, Outbox.find(sql, "match", "hook").orElseThrow(), "503", NOON);
                Outbox.dead(sql, Outbox.find(sql, "for itself", "hook").orElseThrow(), "410", NOON);
                Outbox.delivered(sql, Outbox.find(sql, "other", "hook").orElseThrow(), NOON);
                Outbox.close(sql, "hook", "410");
                for (String id : List.of("match", "other")) {
                    Outbox.again(sql, Outbox.find(sql, id, "hook").orElseThrow(), later);
                }
                assertThat(Outbox.closed(sql, "hook")).isEmpty();
                Delivery again = Outbox.find(sql, "match", "hook").orElseThrow();
                assertThat(List.of(again.state(), again.queued(), again.attempts(), again.refused()))
                        .isEqualTo(List.of(Delivery.State.PENDING, later, 0, Set.of()));
                assertThat(List.of("for itself", "last", "other")).extracting(id -> Outbox.find(sql, id, "hook").orElseThrow().state())
                        .containsExactly(Delivery.State.DEAD, Delivery.State.PENDING, Delivery.State.DELIVERED);
                Outbox.delivered(sql, Outbox.find(sql, "other", "gone").orElseThrow(), NOON);
                Outbox.dead(sql, Outbox.find(sql, "for itself", "gone").orElseThrow(), "410", NOON);
                assertThat(Outbox.dismiss(sql, "other", List.of("hook", "late"))).as("what a destination had is no waste").isZero();
                assertThat(Outbox.dismiss(sql, "for itself", List.of("hook"))).as("one is dead, for two there is nobody").isEqualTo(3);
            });
        }
    }

    @Test
    void aMessageOfManyIsOneAndWhatWasNotTriedIsNone() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                for (String id : List.of("one", "two", "tried", "new")) {
                    add(sql, id, id, Severity.WARNING, NOON);
                }
                Outbox.failed(sql, Outbox.find(sql, "tried", "hook").orElseThrow(), "503", NOON, NOON);
                Queue.goOnAlone(sql, List.of("hook"));
                assertThat(Queue.begun(sql, "hook")).isEqualTo(1);
                assertThat(Queue.withDigest(sql)).isEmpty();
                Queue.join(sql, "hook", List.of(1L, 2L), new Batch("grouped", 1));
                assertThat(Queue.begun(sql, "hook")).isEqualTo(2);
                assertThat(Queue.withDigest(sql)).containsExactly("hook");
                Outbox.delivered(sql, Outbox.find(sql, "one", "hook").orElseThrow(), NOON);
                assertThat(Queue.load(sql, "hook", List.of(1L, 2L))).extracting(Delivery::eventSeq).containsExactly(2L);
            });
        }
    }

    @Test
    void whoIsReachedByAPartOfItsRecipientsIsTold() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "match", "match", Severity.WARNING, NOON);
                assertThat(Queue.toldIn(sql, "hook", "match")).isEmpty();
                Outbox.recipients(sql, Outbox.find(sql, "match", "hook").orElseThrow(), Set.of("a@example.com"), Set.of());
                assertThat(Queue.toldIn(sql, "hook", "match")).contains(new Batch(Batch.ALONE, 1));
            });
        }
    }

    @Test
    void whatIsListedInPartsIsListedOnceAndWholeAndWhatIsDeliveredIsNoStray() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "one", "one", Severity.WARNING, NOON, "archive", "hook", "mail");
                add(sql, "two", "two", Severity.WARNING, NOON, "hook");
                List<String> listed = new ArrayList<>();
                Optional<Delivery> last = Optional.empty();
                do {
                    last = DeliveryList.part(sql, List.of(Delivery.State.PENDING), last, 1).stream().findFirst();
                    last.ifPresent(delivery -> listed.add(delivery.event().id() + " " + delivery.destination()));
                } while (last.isPresent() && listed.size() < 5);
                assertThat(listed).containsExactly("one archive", "one hook", "one mail", "two hook");
                Outbox.delivered(sql, Outbox.find(sql, "one", "hook").orElseThrow(), NOON);
                assertThat(DeliveryList.strays(sql, List.of("archive"))).containsExactly(Map.entry("hook", 1L), Map.entry("mail", 1L));
            });
        }
    }

    @Test
    void whatFollowsADeadOneIsDeadWhereNothingOfTheAlertWasHeard() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                for (String id : List.of("match", "later", "last")) {
                    add(sql, id, "match", Severity.WARNING, NOON, "heard", "half", "deaf");
                }
                Outbox.delivered(sql, Outbox.find(sql, "match", "heard").orElseThrow(), NOON);
                Outbox.recipients(sql, Outbox.find(sql, "match", "half").orElseThrow(), Set.of("a@example.com"), Set.of());
                Outbox.failed(sql, Outbox.find(sql, "later", "heard").orElseThrow(), "503", NOON, NOON.plusSeconds(60));
                Outbox.dead(sql, Outbox.find(sql, "later", "heard").orElseThrow(), "503", NOON);
                Outbox.dead(sql, Outbox.find(sql, "match", "half").orElseThrow(), "503", NOON);
                Outbox.dead(sql, Outbox.find(sql, "match", "deaf").orElseThrow(), "503", NOON);
                assertThat(Outbox.find(sql, "last", "heard").orElseThrow().state()).isEqualTo(Delivery.State.PENDING);
                assertThat(Outbox.find(sql, "last", "half").orElseThrow().state()).isEqualTo(Delivery.State.PENDING);
                assertThat(Outbox.find(sql, "last", "deaf").orElseThrow().state()).isEqualTo(Delivery.State.DEAD);
                for (String destination : List.of("heard", "half")) {
                    assertThat(Queue.due(sql, destination, NOON, null)).as("what is dead holds nothing").isNotEmpty();
                    assertThat(Queue.pending(sql, destination, NOON, null)).isNotEmpty();
                }
            });
        }
    }

    @Test
    void whatAClockThatWasAheadHasBegunIsLongAgo() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                Queue.noteBegun(sql, "hook", NOON.plusSeconds(1));
                assertThat(Queue.lastBegun(sql, "hook", NOON)).isEqualTo(Instant.EPOCH);
                assertThat(Queue.lastBegun(sql, "hook", NOON.plusSeconds(1))).isEqualTo(NOON.plusSeconds(1));
            });
        }
    }

    private static void add(Sql sql, String id, String firstId, Severity severity, Instant now, String... destinations) throws SQLException {
        Outbox.add(sql, new Event(id, EventType.CALL_MATCHED, now, "tenant", "rule", severity, "", List.of(), null, List.of(), firstId),
                destinations.length == 0 ? List.of("hook") : List.of(destinations), now);
    }

    static List<String> plan(LedgerPlace place, String query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + query.replace("?", "'x'"))) {
            while (row.next()) {
                plan.add(row.getString("detail"));
            }
        }
        return plan;
    }
}
