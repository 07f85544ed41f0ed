package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A checked expression with its program. Immutable; shared by threads, and by all rules that say the same.
 *
 * @param reads the fields that it reads
 * @param accepted those of them whose placeholder it names itself, and so takes for a value
 * @param shortcut null where there is none
 * @param explained the parts, made when first asked for
 */
record Expression(
        CelAbstractSyntaxTree ast,
        CelRuntime.Program program,
        List<Field> reads,
        Set<Field> accepted,
        Shortcut shortcut,
        Supplier<Explanation> explained) {

    /** The value, or a {@link dev.cel.runtime.CelUnknownSet} that names what it hangs on. */
    Object evaluate(CallView call) throws CelEvaluationException {
        List<Field> pending = call.pending(reads, accepted);
        return pending.isEmpty() ? program.eval(call.resolver()) : program.eval(call.without(pending));
    }

    /** The shortcut's answer; where it has none, one that says so. */
    int quick(CallView call) {
        return shortcut == null ? ShortcutCompiler.NOT_FOR_US : shortcut.of(call);
    }

    List<Reason> reasons(CallView call) {
        return explained.get().reasons(call, call.pending(reads, accepted));
    }
}
