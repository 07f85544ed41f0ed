package io.callwatch.rule;

import dev.cel.common.CelFunctionDecl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that an expression may use, for "did you mean". */
final class KnownNames {
    /** Beside its macros and the parts of a time. */
    private static final List<String> OF_CEL = List.of(
            "bool", "bytes", "charAt", "contains", "double", "duration", "endsWith", "indexOf", "int", "join", "lastIndexOf",
            "lowerAscii", "matches", "replace", "reverse", "size", "split", "startsWith", "string", "substring", "timestamp", "trim",
            "type", "uint", "upperAscii");
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("_&&_", "&&"), Map.entry("_||_", "||"), Map.entry("!_", "!"), Map.entry("-_", "-"),
            Map.entry("_==_", "=="), Map.entry("_!=_", "!="), Map.entry("_<_", "<"), Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"), Map.entry("_>=_", ">="), Map.entry("_+_", "+"), Map.entry("_-_", "-"),
            Map.entry("_*_", "*"), Map.entry("_/_", "/"), Map.entry("_%_", "%"), Map.entry("@in", "in"),
            Map.entry("_[_]", "[…]"), Map.entry("_?_:_", "? :"));

    /** How CEL's macros are written. */
    private static final Map<String, String> MACROS = Map.of(
            "all", "list.all(x, condition)", "exists", "list.exists(x, condition)", "exists_one", "list.exists_one(x, condition)",
            "filter", "list.filter(x, condition)", "map", "list.map(x, value)", "has", "has(call.field)");

    private final Set<String> functions = new TreeSet<>(OF_CEL);

    KnownNames(List<RuleFunctions> families) {
        functions.addAll(MACROS.keySet());
        functions.addAll(ConstantChecks.OF_TIME_ZONES);
        families.stream().flatMap(family -> family.declarations().stream())
                .map(CelFunctionDecl::name).forEach(functions::add);
    }

    Set<String> functions() {
        return functions;
    }

    Set<String> variables() {
        return Set.of(CallTypes.VARIABLE, "true", "false", "null");
    }

    /** The whole path of a field that somebody wrote without {@code call}. */
    Optional<String> fieldMeantBy(String name) {
        return Field.LIST.stream().filter(field -> field.lastName().equalsIgnoreCase(name)).map(Field::path).findFirst();
    }

    /** As it is written: {@code <} for CEL's {@code _<_}; null for what is no operator. */
    static String operator(String function) {
        return OPERATORS.get(function);
    }

    /** As it is written: {@code list.exists(x, condition)}; null for what is no macro. */
    static String macro(String function) {
        return MACROS.get(function);
    }
}
