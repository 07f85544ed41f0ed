package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.ledger.BurstCalls;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Pruning;
import io.callwatch.ledger.Sql;
import io.callwatch.rule.BurstCall;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bursts that were told, and what has become of them. */
class BurstsTest extends WithBursts {
    private static final int MANY = 30_000;
    private static final Instant FIRST = Instant.parse("2026-11-03T00:00:00Z");
    /** Of a rule without {@code per}. */
    private static final BurstCalls.Group GROUP = new BurstCalls.Group("many", "");

    /** A rule without {@code per} has all of a month in one group; to hold each against each would take minutes, and nobody else writes. */
    @Test
    @Tag("file-ledger")
    @Timeout(90)
    void ofVeryManyInOneGroupThoseWithACallInCommonAreComparedAndWhatHasChangedIsWritten() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            for (int burst = 0; burst < MANY; burst++) {
                note(sql, burst, "a");
                note(sql, burst, "b");
            }
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(MANY);
            sql.update("CREATE TRIGGER written AFTER UPDATE ON bursts BEGIN INSERT INTO notes VALUES (new.first_call, 'written'); END");
            note(sql, 0, "c");
            note(sql, MANY, "a");
            note(sql, MANY, "b");
            assertThat(bursts.look(sql, clock.instant())).as("one has grown, one is new").isEqualTo(1);
            assertThat(calls.told(sql, GROUP)).hasSize(MANY + 1)
                    .anySatisfy(told -> assertThat(told.calls()).containsExactly("0a", "0b", "0c"));
            assertThat(sql.list("SELECT name FROM notes WHERE value = 'written'", row -> row.getString(1))).containsExactly("0a");
        });
    }

    /** As where nobody has named a group and the pause between calls is never long; each with each would be thirty billion. */
    @Test
    @Tag("file-ledger")
    @Timeout(90)
    void whereAllOfAMonthAreOneBurstItGoesOnAfterItsFirstCallIsForgotten() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            sql.update("INSERT INTO burst_calls (tenant, rule, group_value, call_id, version, start_ns, raw) "
                    + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 180000) "
                    + "SELECT 1, 'many', '', i || 'call', 1, ? + i * 1000000000, '' FROM n", (FIRST.getEpochSecond() - 180_001) * 1_000_000_000);
            List<String> told = calls.calls(sql, GROUP).stream().map(BurstCall::id).toList();
            calls.tell(sql, GROUP, "first", "forgotten", told);
            note(sql, 0, "a");
            assertThat(bursts.look(sql, clock.instant())).isZero();
            assertThat(calls.told(sql, GROUP)).singleElement().satisfies(burst -> {
                assertThat(burst.firstEventId()).isEqualTo("first");
                assertThat(burst.calls().size()).isEqualTo(told.size() + 1);
                assertThat(burst.calls().get(told.size())).isEqualTo("0a");
            });
        });
    }

    /** Else it would be withdrawn when it has only grown old. */
    @Test
    void aBurstThatHasAllItsCallsAlsoAfterANewerVersionHasLostNone() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            note(sql, 0, "a");
            note(sql, 0, "b");
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(1);
            note(sql, "0b", 2, FIRST.plusSeconds(1));
            assertThat(calls.told(sql, GROUP)).singleElement().satisfies(told -> assertThat(told.lost()).isTrue());
            assertThat(bursts.look(sql, clock.instant())).isZero();
            assertThat(calls.told(sql, GROUP)).singleElement().satisfies(told -> assertThat(told.lost()).isFalse());
        });
    }

    /** Its id is made of that call: else nobody would hear of the others. */
    @Test
    void aBurstGoesOnWhereItsFirstCallIsAndTheOthersAreANewOne() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            note(sql, 0, "a");
            note(sql, 0, "b");
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(1);
            note(sql, "0a", 2, FIRST.plusSeconds(100));
            note(sql, 0, "c");
            assertThat(bursts.look(sql, clock.instant())).as("the same without its first").isZero();
            note(sql, "0d", FIRST.plusSeconds(101));
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(1);
            assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::calls)
                    .containsExactlyInAnyOrder(List.of("0a", "0d"), List.of("0b", "0c"));
        });
    }

    /** As where its first calls are forgotten and another has grown up to it. */
    @Test
    void aBurstGoesOnAlsoByACallThatAnotherHasToo() {
        Bursts bursts = bursts(3);
        ledger.change(sql -> {
            calls.tell(sql, GROUP, "first", "forgotten", List.of("c", "d", "gone"));
            for (String call : List.of("a 0", "b 1", "c 10", "d 19", "e 20")) {
                note(sql, call.substring(0, 1), FIRST.plusSeconds(Long.parseLong(call.substring(2))));
            }
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(1);
            assertThat(calls.told(sql, GROUP)).filteredOn(told -> told.firstEventId().equals("first")).singleElement()
                    .satisfies(told -> assertThat(told.calls()).containsExactly("c", "d", "e"));
        });
    }

    /** What it was told of counts, not what it has become. */
    @Test
    void ofTwoThatGrewTogetherOneStandsWhileEnoughIsLeftOfWhatItWasToldOf() {
        Bursts bursts = bursts(3);
        ledger.change(sql -> {
            for (int second : new int[] {0, 2, 4, 14, 16, 18, 20}) {
                note(sql, second);
            }
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(2);
            note(sql, 9);
            assertThat(bursts.look(sql, clock.instant())).as("that makes one of them").isZero();
            assertThat(calls.told(sql, GROUP)).extracting(told -> told.calls().size()).containsExactly(8, 8);
            note(sql, "20", 2, FIRST.plusSeconds(300));
            bursts.look(sql, clock.instant());
            assertThat(calls.told(sql, GROUP)).as("three of four are left").hasSize(2);
            note(sql, "18", 2, FIRST.plusSeconds(400));
            bursts.look(sql, clock.instant());
            assertThat(calls.told(sql, GROUP)).singleElement().satisfies(told -> assertThat(told.firstCall()).isEqualTo("0"));
        });
    }

    /** Else each look at a group that goes on for ever would go over all that it ever was. */
    @Test
    void aBurstIsKeptUntilTheLastOfItsCallsIsForgotten() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            note(sql, 0, "c");
            calls.tell(sql, GROUP, "old", "a", List.of("a", "b"));
            calls.tell(sql, GROUP, "recent", "b", List.of("b", "0c"));
            assertThat(bursts.look(sql, clock.instant())).isZero();
            assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::firstEventId).containsExactly("recent");
        });
    }

    /** By an edited {@code per} that leaves the others where they are. */
    @Test
    void aBurstStaysInItsGroupWhereOneOfItsCallsAloneGoesToAnother() {
        Bursts bursts = bursts(3);
        ledger.change(sql -> {
            for (int second = 0; second < 5; second++) {
                note(sql, second, 1, "m");
            }
            assertThat(bursts.look(sql, clock.instant())).isEqualTo(1);
            note(sql, 1, 1, "k");
            assertThat(bursts.look(sql, clock.instant())).isZero();
            note(sql, 3, 2, "k");
            assertThat(bursts.look(sql, clock.instant())).as("three are left").isZero();
            assertThat(calls.told(sql, new BurstCalls.Group("many", "k"))).isEmpty();
            assertThat(calls.told(sql, new BurstCalls.Group("many", "m"))).singleElement().satisfies(told -> {
                assertThat(told.calls()).containsExactly("0", "2", "4");
                assertThat(Outbox.eventsOf(sql, told.firstEventId())).extracting(Event::type).containsExactly(EventType.CALLS_MATCHED);
            });
        });
    }

    /** That of the group in which the first was told: else the second would have its id, and nobody would hear of it. */
    @Test
    void whatWasToldBeforeItsGroupWasEditedIsTakenBackAndSoIsWhatIsToldOfTheSameCallsAfterwards() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            for (String group : List.of("before", "after")) {
                note(sql, 0, 1, group);
                note(sql, 1, 1, group);
                bursts.look(sql, clock.instant());
            }
            for (int version = 2; version <= 4; version++) { // which belongs to another group, and to this one once more
                note(sql, 1, version, version == 3 ? "after" : "another");
                bursts.look(sql, clock.instant());
            }
            assertThat(sql.list("SELECT type FROM events ORDER BY seq", row -> row.getString(1)))
                    .containsExactly("calls.matched", "calls.withdrawn", "calls.matched", "calls.withdrawn");
        });
    }

    /** By the id of the first time a file, and whoever goes by ids, would take it for known. */
    @Test
    void aBurstThatWasTakenBackIsToldAgainUnderAnotherIdAlsoWhereEventsAreKeptForLessThanCalls() {
        Bursts bursts = bursts();
        ledger.change(sql -> {
            sql.update("INSERT INTO tenants (id, tenant_id) VALUES (1, 't')");
            Set<String> ids = new TreeSet<>();
            for (int version = 1; version <= 4; version++) {
                note(sql, 0, 1, "");
                note(sql, 1, version, version % 2 == 0 ? "another" : "");
                bursts.look(sql, clock.instant());
                ids.addAll(sql.list("SELECT id FROM events", row -> row.getString(1)));
                sql.update("UPDATE deliveries SET state = 'delivered'");
                clock.advance(Duration.ofDays(3));
                Pruning.prune(sql, clock.instant(), Duration.ofDays(1));
            }
            assertThat(ids).hasSize(4);
        });
    }

    /** As after a stop in the middle of a pass, and an edit. */
    @Test
    void whatIsLeftOfARuleThatMakesNoBurstsAnyMoreKeepsNoPassFromItsEnd() {
        Bursts bursts = bursts(Map.of());
        ledger.change(sql -> {
            note(sql, 0, "a");
            assertThat(bursts.look(sql, clock.instant())).isZero();
            assertThat(calls.changed(sql)).isEmpty();
        });
    }

    private void note(Sql sql, int second) throws SQLException {
        note(sql, second, 1, "");
    }

    private void note(Sql sql, int second, long version, String group) throws SQLException {
        note(sql, Integer.toString(second), version, FIRST.plusSeconds(second), group);
    }

    /** Each burst a minute after the one before. */
    private void note(Sql sql, int burst, String call) throws SQLException {
        note(sql, burst + call, FIRST.plusSeconds(60L * burst));
    }
}
