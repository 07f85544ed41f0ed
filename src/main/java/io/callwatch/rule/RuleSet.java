package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All rules of a configuration, in its order. Immutable; shared by threads.
 *
 * <p>Rules whose conditions are written alike are judged once, and a field of the record is converted at most once, and
 * only if a rule reads it.
 */
public final class RuleSet {
    private final RuleContext context;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Seat[] seats;
    private final int conditions;
    private final long fingerprint;

    /**
     * A rule with what is the same for every record.
     *
     * @param condition the number of its condition, which others may share
     * @param match null for bursts, whose matches have a group
     */
    private record Seat(Rule rule, int condition, Expression expression, Judgement noMatch, Judgement match) {
        static Seat of(Rule rule, int condition) {
            return new Seat(rule, condition, rule.condition(), new Judgement(rule, Verdict.NO_MATCH, null, null),
                    rule.burst() == null ? new Judgement(rule, Verdict.MATCH, null, null) : null);
        }
    }

    RuleSet(List<Rule> rules, RuleContext context) {
        this.context = context;
        for (Rule rule : rules) {
            this.rules.put(rule.name(), rule);
        }
        Map<Expression, Integer> numbers = new IdentityHashMap<>();
        seats = this.rules.values().stream()
                .map(rule -> Seat.of(rule, numbers.computeIfAbsent(rule.condition(), c -> numbers.size()))).toArray(Seat[]::new);
        conditions = numbers.size();
        fingerprint = hash();
    }

    public List<Rule> all() {
        return List.copyOf(rules.values());
    }

    /**
     * Changes when a verdict may: with a condition, a burst's settings, or what rules know beside the call. The values of
     * lists and the history are not part of it, since they change while the product runs.
     */
    public long fingerprint() {
        return fingerprint;
    }

    private long hash() {
        StringBuilder text = new StringBuilder(context.fixedText());
        rules.values().stream().map(Rule::text).forEach(rule -> text.append('\0').append(rule.name()).append('\0')
                .append(rule.when()).append('\0').append(rule.per()).append('\0').append(rule.count()).append('\0')
                .append(rule.within()));
        long hash = 0xcbf29ce484222325L; // FNV-1a: the same on every machine
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * Of the fields that rules read those that every record should have, by their paths: whether one has it not. What others follow
     * from stands before them, as who organised a call before whether that is somebody outside.
     */
    public Map<String, Predicate<CallRecord>> missing() {
        Map<String, Predicate<CallRecord>> missing = new LinkedHashMap<>();
        rules.values().stream().flatMap(Rule::reads).filter(Field::isOfEveryRecord).distinct().sorted()
                .forEach(field -> missing.put(field.path(), record -> field.isMissing(record, context)));
        return missing;
    }

    /** Whether a rule asks what was seen before, so that it has to be remembered. */
    public boolean asksHistory() {
        return rules.values().stream().anyMatch(Rule::asksHistory);
    }

    public Optional<Rule> rule(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    /** One judgement for each rule, in the configuration's order; a rule that fails stops no other. */
    public List<Judgement> judge(CallRecord record) {
        CallView call = new CallView(record, context);
        Judgement[] judgements = new Judgement[seats.length];
        Verdict[] known = null;
        for (int i = 0; i < judgements.length; i++) {
            Seat seat = seats[i];
            int quick = seat.expression().quick(call);
            if (quick == Shortcut.FALSE) {
                judgements[i] = seat.noMatch();
            } else if (quick == Shortcut.TRUE && seat.match() != null) {
                judgements[i] = seat.match();
            } else {
                known = known == null ? new Verdict[conditions] : known;
                judgements[i] = judge(seat, call, known);
            }
        }
        return Arrays.asList(judgements);
    }

    private static Judgement judge(Seat seat, CallView call, Verdict[] known) {
        Rule rule = seat.rule();
        try {
            Verdict verdict = known[seat.condition()];
            if (verdict == null) {
                verdict = rule.verdict(call);
                known[seat.condition()] = verdict;
            }
            return rule.judgement(verdict, call);
        } catch (RuleFailure failure) {
            return new Judgement(rule, null, null, failure);
        }
    }
}
