package io.callwatch.rule;

import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.text.Causes;
import java.util.List;
import java.util.Optional;
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

    /** @throws RuleFailure if it cannot be evaluated on this record */
    public Verdict judge(CallRecord record) throws RuleFailure {
        return judge(view(record));
    }

    /** Each part of the condition with the value it had, in the order in which they are written. */
    public List<Reason> reasons(CallRecord record) {
        return expression.reasons(view(record));
    }

    CallView view(CallRecord record) {
        return new CallView(record, context);
    }

    Expression expression() {
        return expression;
    }

    Verdict judge(CallView call) throws RuleFailure {
        int quick = expression.quick(call);
        if (!Shortcut.isOpen(quick)) {
            return quick == Shortcut.TRUE ? Verdict.MATCH : Verdict.NO_MATCH;
        }
        if (quick < ShortcutCompiler.NOT_FOR_US) {
            return Verdict.undecided(paths(Shortcut.wanting(quick)));
        }
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
            Exception error = expression.errorWithin(call, e).orElse(e);
            Optional<HistoryFunctions.Unanswered> unanswered = Causes.first(error, HistoryFunctions.Unanswered.class);
            if (unanswered.isPresent()) {
                throw (RuntimeException) unanswered.get().getCause();
            }
            throw new RuleFailure(rule, CelErrors.words(error));
        }
    }

    private static String paths(List<Field> fields) {
        return fields.stream().map(Field::path).sorted().collect(Collectors.joining(", "));
    }

    static String hangsOn(CelUnknownSet unknown) {
        Set<CelAttribute> attributes = unknown.attributes();
        return attributes.stream().map(Object::toString).sorted().distinct().collect(Collectors.joining(", "));
    }
}
