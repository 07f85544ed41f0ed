package io.callwatch.rule;

import dev.cel.common.CelOptions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.SubtractOperator.SubtractOverload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What CEL's library fails in where CEL has an answer: {@code +} and {@code -} of two durations whose outcome is negative and has a
 * fraction, and {@code ''.indexOf('a')}.
 */
final class MendedFunctions {
    /** Of a duration in seconds, by CEL. */
    private static final long LONGEST = 315_576_000_000L;

    private MendedFunctions() {
    }

    /** CEL's own without those that {@link #bindings} brings. */
    static CelStandardFunctions others() {
        return CelStandardFunctions.newBuilder().excludeFunctions(StandardFunction.ADD, StandardFunction.SUBTRACT).build();
    }

    static List<CelFunctionBinding> bindings(CelOptions options) {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        bindings.add(CelFunctionBinding.from("string_index_of_string", String.class, String.class, MendedFunctions::indexOf));
        bindings.addAll(operator("_+_", AddOverload.values(), AddOverload.ADD_DURATION_DURATION, Duration::plus, options));
        bindings.addAll(operator("_-_", SubtractOverload.values(), SubtractOverload.SUBTRACT_DURATION_DURATION, Duration::minus, options));
        return bindings;
    }

    /** An operator of CEL's own, with one of its meanings replaced: a function is known as a whole. */
    private static <O extends Enum<O> & CelStandardOverload> Set<CelFunctionBinding> operator(
            String name, O[] overloads, O ofDurations, BinaryOperator<Duration> meaning, CelOptions options) {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        bindings.add(CelFunctionBinding.from(ofDurations.name().toLowerCase(Locale.ROOT), Duration.class, Duration.class,
                (one, other) -> bounded(meaning.apply(one, other))));
        Arrays.stream(overloads).filter(overload -> overload != ofDurations)
                .forEach(overload -> bindings.add(overload.newFunctionBinding(options, null)));
        return CelFunctionBinding.fromOverloads(name, bindings);
    }

    private static Duration bounded(Duration length) {
        if (length.abs().getSeconds() > LONGEST) {
            throw new ArithmeticException("a duration of more than ten thousand years");
        }
        return length;
    }

    /** In code points. */
    private static long indexOf(String text, String part) {
        int place = text.indexOf(part);
        return place < 0 ? place : text.codePointCount(0, place);
    }
}
