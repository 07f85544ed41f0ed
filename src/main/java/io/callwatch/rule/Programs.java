package io.callwatch.rule;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The programs of one expression. In the one for records that have an organizer {@code has(call.organizer)} is replaced by true: CEL
 * would take it for unknown while a part of the organizer that the expression reads elsewhere, such as a name, is not there yet.
 *
 * @param any for records of which that is to be asked
 * @param organized for those that have one; the same where the expression does not ask
 */
record Programs(CelRuntime.Program any, CelRuntime.Program organized) {
    static Programs of(CelAbstractSyntaxTree ast, Cel cel) throws CelEvaluationException {
        CelRuntime.Program any = cel.createProgram(ast);
        Set<Long> questions = CelNavigableAst.fromAst(ast).getRoot().allNodes().filter(node -> isQuestion(node.expr()))
                .map(node -> node.expr().id()).collect(Collectors.toSet());
        return new Programs(any, questions.isEmpty() ? any : cel.createProgram(answered(ast, questions, cel)));
    }

    CelRuntime.Program forThis(CallView call) {
        return call.hasOrganizer() ? organized : any;
    }

    /** The same expression, true where it asks so, each part under the same id. */
    private static CelAbstractSyntaxTree answered(CelAbstractSyntaxTree ast, Set<Long> questions, Cel cel) {
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
