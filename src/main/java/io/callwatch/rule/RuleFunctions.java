package io.callwatch.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A family of functions that conditions may use beyond CEL's own; to add one, add it in such a class.
 *
 * <p>A function must answer for every value of its types without throwing, except where no answer could be true; it is
 * shared by threads.
 */
abstract class RuleFunctions {
    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();
    private final Map<String, CelFunctionOverload> definitions = new HashMap<>();

    /** All families, over one context. */
    static List<RuleFunctions> all(RuleContext context) {
        return List.of(new PhoneFunctions(), new TimeFunctions(context), new ListFunctions(context.lists()),
                new HistoryFunctions(context.history()));
    }

    final List<CelFunctionDecl> declarations() {
        return declarations;
    }

    final List<CelFunctionBinding> bindings() {
        return bindings;
    }

    /** By name, to be called without CEL. */
    final Map<String, CelFunctionOverload> definitions() {
        return definitions;
    }

    /** Why no condition can ask this function in its context, so that it is a fault at start; null where it can. */
    String refuse(String function) {
        return null;
    }

    /**
     * Why a constant argument cannot be meant, so that it is a fault at start; null where it can.
     *
     * @param argument the argument's place, from 0
     */
    String refuse(String function, int argument, String constant) {
        return null;
    }

    /**
     * The same of an argument that is no constant.
     *
     * @param given the path of a field, or {@code country(…)}
     */
    String refuseGiven(String function, int argument, String given) {
        return null;
    }

    /** Why the function never gives this text, so that it is a fault to compare the two; null where it may. */
    String refuseAnswer(String function, String text) {
        return null;
    }

    /** Declares {@code name(…)}; {@code binding} carries the same name as its overload's id. */
    final void add(String name, CelType result, CelFunctionBinding binding, CelType... parameters) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(binding.getOverloadId(), result, parameters)));
        definitions.put(name, binding.getDefinition());
        bindings.addAll(CelFunctionBinding.fromOverloads(name, binding));
    }
}
