package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionOverload;
import io.callwatch.rule.Shortcut.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shortcut of a checked condition: none where a part of it is more than the fields, constants, comparisons, logic
 * and own functions that most rules are made of, or could fail.
 */
final class ShortcutCompiler {
    /** Values of one of these are of one Java class, whose own comparison is CEL's. */
    private static final Set<CelType> PLAIN = Set.of(SimpleType.STRING, SimpleType.INT, SimpleType.BOOL, SimpleType.TIMESTAMP,
            SimpleType.DURATION);

    /** Of a span in seconds: what is over is an error to CEL. */
    private static final long LONGEST = Long.MAX_VALUE / 1_000_000_000L - 1;
    private static final int BELOW = 1;
    private static final int EQUAL = 2;
    private static final int ABOVE = 4;
    /** Open, but for no field: a function failed. */
    static final int NOT_FOR_US = 1 << 30;

    private final CelAbstractSyntaxTree ast;
    private final Set<Field> accepted;
    private final Map<String, CelFunctionOverload> functions;

    /** @param accepted the fields whose placeholder is a value in this condition */
    ShortcutCompiler(CelAbstractSyntaxTree ast, Set<Field> accepted, Map<String, CelFunctionOverload> functions) {
        this.ast = ast;
        this.accepted = accepted;
        this.functions = functions;
    }

    Optional<Shortcut> shortcut() {
        try {
            return Optional.of(test(ast.getExpr()));
        } catch (NoShortcut e) {
            return Optional.empty();
        }
    }

    private Shortcut test(CelExpr expr) throws NoShortcut {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().target().isEmpty()) {
            List<CelExpr> of = expr.call().args();
            switch (expr.call().function()) {
                case "_&&_":
                    return Shortcut.and(test(of.get(0)), test(of.get(1)));
                case "_||_":
                    return Shortcut.or(test(of.get(0)), test(of.get(1)));
                case "!_":
                    return Shortcut.not(test(of.get(0)));
                case "_==_":
                    return equality(of);
                case "_!=_":
                    return Shortcut.not(equality(of));
                case "_<_":
                    return order(of, BELOW);
                case "_<=_":
                    return order(of, BELOW | EQUAL);
                case "_>_":
                    return order(of, ABOVE);
                case "_>=_":
                    return order(of, ABOVE | EQUAL);
                case "@in":
                    return membership(of);
                default: // a value that is true or false
            }
        }
        if (!SimpleType.BOOL.equals(type(expr))) {
            throw new NoShortcut();
        }
        Term value = term(expr);
        Field[] fields = fields(List.of(expr));
        return call -> {
            Object answer = value.of(call);
            return answer == null ? missing(call, fields) : Shortcut.known((Boolean) answer);
        };
    }

    private Shortcut equality(List<CelExpr> sides) throws NoShortcut {
        requireAlike(sides);
        Term left = term(sides.get(0));
        Term right = term(sides.get(1));
        Field[] fields = fields(sides);
        if (isConstant(sides.get(1))) {
            Object constant = right.of(null);
            Field field = plainField(sides.get(0));
            return field != null && constant instanceof String text ? call -> {
                Object value = call.settled(field);
                return value == null ? call.open(field) : Shortcut.known(text.equals(value));
            } : call -> {
                Object value = left.of(call);
                return value == null ? missing(call, fields) : Shortcut.known(constant.equals(value));
            };
        }
        return call -> {
            Object one = left.of(call);
            Object other = right.of(call);
            return one == null || other == null ? missing(call, fields) : Shortcut.known(one.equals(other));
        };
    }

    /** @param wanted the outcomes of a comparison, as bits, for which it is true */
    @SuppressWarnings("unchecked")
    private Shortcut order(List<CelExpr> sides, int wanted) throws NoShortcut {
        requireAlike(sides);
        if (SimpleType.STRING.equals(type(sides.get(0)))) {
            throw new NoShortcut(); // CEL orders texts by code points, Java by UTF-16
        }
        Term left = term(sides.get(0));
        Term right = term(sides.get(1));
        Field[] fields = fields(sides);
        if (isLength(sides.get(1))) {
            Duration constant = (Duration) right.of(null);
            Field field = plainField(sides.get(0));
            return field != null ? call -> {
                Object value = call.settled(field);
                return value == null ? call.open(field) : outcome(((Duration) value).compareTo(constant), wanted);
            } : call -> {
                Object value = left.of(call);
                return value == null ? missing(call, fields) : outcome(((Duration) value).compareTo(constant), wanted);
            };
        }
        return call -> {
            Object one = left.of(call);
            Object other = right.of(call);
            return one == null || other == null ? missing(call, fields) : outcome(((Comparable<Object>) one).compareTo(other), wanted);
        };
    }

    private static int outcome(int compared, int wanted) {
        return Shortcut.known((wanted >> (Integer.signum(compared) + 1) & 1) != 0);
    }

    /** A field in a list of constants, or a constant in a field that is a list. */
    private Shortcut membership(List<CelExpr> sides) throws NoShortcut {
        CelExpr list = sides.get(1);
        if (!SimpleType.STRING.equals(type(sides.get(0)))) {
            throw new NoShortcut();
        }
        Term one = term(sides.get(0));
        Field[] fields = fields(sides);
        if (list.getKind() == CelExpr.ExprKind.Kind.LIST && list.list().elements().stream().allMatch(e -> isConstant(e)
                && SimpleType.STRING.equals(type(e)))) {
            Set<String> values = new HashSet<>(list.list().elements().stream().map(e -> e.constant().stringValue()).toList());
            return call -> {
                Object value = one.of(call);
                return value == null ? missing(call, fields) : Shortcut.known(values.contains(value));
            };
        }
        Term all = field(list);
        return call -> {
            Object value = one.of(call);
            Object values = all.of(call);
            return value == null || values == null ? missing(call, fields) : Shortcut.known(((List<?>) values).contains(value));
        };
    }

    /** Every field that an expression reads. */
    private Field[] fields(List<CelExpr> expressions) {
        return expressions.stream().flatMap(expr -> CelNavigableExpr.fromExpr(expr).allNodes())
                .map(node -> FieldReads.path(node.expr())).filter(Objects::nonNull).distinct()
                .flatMap(path -> Field.LIST.stream().filter(field -> field.path().equals(path) && field != Field.ORGANIZER))
                .toArray(Field[]::new);
    }

    private int missing(CallView call, Field[] fields) {
        int missing = 0;
        for (Field field : fields) {
            missing |= call.settled(field, accepted) == null ? call.open(field) : 0;
        }
        return missing == 0 ? NOT_FOR_US : missing;
    }

    private Term term(CelExpr expr) throws NoShortcut {
        if (!PLAIN.contains(type(expr))) {
            throw new NoShortcut();
        }
        return switch (expr.getKind()) {
            case CONSTANT -> {
                Object constant = constant(expr.constant());
                yield call -> constant;
            }
            case SELECT -> field(expr);
            case CALL -> call(expr);
            default -> throw new NoShortcut();
        };
    }

    /** The field, if that is all that the expression is, and its placeholder is none here; else null. */
    private Field plainField(CelExpr expr) {
        String path = FieldReads.path(expr);
        return expr.getKind() != CelExpr.ExprKind.Kind.SELECT || expr.select().testOnly() ? null : Arrays.stream(Field.values())
                .filter(f -> f.path().equals(path) && !accepted.contains(f)).findFirst().orElse(null);
    }

    private Term field(CelExpr expr) throws NoShortcut {
        String path = FieldReads.path(expr);
        Field field = Arrays.stream(Field.values()).filter(f -> f.path().equals(path)).findFirst().orElseThrow(NoShortcut::new);
        boolean takesPlaceholder = accepted.contains(field);
        if (expr.getKind() != CelExpr.ExprKind.Kind.SELECT || expr.select().testOnly()) {
            throw new NoShortcut();
        }
        return takesPlaceholder ? call -> call.settled(field, accepted) : call -> call.settled(field);
    }

    private Term call(CelExpr expr) throws NoShortcut {
        String function = expr.call().function();
        List<CelExpr> of = expr.call().args();
        if (expr.call().target().isPresent()) {
            throw new NoShortcut();
        }
        if (isLength(expr)) {
            return length(of.get(0).constant().stringValue());
        }
        if (function.equals("_-_") && of.size() == 2 && SimpleType.TIMESTAMP.equals(type(of.get(0)))
                && SimpleType.TIMESTAMP.equals(type(of.get(1)))) {
            Term later = term(of.get(0));
            Term earlier = term(of.get(1));
            return call -> {
                Object to = later.of(call);
                Object from = earlier.of(call);
                Duration between = to == null || from == null ? null : Duration.between((Instant) from, (Instant) to);
                return between == null || Math.abs(between.getSeconds()) > LONGEST ? null : between;
            };
        }
        return own(functions.get(function), of);
    }

    /** One of this package's functions; what fails is left to CEL, which says why. */
    private Term own(CelFunctionOverload function, List<CelExpr> arguments) throws NoShortcut {
        if (function == null) {
            throw new NoShortcut();
        }
        Term[] terms = new Term[arguments.size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = term(arguments.get(i));
        }
        return call -> {
            Object[] values = new Object[terms.length];
            for (int i = 0; i < terms.length; i++) {
                values[i] = terms[i].of(call);
                if (values[i] == null) {
                    return null;
                }
            }
            try {
                return function.apply(values);
            } catch (CelEvaluationException | RuntimeException e) {
                return null;
            }
        };
    }

    private static Term length(String text) throws NoShortcut {
        if (!text.matches("\\d{1,9}(ms|s|m|h)")) {
            throw new NoShortcut(); // CEL knows more ways to write a duration
        }
        Duration length = Duration.parse(text.endsWith("ms")
                ? "PT" + text.substring(0, text.length() - 2) + "S" : "PT" + text.toUpperCase(Locale.ROOT));
        Duration constant = text.endsWith("ms") ? length.dividedBy(1_000) : length;
        return call -> constant;
    }

    private static Object constant(CelConstant constant) throws NoShortcut {
        return switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> constant.int64Value();
            case BOOLEAN_VALUE -> constant.booleanValue();
            default -> throw new NoShortcut();
        };
    }

    private static boolean isConstant(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    }

    /** {@code duration('5s')} */
    private static boolean isLength(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("duration") && isConstant(expr.call().args().get(0));
    }

    private void requireAlike(List<CelExpr> sides) throws NoShortcut {
        if (!type(sides.get(0)).equals(type(sides.get(1)))) {
            throw new NoShortcut();
        }
    }

    private CelType type(CelExpr expr) {
        return ast.getType(expr.id()).orElse(SimpleType.DYN);
    }

    private static final class NoShortcut extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
