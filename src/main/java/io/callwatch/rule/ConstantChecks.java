package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprFactory;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds constants that mean nothing: a time zone, a regular expression, a date, a duration, a list's name; those that
 * {@link ComparedConstants} refuses, and functions that have no answer here. What is computed from constants and fails, as
 * {@code 1 / 0}, is none: it may not decide, and where it does, a record is set aside for the rule.
 *
 * <p>It calls the function with the constant, as the program would; where the function also takes a value of the record,
 * with a harmless one instead.
 */
final class ConstantChecks {
    /** CEL's functions that take a time zone, each a part of a time. */
    static final Set<String> OF_TIME_ZONES = Set.of("getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
            "getFullYear", "getHours", "getMilliseconds", "getMinutes", "getMonth", "getSeconds");
    private static final Set<String> READ_FROM_TEXT = Set.of("timestamp", "duration");
    private static final CelExprFactory NEW = CelExprFactory.newInstance();

    private final Supplier<CelRuntime> runtime;
    private final List<RuleFunctions> families;
    private final ComparedConstants comparedConstants;

    ConstantChecks(Supplier<CelRuntime> runtime, List<RuleFunctions> families) {
        this.runtime = runtime;
        this.families = families;
        this.comparedConstants = new ComparedConstants(families);
    }

    List<ExpressionFault> faults(CelAbstractSyntaxTree ast) {
        List<ExpressionFault> faults = new ArrayList<>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            if (node.getKind() == CelExpr.ExprKind.Kind.CALL) {
                check(node.expr(), ast.getSource(), faults);
                comparedConstants.check(node,
                        (constant, refusal) -> faults.add(new ExpressionFault(place(constant, ast.getSource()), refusal)));
            } else if (isQuotedField(node.expr())) {
                faults.add(new ExpressionFault(place(node.expr(), ast.getSource()),
                        "this is a text; a field is written without quotes: " + node.expr().constant().stringValue()));
            }
        });
        return faults;
    }

    private void check(CelExpr call, CelSource source, List<ExpressionFault> faults) {
        String function = call.call().function();
        List<CelExpr> arguments = call.call().args();
        for (RuleFunctions family : families) {
            String refusal = family.refuse(function);
            if (refusal != null) {
                faults.add(new ExpressionFault(place(call, source), refusal));
                return;
            }
        }
        for (int i = 0; i < arguments.size(); i++) {
            String refusal = refusal(function, i, arguments.get(i));
            if (refusal != null) {
                faults.add(new ExpressionFault(place(arguments.get(i), source), refusal));
                return;
            }
        }
        probe(call).filter(this::fails).ifPresent(failing -> {
            CelExpr last = arguments.get(arguments.size() - 1);
            faults.add(new ExpressionFault(place(last, source), reason(function, last.constant())));
        });
    }

    private String refusal(String function, int argument, CelExpr expr) {
        String path = FieldReads.path(expr);
        String given = path != null ? path : expr.getKind() == CelExpr.ExprKind.Kind.CALL ? expr.call().function() + "(…)" : null;
        for (RuleFunctions family : families) {
            String refusal = ShortcutTerms.isText(expr) ? family.refuse(function, argument, expr.constant().stringValue())
                    : given == null ? null : family.refuseGiven(function, argument, given);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** The call with constants alone; empty where there is nothing to try. */
    private static Optional<CelExpr> probe(CelExpr call) {
        String function = call.call().function();
        List<CelExpr> arguments = call.call().args();
        if (arguments.isEmpty() || !ShortcutTerms.isConstant(arguments.get(arguments.size() - 1)) || ShortcutTerms.isPlainLength(call)) {
            return Optional.empty();
        }
        CelExpr last = NEW.newConstant(arguments.get(arguments.size() - 1).constant());
        if (function.equals("matches")) {
            return Optional.of(NEW.newGlobalCall(function, NEW.newStringLiteral(""), last));
        }
        if (OF_TIME_ZONES.contains(function)) {
            CelExpr time = NEW.newGlobalCall("timestamp", NEW.newStringLiteral("2026-01-01T00:00:00Z"));
            return Optional.of(NEW.newReceiverCall(function, time, last));
        }
        return READ_FROM_TEXT.contains(function) ? Optional.of(NEW.newGlobalCall(function, last)) : Optional.empty();
    }

    private boolean fails(CelExpr probe) {
        try {
            // not type-checked again: it is part of what was, and each check takes milliseconds
            runtime.get().createProgram(CelAbstractSyntaxTree.newParsedAst(probe, CelSource.newBuilder().build())).eval();
            return false;
        } catch (CelEvaluationException e) {
            return true;
        }
    }

    private static String reason(String function, CelConstant constant) {
        String shown = constant.getKind() == CelConstant.Kind.STRING_VALUE ? "'" + constant.stringValue() + "'" : "this";
        if (OF_TIME_ZONES.contains(function)) {
            return shown + " is no time zone; expected a name such as 'Europe/Berlin' or an offset such as '+02:00'";
        }
        return switch (function) {
            case "matches" -> shown + " is no regular expression in RE2's syntax";
            case "timestamp" -> shown + " is no timestamp such as '2026-11-20T14:03:36Z'";
            default -> shown + " is no duration such as '90s', '15m' or '1.5h'";
        };
    }

    private static boolean isQuotedField(CelExpr expr) {
        return ShortcutTerms.isText(expr) && Field.ofPath(expr.constant().stringValue()).isPresent();
    }

    private static int place(CelExpr expr, CelSource source) {
        return new SourceText(source.getContent().toString()).startOfName(source.getPositionsMap().getOrDefault(expr.id(), 0));
    }
}
