package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.PartialVars;
import io.callwatch.callrecord.CallRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A compiled CEL expression over {@code call}, with CEL's third value where a field is not there yet. Threads may share it. */
public final class Condition {
    private final CelEnvironment environment;
    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;
    private volatile List<Part> parts;

    private record Part(String text, CelRuntime.Program program) {
    }

    Condition(CelEnvironment environment, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.environment = environment;
        this.tree = tree;
        this.program = program;
    }

    public Verdict judge(CallRecord record) throws RuleFailure {
        Object value = evaluate(program, record);
        if (value instanceof CelUnknownSet unknown) {
            return new Verdict(Outcome.UNDECIDED, hangsOn(unknown));
        }
        return Boolean.TRUE.equals(value) ? Verdict.MATCH : Verdict.NO_MATCH;
    }

    /** Each field and function that the condition reads, with its value for this record. */
    public List<Reading> readings(CallRecord record) {
        if (parts == null) {
            parts = Parts.of(tree).stream().map(text -> new Part(text, environment.program(text))).toList();
        }
        List<Reading> readings = new ArrayList<>();
        for (Part part : parts) {
            readings.add(new Reading(part.text(), text(part.program(), record)));
        }
        return readings;
    }

    /** The value as text, {@code null} when the field that it hangs on is not there yet. */
    String text(CallRecord record) throws RuleFailure {
        Object value = evaluate(program, record);
        return value instanceof CelUnknownSet ? null : Parts.text(value);
    }

    private String text(CelRuntime.Program part, CallRecord record) {
        try {
            Object value = evaluate(part, record);
            return value instanceof CelUnknownSet ? "not there yet" : Parts.text(value);
        } catch (RuleFailure e) {
            return e.getMessage();
        }
    }

    private Object evaluate(CelRuntime.Program program, CallRecord record) throws RuleFailure {
        Map<String, Object> variables = Map.of("call", CallView.of(record, environment.home()));
        List<CelAttributePattern> absent = Absence.of(record);
        try {
            return absent.isEmpty() ? program.eval(variables)
                    : program.eval(PartialVars.of(variables, absent.toArray(CelAttributePattern[]::new)));
        } catch (CelEvaluationException e) {
            throw new RuleFailure("the condition failed: " + e.getErrorCode().name().toLowerCase(Locale.ROOT)
                    .replace('_', ' '));
        }
    }

    private static String hangsOn(CelUnknownSet unknown) {
        return unknown.attributes().stream().map(Object::toString).sorted().findFirst().orElse("call");
    }
}
