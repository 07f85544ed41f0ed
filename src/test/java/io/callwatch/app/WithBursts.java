package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.config.Faults;
import io.callwatch.ledger.BurstCalls;
import io.callwatch.ledger.Sql;
import io.callwatch.ledger.WithLedger;
import io.callwatch.rule.Outcome;
import io.callwatch.sandbox.TurnedClock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A rule of the name "many", whose matches are one group, of which two, or so many, within ten seconds make a burst. */
abstract class WithBursts extends WithLedger {
    final TurnedClock clock = TurnedClock.at("2026-11-20T12:00:00Z");
    final BurstCalls calls = new BurstCalls(1);

    /** A call that matches. */
    void note(Sql sql, String id, Instant start) throws SQLException {
        note(sql, id, 1, start);
    }

    void note(Sql sql, String id, long version, Instant start) throws SQLException {
        note(sql, id, version, start, "");
    }

    void note(Sql sql, String id, long version, Instant start, String group) throws SQLException {
        calls.note(sql, "many", new CallRecord(id, version, null, List.of(), start, null, null, null, null, RawJson.of("{\"id\":\"" + id
                + "\",\"version\":" + version + ",\"startDateTime\":\"" + start + "\"}")), Outcome.MATCH, group);
    }

    Bursts bursts() {
        return bursts(2);
    }

    Bursts bursts(int count) {
        return bursts(Map.of("callwatch.rules.many.count", Integer.toString(count), "callwatch.rules.many.within", "10s"));
    }

    /** @param rule what the rule has beside its condition */
    Bursts bursts(Map<String, String> rule) {
        Faults faults = new Faults();
        Map<String, String> values = new TreeMap<>(rule);
        values.putAll(Map.of("callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s",
                "callwatch.rules.many.when", "true", "callwatch.rules.many.notify", "hook",
                "callwatch.destinations.hook.type", "webhook", "callwatch.destinations.hook.url", "http://127.0.0.1:9/"));
        Prepared prepared = Prepared.of(values, folder, faults);
        faults.throwIfAny();
        return new Bursts(prepared.rules(), 1, new Events("t", prepared.titles(), clock),
                new Audiences(prepared.settings().destinations()));
    }
}
