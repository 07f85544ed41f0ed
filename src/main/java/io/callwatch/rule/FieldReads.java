package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds which fields an expression reads, and of which it names the placeholder. */
final class FieldReads {
    private final Set<Field> reads = EnumSet.noneOf(Field.class);
    private final Set<Field> accepted = EnumSet.noneOf(Field.class);

    FieldReads(CelAbstractSyntaxTree ast) {
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(this::look);
    }

    List<Field> reads() {
        return List.copyOf(reads);
    }

    Set<Field> accepted() {
        return Set.copyOf(accepted);
    }

    /** The path of a chain of selections from {@code call}, or null. */
    static String path(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> expr.ident().name().equals(CallTypes.VARIABLE) ? CallTypes.VARIABLE : null;
            case SELECT -> {
                String parent = path(expr.select().operand());
                yield parent == null ? null : parent + "." + expr.select().field();
            }
            default -> null;
        };
    }

    private void look(CelNavigableExpr node) {
        CelExpr expr = node.expr();
        String path = path(expr);
        if (path != null) {
            Field.ofPath(path).ifPresent(reads::add);
            boolean isHas = expr.getKind() == CelExpr.ExprKind.Kind.SELECT && expr.select().testOnly();
            if (!isHas && node.parent().filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.SELECT).isEmpty()) {
                readAllUnder(path);
            }
        } else if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
            parts(expr).forEach(part -> accept(path(part), expr));
        } else if (expr.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
            String list = path(expr.comprehension().iterRange());
            calls(node).filter(call -> parts(call).anyMatch(part -> isNamed(part, expr.comprehension().iterVar())))
                    .forEach(call -> accept(list, call));
        }
    }

    /** A struct that is used whole is read whole. */
    private void readAllUnder(String path) {
        Field.LIST.stream().filter(field -> field.path().startsWith(path + ".")).forEach(reads::add);
    }

    /** The calls in what {@code exists}, {@code all} or {@code filter} asks of each element. */
    private static Stream<CelExpr> calls(CelNavigableExpr macro) {
        return macro.descendants().map(CelNavigableExpr::expr).filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL);
    }

    private static boolean isNamed(CelExpr expr, String name) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals(name);
    }

    /** A field of this path is compared in this call, or an element of it. */
    private void accept(String path, CelExpr call) {
        Field.ofPath(path)
                .filter(field -> field.placeholder() != null && parts(call).anyMatch(other -> names(other, field.placeholder())))
                .ifPresent(accepted::add);
    }

    private static boolean names(CelExpr expr, String word) {
        return switch (expr.getKind()) {
            case CONSTANT -> expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                    && expr.constant().stringValue().equals(word);
            case LIST -> expr.list().elements().stream().anyMatch(element -> names(element, word));
            default -> false;
        };
    }

    private static Stream<CelExpr> parts(CelExpr call) {
        List<CelExpr> parts = new ArrayList<>(call.call().args());
        call.call().target().ifPresent(parts::add);
        return parts.stream();
    }
}
