package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventId;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.ListRequest;
import io.callwatch.ledger.BurstCalls;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Sql;
import io.callwatch.rule.BurstCall;
import io.callwatch.rule.BurstWindow;
import io.callwatch.rule.Rule;
import io.callwatch.rule.RuleSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells bursts when a pass is over, so that it makes no difference in which order its windows were read.
 *
 * <p>A burst that shares a call with one that was told is that one, grown or shrunk: nothing is sent. Two bursts may share a
 * call, so each that was told goes on as one burst at most. One that was told and of which no burst is left is taken back.
 */
final class Bursts {
    private final RuleSet rules;
    private final String tenantId;
    private final BurstCalls calls;
    private final Events events;
    private final Audiences audiences;

    Bursts(RuleSet rules, String tenantId, long tenant, Events events, Audiences audiences) {
        this.rules = rules;
        this.tenantId = tenantId;
        this.calls = new BurstCalls(tenant);
        this.events = events;
        this.audiences = audiences;
    }

    /** @return how many bursts are new */
    int look(Sql sql, Instant now) throws SQLException {
        int told = 0;
        for (BurstCalls.Group group : calls.changed(sql)) {
            Optional<Rule> rule = rules.rule(group.rule()).filter(r -> r.burst() != null);
            if (rule.isPresent()) {
                told += look(sql, rule.get(), group, now);
            }
            calls.looked(sql, group);
        }
        return told;
    }

    private int look(Sql sql, Rule rule, BurstCalls.Group group, Instant now) throws SQLException {
        Map<String, CallRecord> records = calls.calls(sql, group).stream()
                .collect(Collectors.toMap(CallRecord::id, Function.identity(), (a, b) -> b));
        List<List<String>> bursts = BurstWindow.of(rule.burst()).bursts(records.values().stream()
                .map(r -> new BurstCall(r.id(), r.startDateTime(), r.version())).toList()).stream()
                .map(burst -> burst.stream().map(BurstCall::id).toList()).toList();
        List<BurstCalls.Told> open = new ArrayList<>(calls.told(sql, group));
        Map<List<String>, BurstCalls.Told> known = goingOn(bursts, open);
        int fresh = 0;
        for (List<String> burst : bursts) {
            BurstCalls.Told told = known.get(burst);
            if (told != null) {
                open.remove(told);
                calls.tell(sql, group, new BurstCalls.Told(told.firstEventId(), told.firstCall(), burst));
            } else {
                fresh += tell(sql, rule, group, burst.stream().map(records::get).toList(), now) ? 1 : 0;
            }
        }
        for (BurstCalls.Told gone : open) {
            // two that were told and have grown together are one now, and are taken back together
            Optional<List<String>> merged = bursts.stream().filter(burst -> common(gone.calls(), burst) >= rule.burst().count()).findFirst();
            if (merged.isPresent()) {
                calls.tell(sql, group, new BurstCalls.Told(gone.firstEventId(), gone.firstCall(), merged.get()));
            } else {
                calls.takeBack(sql, group, gone);
                takeBack(sql, rule, group, gone, now);
            }
        }
        return fresh;
    }

    private record Pair(List<String> burst, BurstCalls.Told told, int likeness) {
    }

    /** Each goes on from the one that began with the same call, else from the one with the most calls in common. */
    private static Map<List<String>, BurstCalls.Told> goingOn(List<List<String>> bursts, List<BurstCalls.Told> told) {
        Map<List<String>, BurstCalls.Told> goingOn = new HashMap<>();
        Set<BurstCalls.Told> taken = new HashSet<>();
        bursts.stream().flatMap(burst -> told.stream().map(t -> new Pair(burst, t,
                        t.firstCall().equals(burst.get(0)) ? Integer.MAX_VALUE : common(t.calls(), burst))))
                .filter(pair -> pair.likeness > 0)
                .sorted(Comparator.comparingInt(Pair::likeness).reversed())
                .forEach(pair -> {
                    if (!goingOn.containsKey(pair.burst) && taken.add(pair.told)) {
                        goingOn.put(pair.burst, pair.told);
                    }
                });
        return goingOn;
    }

    private static int common(List<String> some, List<String> others) {
        Set<String> common = new HashSet<>(some);
        common.retainAll(others);
        return common.size();
    }

    private boolean tell(Sql sql, Rule rule, BurstCalls.Group group, List<CallRecord> burst, Instant now) throws SQLException {
        String firstCall = burst.get(0).id();
        String first = EventId.burst(tenantId, rule.name(), group.value(), firstCall);
        Event event = events.ofBurst(first, EventType.CALLS_MATCHED, rule, burst, group.value(), first);
        boolean added = Outbox.add(sql, event, audiences.of(rule), now);
        if (!added && wasTakenBack(sql, first)) {
            String again = EventId.laterBurst(tenantId, rule.name(), group.value(), firstCall, EventType.CALLS_MATCHED, occasion(burst));
            added = Outbox.follow(sql, events.ofBurst(again, EventType.CALLS_MATCHED, rule, burst, group.value(), first),
                    audiences.of(rule), now);
        }
        calls.tell(sql, group, new BurstCalls.Told(first, firstCall, burst.stream().map(CallRecord::id).toList()));
        return added;
    }

    private void takeBack(Sql sql, Rule rule, BurstCalls.Group group, BurstCalls.Told gone, Instant now) throws SQLException {
        List<Event> said = Outbox.eventsOf(sql, gone.firstEventId());
        // one of its callers was to be forgotten, and with them what was told of it and to whom; or it has only grown old
        Instant kept = now.minus(ListRequest.KEPT);
        if (said.isEmpty() || said.get(0).calls().stream().allMatch(call -> call.startDateTime().isBefore(kept))) {
            return;
        }
        String id = EventId.laterBurst(tenantId, rule.name(), group.value(), gone.firstCall(), EventType.CALLS_WITHDRAWN,
                occasion(calls.calls(sql, group)) + said.size());
        Outbox.follow(sql, events.ofBurst(id, EventType.CALLS_WITHDRAWN, rule, said.get(0).calls(), group.value(), gone.firstEventId()),
                audiences.of(rule), now);
    }

    private static boolean wasTakenBack(Sql sql, String first) throws SQLException {
        List<Event> said = Outbox.eventsOf(sql, first);
        return said.get(said.size() - 1).type() == EventType.CALLS_WITHDRAWN;
    }

    /** The calls and versions that an event of a burst is about: what sets it apart from others of its type. */
    private static String occasion(List<CallRecord> burst) {
        return burst.stream().map(call -> call.id() + "@" + call.version()).collect(Collectors.joining(" "));
    }
}
