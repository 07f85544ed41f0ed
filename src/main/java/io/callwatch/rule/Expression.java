package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.values.ErrorValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A checked expression with its programs. Immutable; shared by threads, and by all rules that say the same.
 *
 * @param programs made when first asked for, where a shortcut answers nearly always
 * @param reads the fields that it reads
 * @param accepted those of them whose placeholder it names itself, and so takes for a value
 * @param shortcut null where there is none
 * @param explained the parts, made when first asked for
 */
record Expression(
        CelAbstractSyntaxTree ast,
        Supplier<Programs> programs,
        List<Field> reads,
        Set<Field> accepted,
        Shortcut shortcut,
        Supplier<Explanation> explained) {

    /** The value, or a {@link dev.cel.runtime.CelUnknownSet} that names what it hangs on. */
    Object evaluate(CallView call) throws CelEvaluationException {
        List<Field> pending = call.pending(reads, accepted);
        CelRuntime.Program program = programs.get().forThis(call);
        return pending.isEmpty() ? program.eval(call.resolver()) : program.eval(call.without(pending));
    }

    /**
     * The error behind one that ended the evaluation: what comes out of {@code &&}, {@code ||} or a macro as an error is a value to
     * CEL, which then says no more than that the operator or function around it does not take it. Empty where there is none.
     */
    Optional<Exception> errorWithin(CallView call, CelEvaluationException end) {
        if (end.getErrorCode() != CelErrorCode.OVERLOAD_NOT_FOUND && end.getErrorCode() != CelErrorCode.INTERNAL_ERROR) {
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        try {
            programs.get().forThis(call).trace(call.without(call.pending(reads, accepted)), (expr, value) -> values.add(value));
        } catch (CelEvaluationException e) {
            // as before
        }
        return values.stream().filter(ErrorValue.class::isInstance).map(value -> ((ErrorValue) value).value()).findFirst();
    }

    /** The shortcut's answer; where it has none, one that says so. */
    int quick(CallView call) {
        return shortcut == null ? ShortcutCompiler.NOT_FOR_US : shortcut.of(call);
    }

    List<Reason> reasons(CallView call) {
        return explained.get().reasons(call, call.pending(reads, accepted));
    }
}
