package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.BurstCall;
import io.callwatch.rule.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a call from the burst that was told with it. */
class BurstCallsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final BurstCalls.Group GROUP = new BurstCalls.Group("rule", "group");

    @TempDir
    private Path folder;
    private final BurstCalls calls = new BurstCalls(1);

    @Test
    void thatARuleReadsTheSameVersionOtherwiseTakesNothingBack() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, 1, NOON, Outcome.MATCH);
                note(sql, 2, NOON, Outcome.MATCH);
                note(sql, 2, NOON, Outcome.UNDECIDED);
                calls.tell(sql, GROUP, "event", "call", List.of("call"));
                note(sql, 2, NOON, Outcome.NO_MATCH);
                assertThat(calls.told(sql, GROUP)).containsExactly(new BurstCalls.Told("event", "call", List.of("call"), false));
                assertThat(calls.calls(sql, GROUP)).isEmpty();
                assertThat(calls.changed(sql)).containsExactly(GROUP);
                note(sql, 3, NOON, Outcome.NO_MATCH);
                assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::lost).as("a newer one does").containsExactly(true);
            });
        }
    }

    @Test
    void aVersionThatBeganAtAnotherTimeIsToBeLookedAtOnce() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, 1, NOON, Outcome.MATCH);
                calls.tell(sql, GROUP, "event", "call", List.of("call"));
                note(sql, 2, NOON.plusSeconds(60), Outcome.MATCH);
                assertThat(calls.told(sql, GROUP)).extracting(BurstCalls.Told::lost).containsExactly(true);
                calls.tell(sql, GROUP, "event", "call", List.of("call", "second"));
                note(sql, 3, NOON.plusSeconds(60), Outcome.MATCH);
                assertThat(calls.told(sql, GROUP)).containsExactly(new BurstCalls.Told("event", "call", List.of("call", "second"), false));
                assertThat(calls.calls(sql, GROUP)).containsExactly(new BurstCall("call", NOON.plusSeconds(60), 3));
                assertThat(calls.records(sql, "rule", List.of("call"))).extracting(CallRecord::version).containsExactly(3L);
                BurstCalls.Group other = new BurstCalls.Group("rule", "other group");
                note(sql, other, "call", 4, NOON.plusSeconds(60), Outcome.MATCH);
                assertThat(ids(sql, GROUP)).as("it counts for one group").isEmpty();
                assertThat(ids(sql, other)).containsExactly("call");
            });
        }
    }

    /** Those of a rule without groups, and of a month, are more than the memory holds. */
    @Test
    void aGroupIsLookedAtWithoutTheRecordsOfItsCalls() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, 1, NOON, Outcome.MATCH);
                sql.update("UPDATE burst_calls SET raw = 'nobody reads this'");
                assertThat(calls.calls(sql, GROUP)).containsExactly(new BurstCall("call", NOON, 1));
            });
        }
    }

    /** Bursts are looked through by a pattern, where some letters stand for others. */
    @Test
    void anIdStandsForItselfWhateverItsLetters() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            for (String id : List.of("a\\b", "a_b", "a%b", "a!b", "a\\")) {
                BurstCalls.Group group = new BurstCalls.Group("rule", id);
                ledger.change(sql -> {
                    note(sql, group, id, 1, NOON, Outcome.MATCH);
                    calls.looked(sql, group);
                    calls.tell(sql, group, "another of " + id, "aXb", List.of("aXb"));
                    assertThat(calls.untold(sql, id)).as(id).containsExactly("rule");
                    calls.tell(sql, group, "burst of " + id, id, List.of("first", id));
                    assertThat(calls.untold(sql, id)).as(id).isEmpty();
                    note(sql, group, id, 2, NOON, Outcome.NO_MATCH);
                    assertThat(calls.told(sql, group)).as(id).extracting(BurstCalls.Told::lost).containsExactly(false, true);
                });
            }
        }
    }

    @Test
    void whatIsOfAnotherRuleOrGroupOrCallStaysAsItIs() {
        BurstCalls.Group other = new BurstCalls.Group("rule", "other group");
        BurstCalls.Group others = new BurstCalls.Group("other rule", "group");
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, GROUP, "call", 1, NOON, Outcome.MATCH);
                note(sql, GROUP, "second", 1, NOON.plusSeconds(1), Outcome.MATCH);
                note(sql, other, "third", 1, NOON, Outcome.MATCH);
                note(sql, others, "call", 1, NOON, Outcome.MATCH);
                calls.tell(sql, GROUP, "event", "call", List.of("call", "second"));
                calls.tell(sql, other, "event of the group", "third", List.of("third"));
                calls.tell(sql, others, "event of the rule", "call", List.of("call"));
                for (BurstCalls.Group group : List.of(GROUP, other, others)) {
                    assertThat(calls.changed(sql)).contains(group);
                    calls.looked(sql, group);
                    assertThat(calls.changed(sql)).doesNotContain(group);
                }
                assertThat(calls.untold(sql, "call")).isEmpty();
                note(sql, GROUP, "call", 2, NOON, Outcome.NO_MATCH);
                assertThat(calls.changed(sql)).containsExactly(GROUP);
                assertThat(ids(sql, GROUP)).containsExactly("second");
                assertThat(ids(sql, other)).containsExactly("third");
                assertThat(ids(sql, others)).containsExactly("call");
                assertThat(calls.rulesOf(sql, "call")).containsExactly("other rule");
                assertThat(calls.told(sql, GROUP)).containsExactly(new BurstCalls.Told("event", "call", List.of("call", "second"), true));
                assertThat(calls.told(sql, others)).containsExactly(new BurstCalls.Told("event of the rule", "call", List.of("call"), false));
                calls.forget(sql, GROUP, calls.told(sql, GROUP).get(0));
                assertThat(calls.told(sql, GROUP)).isEmpty();
                assertThat(calls.told(sql, other)).hasSize(1);
            });
        }
    }

    @Test
    void aCallIsInNoBurstOnceItsGroupWasLookedAtAndNothingWasToldWithIt() {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            ledger.change(sql -> {
                note(sql, 1, NOON, Outcome.MATCH);
                note(sql, GROUP, "another", 1, NOON, Outcome.MATCH);
                assertThat(calls.untold(sql, "call")).as("it is still to be looked at").isEmpty();
                calls.looked(sql, GROUP);
                note(sql, new BurstCalls.Group("rule", "other group"), "other", 1, NOON, Outcome.MATCH);
                note(sql, new BurstCalls.Group("other rule", "group"), "other", 1, NOON, Outcome.MATCH);
                calls.tell(sql, new BurstCalls.Group("other rule", "group"), "of the rule", "call", List.of("call"));
                calls.tell(sql, GROUP, "of others", "a-call", List.of("a-call", "call-2"));
                assertThat(calls.untold(sql, "call")).containsExactly("rule");
                calls.tell(sql, GROUP, "event", "a-call", List.of("a-call", "call"));
                assertThat(calls.untold(sql, "call")).isEmpty();
                note(sql, GROUP, "no more", 1, NOON, Outcome.MATCH);
                note(sql, GROUP, "no more", 1, NOON, Outcome.NO_MATCH);
                calls.looked(sql, GROUP);
                assertThat(calls.untold(sql, "no more")).as("it counts for none").isEmpty();
            });
        }
    }

    private List<String> ids(Sql sql, BurstCalls.Group group) throws SQLException {
        return calls.calls(sql, group).stream().map(BurstCall::id).toList();
    }

    private void note(Sql sql, long version, Instant start, Outcome outcome) throws SQLException {
        note(sql, GROUP, "call", version, start, outcome);
    }

    private void note(Sql sql, BurstCalls.Group group, String id, long version, Instant start, Outcome outcome) throws SQLException {
        RawJson raw = RawJson.of("{\"id\":\"" + id + "\",\"version\":" + version + "}");
        calls.note(sql, group.rule(), new CallRecord(id, version, null, List.of(), start, null, null, null, null, raw), outcome, group.value());
    }
}
