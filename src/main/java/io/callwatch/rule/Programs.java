package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.compiler.CelCompiler;
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
    static Programs of(CelAbstractSyntaxTree ast, CelCompiler compiler, CelRuntime runtime) throws CelEvaluationException {
        CelRuntime.Program any = runtime.createProgram(ast);
        Set<Long> questions = CelNavigableAst.fromAst(ast).getRoot().allNodes().filter(node -> isQuestion(node.expr()))
                .map(node -> node.expr().id()).collect(Collectors.toSet());
        return new Programs(any, questions.isEmpty() ? any : runtime.createProgram(answered(ast, questions, compiler)));
    }

    /** Of an expression that is known to have them. */
    static Programs ofGood(CelAbstractSyntaxTree ast, CelCompiler compiler, CelRuntime runtime) {
        try {
            return of(ast, compiler, runtime);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("an expression that was found good cannot be evaluated", e);
        }
    }

    CelRuntime.Program forThis(CallView call) {
        return call.hasOrganizer() ? organized : any;
    }

    /** The same expression, true where it asks so, each part under the same id. */
    private static CelAbstractSyntaxTree answered(CelAbstractSyntaxTree ast, Set<Long> questions, CelCompiler compiler) {
        CelMutableAst copy = CelMutableAst.fromCelAst(ast);
        CelNavigableMutableAst.fromAst(copy).getRoot().allNodes().filter(node -> questions.contains(node.expr().id())).toList()
                .forEach(node -> node.expr().setConstant(CelConstant.ofValue(true)));
        try {
            return compiler.check(copy.toParsedAst()).getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("an expression that was checked once does not check again", e);
        }
    }

    private static boolean isQuestion(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.SELECT && expr.select().testOnly()
                && Field.ORGANIZER.path().equals(FieldReads.path(expr));
    }
}
