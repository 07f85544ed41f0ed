package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts of a condition that have a value of their own: the fields of the call, and functions of one field. */
final class Parts {
    private Parts() {
    }

    static List<String> of(CelAbstractSyntaxTree tree) {
        Set<String> parts = new LinkedHashSet<>();
        collect(tree.getExpr(), parts);
        return List.copyOf(parts);
    }

    private static void collect(CelExpr expr, Set<String> parts) {
        String field = field(expr);
        if (field != null) {
            parts.add(field);
            return;
        }
        switch (expr.getKind()) {
            case SELECT -> collect(expr.select().operand(), parts);
            case CALL -> {
                expr.call().target().ifPresent(target -> collect(target, parts));
                expr.call().args().forEach(argument -> collect(argument, parts));
                function(expr, parts);
            }
            case LIST -> expr.list().elements().forEach(element -> collect(element, parts));
            case COMPREHENSION -> collect(expr.comprehension().iterRange(), parts);
            default -> { }
        }
    }

    /** {@code country(call.organizer.phone)} and {@code call.startDateTime.getHours()} with their own values. */
    private static void function(CelExpr expr, Set<String> parts) {
        String name = expr.call().function();
        if (!name.matches("[a-zA-Z]+")) {
            return; // an operator
        }
        List<CelExpr> arguments = expr.call().args();
        if (expr.call().target().isEmpty() && arguments.size() == 1 && field(arguments.get(0)) != null) {
            parts.add(name + "(" + field(arguments.get(0)) + ")");
        } else if (expr.call().target().isPresent() && arguments.isEmpty() && field(expr.call().target().get()) != null) {
            parts.add(field(expr.call().target().get()) + "." + name + "()");
        }
    }

    /** {@code call.organizer.kind} for a chain of fields that begins at the call; else null. */
    private static String field(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.SELECT || expr.select().testOnly()) {
            return null;
        }
        CelExpr operand = expr.select().operand();
        if (operand.getKind() == CelExpr.ExprKind.Kind.IDENT && operand.ident().name().equals("call")) {
            return "call." + expr.select().field();
        }
        String outer = field(operand);
        return outer == null ? null : outer + "." + expr.select().field();
    }

    /** A value for people: {@code 4.283s}, {@code +4930123456}, {@code true}. */
    static String text(Object value) {
        if (value instanceof Duration duration) {
            return java.math.BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
        }
        return String.valueOf(value);
    }
}
