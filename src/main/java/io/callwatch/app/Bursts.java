package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventId;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.ledger.BurstCalls;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Sql;
import io.callwatch.rule.BurstCall;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells bursts when a pass is over, so that it makes no difference in which order its windows were read.
 *
 * <p>A burst is one that was told, grown or shrunk, where it begins with the same call or has all but one of {@code count} calls
 * in common with it, which two bursts never have: nothing is sent. Each that was told goes on as one burst at most. It is taken
 * back where newer versions have taken calls from it and no burst is left of it. Of those that have grown together one goes on,
 * and another is taken back when too few are left of the calls that it was told of.
 */
final class Bursts {
    private final RuleSet rules;
    private final String tenantId;
    private final BurstCalls calls;
    private final Events events;
    private final Audiences audiences;

    Bursts(RuleSet rules, long tenant, Events events, Audiences audiences) {
        this.rules = rules;
        this.tenantId = events.tenantId();
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
        List<List<String>> bursts = rule.burst().among(calls.calls(sql, group)).stream()
                .map(burst -> burst.stream().map(BurstCall::id).toList()).toList();
        List<BurstCalls.Told> open = calls.told(sql, group);
        List<Pair> pairs = pairs(sql, bursts, open, rule.burst().count());
        Map<BurstCalls.Told, List<String>> goingOn = goingOn(pairs);
        for (BurstCalls.Told told : open) {
            follow(sql, rule, group, told, Optional.ofNullable(goingOn.get(told)).or(() -> grownInto(told, pairs, rule)), now);
        }
        Set<List<String>> known = new HashSet<>(goingOn.values());
        int fresh = 0;
        for (List<String> burst : bursts) {
            fresh += !known.contains(burst) && tell(sql, rule, group, calls.records(sql, rule.name(), burst), now) ? 1 : 0;
        }
        return fresh;
    }

    /** @param left what it is now; empty where no burst is left of it, as the rule reads today */
    private void follow(Sql sql, Rule rule, BurstCalls.Group group, BurstCalls.Told told, Optional<List<String>> left, Instant now)
            throws SQLException {
        if (left.isPresent()) {
            if (told.lost() || !left.get().equals(told.calls())) {
                calls.tell(sql, group, told.firstEventId(), told.firstCall(), left.get());
            }
        } else if (told.lost()) {
            calls.forget(sql, group, told);
            takeBack(sql, rule, group, told, now);
        } else if (!calls.isRecent(sql, group, told)) {
            calls.forget(sql, group, told); // it has only grown old
        }
    }

    private record Pair(BurstCalls.Told told, List<String> burst, long likeness) {
    }

    /** Each that was told with each burst that it may be, the most alike first. */
    private static List<Pair> pairs(Sql sql, List<List<String>> bursts, List<BurstCalls.Told> open, int count) throws SQLException {
        Map<String, List<Integer>> having = having(bursts);
        List<Pair> pairs = new ArrayList<>();
        for (BurstCalls.Told told : open) {
            int least = Math.min(count - 1, told.calls().size()); // fewer where it was told while count was smaller
            Set<Integer> near = new TreeSet<>(having.getOrDefault(told.firstCall(), List.of()));
            told.calls().forEach(call -> near.addAll(having.getOrDefault(call, List.of())));
            for (int place : near) {
                List<String> burst = bursts.get(place);
                if (told.firstCall().equals(burst.get(0))) {
                    pairs.add(new Pair(told, burst, Long.MAX_VALUE));
                } else if (common(told.calls(), place, having) >= least) {
                    pairs.add(new Pair(told, burst, common(told.lost() ? toldOf(sql, told) : told.calls(), place, having)));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::likeness).reversed());
        return pairs;
    }

    /** By each call the places of its bursts: a month has thousands that have nothing in common, or all its calls are one. */
    private static Map<String, List<Integer>> having(List<List<String>> bursts) {
        Map<String, List<Integer>> having = new HashMap<>();
        for (int place = 0; place < bursts.size(); place++) {
            List<Integer> here = List.of(place);
            for (String call : bursts.get(place)) {
                having.merge(call, here, (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
            }
        }
        return having;
    }

    private static List<String> toldOf(Sql sql, BurstCalls.Told told) throws SQLException {
        return lastMatch(sql, told).stream().flatMap(event -> event.calls().stream()).map(CallRecord::id).toList();
    }

    private static Map<BurstCalls.Told, List<String>> goingOn(List<Pair> pairs) {
        Map<BurstCalls.Told, List<String>> goingOn = new HashMap<>();
        Set<List<String>> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!goingOn.containsKey(pair.told) && taken.add(pair.burst)) {
                goingOn.put(pair.told, pair.burst);
            }
        }
        return goingOn;
    }

    /** What goes on as another one that it has grown together with, while enough is left of what it was told of. */
    private static Optional<List<String>> grownInto(BurstCalls.Told told, List<Pair> pairs, Rule rule) {
        return pairs.stream().filter(pair -> pair.told.equals(told) && (!told.lost() || pair.likeness >= rule.burst().count()))
                .map(Pair::burst).findFirst();
    }

    private static long common(List<String> calls, int place, Map<String, List<Integer>> having) {
        return calls.stream().filter(call -> having.getOrDefault(call, List.of()).contains(place)).count();
    }

    private boolean tell(Sql sql, Rule rule, BurstCalls.Group group, List<CallRecord> burst, Instant now) throws SQLException {
        String firstCall = burst.get(0).id();
        String first = EventId.burst(tenantId, rule.name(), group.value(), firstCall);
        Event event = events.ofBurst(first, EventType.CALLS_MATCHED, rule, burst, group.value(), first);
        boolean added = Outbox.add(sql, event, audiences.of(rule), now);
        if (!added && wasTakenBack(sql, first)) {
            String again = EventId.laterBurst(tenantId, rule.name(), group.value(), firstCall, EventType.CALLS_MATCHED,
                    occasion(burst.stream().map(call -> new BurstCall(call.id(), call.startDateTime(), call.version()))));
            added = Outbox.follow(sql, events.ofBurst(again, EventType.CALLS_MATCHED, rule, burst, group.value(), first),
                    audiences.of(rule), now);
        }
        calls.tell(sql, group, first, firstCall, burst.stream().map(CallRecord::id).toList());
        return added;
    }

    private void takeBack(Sql sql, Rule rule, BurstCalls.Group group, BurstCalls.Told gone, Instant now) throws SQLException {
        Optional<Event> match = lastMatch(sql, gone);
        if (match.isEmpty()) {
            return; // one of its callers was to be forgotten, and with them what was told of it and to whom
        }
        // by its group as it was told: an edited rule may have brought it into that of another, which begins with the same call
        String id = EventId.laterBurst(tenantId, rule.name(), match.get().group(), gone.firstCall(), EventType.CALLS_WITHDRAWN,
                occasion(calls.calls(sql, group).stream()) + Outbox.eventsOf(sql, gone.firstEventId()).size());
        Outbox.follow(sql, events.ofBurst(id, EventType.CALLS_WITHDRAWN, rule, match.get().calls(), match.get().group(),
                gone.firstEventId()), audiences.of(rule), now);
    }

    /** How it was told last; empty where that is forgotten. */
    private static Optional<Event> lastMatch(Sql sql, BurstCalls.Told told) throws SQLException {
        return Outbox.eventsOf(sql, told.firstEventId()).stream().filter(event -> event.type().isMatch()).reduce((a, b) -> b);
    }

    private static boolean wasTakenBack(Sql sql, String first) throws SQLException {
        List<Event> said = Outbox.eventsOf(sql, first);
        return said.get(said.size() - 1).type() == EventType.CALLS_WITHDRAWN;
    }

    /** The calls and versions that an event of a burst is about: what sets it apart from others of its type. */
    private static String occasion(Stream<BurstCall> burst) {
        return burst.map(call -> call.id() + "@" + call.version()).collect(Collectors.joining(" "));
    }
}
