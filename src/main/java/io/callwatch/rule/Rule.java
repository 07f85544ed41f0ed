package io.callwatch.rule;

import dev.cel.runtime.CelUnknownSet;
import io.callwatch.callrecord.CallRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A name, a condition, and the destinations that it notifies; with a burst, also what makes several calls one alert.
 *
 * <p>Immutable; shared by threads.
 */
public final class Rule {
    private final RuleText text;
    private final Severity severity;
    private final Burst burst;
    private final CompiledCondition condition;
    private final Expression per;

    /** @param per the checked {@code text.per()}; null without one */
    Rule(RuleText text, Expression condition, Expression per, RuleContext context) {
        this.text = text;
        this.severity = text.severity() == null ? Severity.WARNING : text.severity();
        this.burst = text.count() == null ? null : new Burst(text.count(), text.within());
        this.condition = new CompiledCondition(text.name(), condition, context);
        this.per = per;
    }

    public String name() {
        return text.name();
    }

    /** The condition as written. */
    public String when() {
        return text.when();
    }

    /** {@code warning} where the configuration says nothing. */
    public Severity severity() {
        return severity;
    }

    /** The names of the destinations that it notifies. */
    public List<String> destinations() {
        return text.destinations();
    }

    /** Null for a rule of single calls. */
    public Burst burst() {
        return burst;
    }

    /** Each part of the condition with the value it had, in the order in which they are written. */
    public List<Reason> reasons(CallRecord record) {
        return condition.reasons(record);
    }

    /** The group of a burst that a call belongs to; empty without {@code per}, and where the call has no value of it. */
    public String group(CallRecord call) {
        try {
            Object value = grouping(condition.view(call));
            return value instanceof CelUnknownSet ? "" : ValueText.plain(value);
        } catch (RuleFailure e) {
            return "";
        }
    }

    /** Of a burst its group, how many calls it is, and how close the least close {@code count} of them in a row are. @param calls by start */
    public List<Reason> reasons(List<CallRecord> calls, String group) {
        List<Instant> starts = calls.stream().map(CallRecord::startDateTime).toList();
        List<Reason> reasons = new ArrayList<>();
        if (per != null) {
            reasons.add(new Reason(text.per(), ValueText.of(group)));
        }
        reasons.add(new Reason("count", starts.size() + " (at least " + burst.count() + ")"));
        reasons.add(new Reason("within", ValueText.of(burst.widest(starts)) + " (at most " + ValueText.of(burst.within()) + ")"));
        return reasons;
    }

    RuleText text() {
        return text;
    }

    Expression condition() {
        return condition.expression();
    }

    /** The fields that its condition and {@code per} read. */
    Stream<Field> reads() {
        return Stream.of(condition(), per).filter(Objects::nonNull).flatMap(expression -> expression.reads().stream());
    }

    boolean asksHistory() {
        return Stream.of(text.when(), text.per()).anyMatch(expression -> expression != null && expression.contains("firstFrom"));
    }

    /** The condition's verdict alone. */
    Verdict verdict(CallView call) throws RuleFailure {
        return condition.judge(call);
    }

    /**
     * By the condition's verdict; a burst's call also needs a start time and a group, as text and empty without {@code per}: a match
     * that lacks one is undecided.
     */
    Judgement judgement(Verdict verdict, CallView call) throws RuleFailure {
        if (burst == null || !verdict.isMatch()) {
            return new Judgement(this, verdict, null, null);
        }
        if (call.settled(Field.START) == null) {
            return new Judgement(this, Verdict.undecided(Field.START.path()), null, null);
        }
        Object value = grouping(call);
        if (value instanceof CelUnknownSet unknown) {
            return new Judgement(this, Verdict.undecided(CompiledCondition.hangsOn(unknown)), null, null);
        }
        String group = ValueText.plain(value);
        if (group.length() > CallRecord.LONGEST_KEY) {
            throw new RuleFailure(name(), "its group is longer than " + CallRecord.LONGEST_KEY + " characters");
        }
        return new Judgement(this, verdict, group, null);
    }

    private Object grouping(CallView call) throws RuleFailure {
        return per == null ? "" : CompiledCondition.value(per, call, name());
    }
}
