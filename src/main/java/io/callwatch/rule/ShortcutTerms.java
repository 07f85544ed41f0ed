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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The values that a {@link ShortcutCompiler} compares: fields, constants, spans of time, and what own functions give. */
final class ShortcutTerms {
    /** A part of a condition is more than these. */
    static final class NoShortcut extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Values of one of these are of one Java class, whose own comparison is CEL's. */
    private static final Set<CelType> PLAIN = Set.of(SimpleType.STRING, SimpleType.INT, SimpleType.BOOL, SimpleType.TIMESTAMP,
            SimpleType.DURATION);

    /** Of so few digits that CEL takes it, whatever the unit is. */
    private static final Pattern PLAIN_LENGTH = Pattern.compile("\\d{1,7}(ms|s|m|h)");

    /** Of a span in seconds: what is over is an error to CEL. */
    private static final long LONGEST = Long.MAX_VALUE / 1_000_000_000L - 1;

    private final CelAbstractSyntaxTree ast;
    private final Set<Field> accepted;
    private final Map<String, CelFunctionOverload> functions;

    /** @param accepted the fields whose placeholder is a value in this condition */
    ShortcutTerms(CelAbstractSyntaxTree ast, Set<Field> accepted, Map<String, CelFunctionOverload> functions) {
        this.ast = ast;
        this.accepted = accepted;
        this.functions = functions;
    }

    Term term(CelExpr expr) throws NoShortcut {
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
    Field plainField(CelExpr expr) {
        return selected(expr).filter(field -> !accepted.contains(field)).orElse(null);
    }

    Term field(CelExpr expr) throws NoShortcut {
        Field field = selected(expr).orElseThrow(NoShortcut::new);
        return accepted.contains(field) ? call -> call.settled(field, accepted) : call -> call.settled(field);
    }

    private static Optional<Field> selected(CelExpr expr) {
        return expr.getKind() != CelExpr.ExprKind.Kind.SELECT || expr.select().testOnly()
                ? Optional.empty() : Field.ofPath(FieldReads.path(expr));
    }

    private Term call(CelExpr expr) throws NoShortcut {
        String function = expr.call().function();
        List<CelExpr> of = expr.call().args();
        if (expr.call().target().isPresent()) {
            throw new NoShortcut();
        }
        if (isLength(expr)) {
            if (!isPlainLength(expr)) {
                throw new NoShortcut(); // CEL knows more ways to write a duration
            }
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

    private static Term length(String text) {
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

    static boolean isConstant(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    }

    static boolean isText(CelExpr expr) {
        return isConstant(expr) && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    /** {@code duration('5s')} */
    static boolean isLength(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("duration")
                && isText(expr.call().args().get(0)); // null is a constant, too
    }

    /** One that is a duration to CEL for sure. */
    static boolean isPlainLength(CelExpr expr) {
        return isLength(expr) && PLAIN_LENGTH.matcher(expr.call().args().get(0).constant().stringValue()).matches();
    }

    CelType type(CelExpr expr) {
        return ast.getType(expr.id()).orElse(SimpleType.DYN);
    }

    /** Every field that an expression reads. */
    Field[] fields(List<CelExpr> expressions) {
        return expressions.stream().flatMap(expr -> CelNavigableExpr.fromExpr(expr).allNodes())
                .map(node -> FieldReads.path(node.expr())).filter(Objects::nonNull).distinct()
                .flatMap(path -> Field.ofPath(path).stream()).filter(field -> field != Field.ORGANIZER).toArray(Field[]::new);
    }

    /** The answer of a comparison without a value: open for the fields that are not there. */
    int missing(CallView call, Field[] fields) {
        int missing = 0;
        for (Field field : fields) {
            missing |= call.settled(field, accepted) == null ? call.open(field) : 0;
        }
        return missing == 0 ? ShortcutCompiler.NOT_FOR_US : missing;
    }
}
