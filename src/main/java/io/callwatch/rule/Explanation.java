package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the parts of an expression with the values that they had for one record.
 *
 * <p>It evaluates every part, also those that the verdict did not need: whoever asks why a rule was silent wants to see
 * both sides. A part that fails, or lies behind a {@code ?:} not taken, says so. Shared by threads.
 */
final class Explanation {
    private final Programs programs;
    private final List<Part> parts;

    private Explanation(Programs programs, List<Part> parts) {
        this.programs = programs;
        this.parts = parts;
    }

    /** @param exhaustive that leave no part of {@code &&} and {@code ||} out */
    static Explanation of(String text, CelAbstractSyntaxTree ast, Programs exhaustive) {
        return new Explanation(exhaustive, Part.of(text, ast));
    }

    List<Reason> reasons(CallView call, List<Field> pending) {
        Map<Long, Object> values = new HashMap<>();
        try {
            programs.forThis(call).trace(call.without(pending), (expr, value) -> values.put(expr.id(), value));
        } catch (CelEvaluationException e) {
            // the parts up to the one that failed have their values
        }
        return parts.stream().map(part -> new Reason(part.text(), ValueText.of(values.get(part.id())))).distinct().toList();
    }
}
