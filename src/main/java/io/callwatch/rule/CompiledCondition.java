package io.callwatch.rule;

import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import io.callwatch.callrecord.CallRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A condition that gives a verdict on a record. Immutable; shared by threads. */
public final class CompiledCondition {
    private final String rule;
    private final Expression expression;
    private final RuleContext context;

    CompiledCondition(String rule, Expression expression, RuleContext context) {
        this.rule = rule;
        this.expression = expression;
        this.context = context;
    }

    /** The condition as written. */
    public String text() {
        return expression.text();
    }

    /** @throws RuleFailure if it cannot be evaluated on this record */
    public Verdict judge(CallRecord record) throws RuleFailure {
        return judge(new CallView(record, context));
    }

    /** Each part of the condition with the value it had, in the order in which they are written. */
    public List<Reading> readings(CallRecord record) {
        return expression.readings(new CallView(record, context));
    }

    Expression expression() {
        return expression;
    }

    Verdict judge(CallView call) throws RuleFailure {
        Object value = value(expression, call, rule);
        if (value instanceof CelUnknownSet unknown) {
            return Verdict.undecided(hangsOn(unknown));
        }
        return Boolean.TRUE.equals(value) ? Verdict.MATCH : Verdict.NO_MATCH;
    }

    static Object value(Expression expression, CallView call, String rule) throws RuleFailure {
        try {
            return expression.evaluate(call);
        } catch (CelEvaluationException e) {
            throw new RuleFailure(rule, Failures.reason(e));
        }
    }

    static String hangsOn(CelUnknownSet unknown) {
        Set<CelAttribute> attributes = unknown.attributes();
        return attributes.stream().map(Object::toString).sorted().distinct().collect(Collectors.joining(", "));
    }
}
