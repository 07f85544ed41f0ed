package io.callwatch.rule;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableMutableAst;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers {@code has(call.organizer)} for records that have one: CEL takes the whole for unknown while it waits for a part, such as
 * a name, that the same expression reads elsewhere.
 */
final class OrganizerAsked {
    private OrganizerAsked() {
    }

    /** The same expression, true where it asks so, each part under the same id; {@code ast} itself where it does not ask. */
    static CelAbstractSyntaxTree answered(CelAbstractSyntaxTree ast, Cel cel) {
        Set<Long> questions = CelNavigableAst.fromAst(ast).getRoot().allNodes().filter(node -> isQuestion(node.expr()))
                .map(node -> node.expr().id()).collect(Collectors.toSet());
        if (questions.isEmpty()) {
            return ast;
        }
        CelMutableAst copy = CelMutableAst.fromCelAst(ast);
        CelNavigableMutableAst.fromAst(copy).getRoot().allNodes().filter(node -> questions.contains(node.expr().id())).toList()
                .forEach(node -> node.expr().setConstant(CelConstant.ofValue(true)));
        try {
            return cel.check(copy.toParsedAst()).getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("an expression that was checked once does not check again", e);
        }
    }

    private static boolean isQuestion(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.SELECT && expr.select().testOnly()
                && Field.ORGANIZER.path().equals(FieldReads.path(expr));
    }
}
