package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a destination, and what of it may go. */
class QueueTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

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
                Outbox.again(sql, Outbox.find(sql, "held-9999", "hook").orElseThrow(), now);
                return Queue.due(sql, "hook", now, List.of(Severity.CRITICAL));
            });
            assertThat(waiting).extracting(Waiting::firstId).as("by hand, or critical").containsExactly("held-9999", "critical");
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

    @Test
    void whatIsDueWaitsForNothingOfItsAlertUnlessThatIsDueWithIt() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                for (String id : List.of("taken", "new", "tried", "tried before", "ahead")) {
                    add(sql, id, id, Severity.WARNING, NOON, "hook", "mail");
                }
                for (String id : List.of("taken", "tried", "tried before")) {
                    add(sql, "after " + id, id, Severity.WARNING, NOON);
                }
                Outbox.delivered(sql, Outbox.find(sql, "taken", "hook").orElseThrow(), NOON.minusSeconds(60));
                Outbox.failed(sql, Outbox.find(sql, "tried", "hook").orElseThrow(), "503", NOON, NOON.plusSeconds(5));
                Outbox.failed(sql, Outbox.find(sql, "tried before", "hook").orElseThrow(), "503", NOON.minusMillis(1), NOON);
                Outbox.failed(sql, Outbox.find(sql, "ahead", "hook").orElseThrow(), "503", NOON.plusSeconds(60), NOON.plusSeconds(65));
                List<String> due = List.of("new", "tried before", "ahead", "after taken", "after tried before");
                assertThat(ids(sql, Queue.due(sql, "hook", NOON, null))).isEqualTo(due);
                assertThat(ids(sql, Queue.due(sql, "hook", NOON, List.of(Severity.WARNING)))).as("of its own alone").isEqualTo(due.subList(0, 4));
                assertThat(ids(sql, Queue.due(sql, "hook", NOON.plusSeconds(5), null)))
                        .containsExactly("new", "tried", "tried before", "ahead", "after taken", "after tried", "after tried before");
                assertThat(ids(sql, Queue.pending(sql, "hook", NOON, null))).as("what is tried at once, whether due or not")
                        .containsExactly("new", "tried before", "after taken", "after tried before");
            });
        }
    }

    private static List<String> ids(Sql sql, List<Waiting> waiting) throws SQLException {
        return ids(sql, "hook", waiting);
    }

    private static List<String> ids(Sql sql, String destination, List<Waiting> waiting) throws SQLException {
        List<Delivery> pending = Queue.load(sql, destination, waiting.stream().map(Waiting::seq).toList());
        assertThat(pending).hasSameSizeAs(waiting);
        return pending.stream().map(delivery -> delivery.event().id()).toList();
    }

    @Test
    void whatWasTriedIsLateFromItsTimeOnAndIsTheFallbacksOnce() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "match", "match", Severity.WARNING, NOON);
                add(sql, "again", "match", Severity.WARNING, NOON);
                add(sql, "another", "another", Severity.WARNING, NOON, "mail");
                Outbox.failed(sql, Outbox.find(sql, "match", "hook").orElseThrow(), "503", NOON, NOON);
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON.minusMillis(1))).isFalse();
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 2, NOON)).isFalse();
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON)).isTrue();
                Queue.fallBack(sql, "hook", "mail", 1, NOON, NOON.plusSeconds(60));
                assertThat(Outbox.find(sql, "match", "mail").orElseThrow().queued()).isEqualTo(NOON.plusSeconds(60));
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON)).as("what follows it").isTrue();
                Queue.fallBack(sql, "hook", "mail", 1, NOON, NOON.plusSeconds(60));
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON)).isFalse();
                add(sql, "refused", "refused", Severity.WARNING, NOON);
                Outbox.dead(sql, Outbox.find(sql, "refused", "hook").orElseThrow(), "410", NOON);
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, NOON.minusSeconds(60))).as("what is dead does not wait to be late").isTrue();
            });
        }
    }

    @Test
    void whatWasTakenAndWhatAnotherDestinationCouldNotTakeAreNotTheFallbacks() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "taken", "taken", Severity.WARNING, NOON);
                Outbox.delivered(sql, Outbox.find(sql, "taken", "hook").orElseThrow(), NOON);
                add(sql, "refused", "refused", Severity.WARNING, NOON, "pager");
                Outbox.dead(sql, Outbox.find(sql, "refused", "pager").orElseThrow(), "410", NOON);
                Instant later = NOON.plusSeconds(3_600);
                assertThat(Queue.isToFallBack(sql, "hook", "mail", 1, later)).isFalse();
                add(sql, "late", "late", Severity.WARNING, NOON);
                Outbox.failed(sql, Outbox.find(sql, "late", "hook").orElseThrow(), "503", NOON, NOON);
                Queue.fallBack(sql, "hook", "mail", 1, later, later);
                assertThat(ids(sql, "mail", Queue.due(sql, "mail", later, null))).containsExactly("late");
            });
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
                assertThat(Queue.withDigest(sql)).as("it goes alone").isEmpty();
                assertThat(Outbox.find(sql, "match", "hook").orElseThrow().attempts()).isZero();
            });
        }
    }

    /** Those of two destinations that begin with one event bear one name. */
    @Test
    void aDigestIsHeldByWhatIsInItAndNotByWhatIsInThatOfAnother() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                add(sql, "critical", "critical", Severity.CRITICAL, NOON, "hook", "mail");
                add(sql, "warning", "warning", Severity.WARNING, NOON, "hook", "mail");
                Queue.join(sql, "hook", List.of(1L), new Batch("grouped", 1));
                Queue.join(sql, "mail", List.of(1L, 2L), new Batch("grouped", 1));
                assertThat(Queue.due(sql, "hook", NOON, List.of(Severity.CRITICAL))).hasSize(1);
                assertThat(Queue.due(sql, "mail", NOON, List.of(Severity.CRITICAL))).isEmpty();
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
                Outbox.failed(sql, Outbox.find(sql, "two", "hook").orElseThrow(), "503", NOON, NOON);
                Queue.goOnAlone(sql, List.of("hook"));
                assertThat(Queue.withDigest(sql)).as("what is begun stays one").containsExactly("hook");
                Outbox.delivered(sql, Outbox.find(sql, "two", "hook").orElseThrow(), NOON);
                assertThat(Queue.begun(sql, "hook")).as("without what is delivered").isEqualTo(1);
                assertThat(Queue.withDigest(sql)).isEmpty();
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
                assertThat(Queue.toldIn(sql, "mail", "match")).isEmpty();
                for (String id : List.of("one", "two", "three")) {
                    add(sql, id, id, Severity.WARNING, NOON, "hook", "mail");
                }
                assertThat(Queue.toldIn(sql, "hook", "two")).as("nobody is told of it yet").isEmpty();
                Queue.join(sql, "hook", List.of(2L, 3L), new Batch("grouped", 2));
                assertThat(Queue.begun(sql, "mail")).as("it has nothing of another's digest").isZero();
                for (String id : List.of("one", "two", "three")) {
                    Outbox.delivered(sql, Outbox.find(sql, id, "hook").orElseThrow(), NOON);
                }
                assertThat(Queue.toldTogether(sql, "hook", new Batch("grouped", 2))).containsExactly("one", "two");
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
                Queue.noteSent(sql, "hook", NOON);
                assertThat(List.of(-1L, 0L, 3_599_999L, 3_600_000L)).as("one in the hour before, by now's clock").extracting(ms ->
                        Queue.sent(sql, "hook", NOON.plusMillis(ms)).size()).containsExactly(0, 1, 1, 0);
            });
        }
    }

    private static void add(Sql sql, String id, String firstId, Severity severity, Instant now, String... destinations) throws SQLException {
        Outbox.add(sql, new Event(id, EventType.CALL_MATCHED, now, "tenant", "rule", severity, "", List.of(), null, List.of(), firstId),
                destinations.length == 0 ? List.of("hook") : List.of(destinations), now);
    }
}
