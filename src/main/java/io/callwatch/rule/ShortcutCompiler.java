package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionOverload;
import io.callwatch.rule.Shortcut.Term;
import io.callwatch.rule.ShortcutTerms.NoShortcut;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shortcut of a checked condition: none where a part of it is more than the fields, constants, comparisons, logic
 * and own functions that most rules are made of, or could fail.
 */
final class ShortcutCompiler {
    private static final int BELOW = 1;
    private static final int EQUAL = 2;
    private static final int ABOVE = 4;
    /** Open, but for no field: a function failed. */
    static final int NOT_FOR_US = 1 << 30;

    private final CelAbstractSyntaxTree ast;
    private final ShortcutTerms terms;

    /** @param accepted the fields whose placeholder is a value in this condition */
    ShortcutCompiler(CelAbstractSyntaxTree ast, Set<Field> accepted, Map<String, CelFunctionOverload> functions) {
        this.ast = ast;
        this.terms = new ShortcutTerms(ast, accepted, functions);
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
        if (!SimpleType.BOOL.equals(terms.type(expr))) {
            throw new NoShortcut();
        }
        Term value = terms.term(expr);
        Field[] fields = terms.fields(List.of(expr));
        return call -> {
            Object answer = value.of(call);
            return answer == null ? terms.missing(call, fields) : Shortcut.known((Boolean) answer);
        };
    }

    private Shortcut equality(List<CelExpr> sides) throws NoShortcut {
        requireAlike(sides);
        Term left = terms.term(sides.get(0));
        Term right = terms.term(sides.get(1));
        Field field = terms.plainField(sides.get(0));
        if (field != null && ShortcutTerms.isConstant(sides.get(1)) && right.of(null) instanceof String text) {
            return call -> {
                Object value = call.settled(field);
                return value == null ? call.open(field) : Shortcut.known(text.equals(value));
            };
        }
        Field[] fields = terms.fields(sides);
        return call -> {
            Object one = left.of(call);
            Object other = right.of(call);
            return one == null || other == null ? terms.missing(call, fields) : Shortcut.known(one.equals(other));
        };
    }

    /** @param wanted the outcomes of a comparison, as bits, for which it is true */
    @SuppressWarnings("unchecked")
    private Shortcut order(List<CelExpr> sides, int wanted) throws NoShortcut {
        requireAlike(sides);
        if (SimpleType.STRING.equals(terms.type(sides.get(0)))) {
            throw new NoShortcut(); // CEL orders texts by code points, Java by UTF-16
        }
        Term left = terms.term(sides.get(0));
        Term right = terms.term(sides.get(1));
        Field field = terms.plainField(sides.get(0));
        if (field != null && ShortcutTerms.isLength(sides.get(1))) {
            Duration constant = (Duration) right.of(null);
            return call -> {
                Object value = call.settled(field);
                return value == null ? call.open(field) : outcome(((Duration) value).compareTo(constant), wanted);
            };
        }
        Field[] fields = terms.fields(sides);
        return call -> {
            Object one = left.of(call);
            Object other = right.of(call);
            return one == null || other == null ? terms.missing(call, fields) : outcome(((Comparable<Object>) one).compareTo(other), wanted);
        };
    }

    private static int outcome(int compared, int wanted) {
        return Shortcut.known((wanted >> (Integer.signum(compared) + 1) & 1) != 0);
    }

    /** A field in a list of constants, or a constant in a field that is a list. */
    private Shortcut membership(List<CelExpr> sides) throws NoShortcut {
        CelExpr list = sides.get(1);
        if (!SimpleType.STRING.equals(terms.type(sides.get(0)))) {
            throw new NoShortcut();
        }
        Term one = terms.term(sides.get(0));
        Field[] fields = terms.fields(sides);
        if (list.getKind() == CelExpr.ExprKind.Kind.LIST && list.list().elements().stream().allMatch(e -> ShortcutTerms.isConstant(e)
                && SimpleType.STRING.equals(terms.type(e)))) {
            Set<String> values = new HashSet<>(list.list().elements().stream().map(e -> e.constant().stringValue()).toList());
            return call -> {
                Object value = one.of(call);
                return value == null ? terms.missing(call, fields) : Shortcut.known(values.contains(value));
            };
        }
        Term all = terms.field(list);
        return call -> {
            Object value = one.of(call);
            Object values = all.of(call);
            return value == null || values == null ? terms.missing(call, fields) : Shortcut.known(((List<?>) values).contains(value));
        };
    }

    private void requireAlike(List<CelExpr> sides) throws NoShortcut {
        if (!terms.type(sides.get(0)).equals(terms.type(sides.get(1)))) {
            throw new NoShortcut();
        }
    }
}
