package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what CEL's parser and checker complain of into a sentence, a place, and the nearest known name. */
final class Complaint {
    private static final Pattern UNDEFINED_FIELD = Pattern.compile("undefined field '(.*)'");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.*)' \\(in container .*\\)");
    private static final Pattern NO_OVERLOAD = Pattern.compile(
            "found no matching overload for '(.*?)' applied to '\\((.*?)\\)'(?: \\(candidates: (.*)\\))?", Pattern.DOTALL);
    private static final Pattern EXPECTED_TYPE = Pattern.compile("expected type '(.*)' but found '(.*)'");
    private static final Map<String, String> TYPE_WORDS = Map.of(
            "google.protobuf.Duration", "duration", "google.protobuf.Timestamp", "timestamp",
            "google.protobuf.Timestamp.Timestamp", "timestamp");

    private final SourceText source;
    private final CelAbstractSyntaxTree parsed;
    private final KnownNames names;

    Complaint(String text, CelAbstractSyntaxTree parsed, KnownNames names) {
        this.source = new SourceText(text);
        this.parsed = parsed;
        this.names = names;
    }

    static ExpressionFault ofSyntax(String text, CelIssue issue) {
        int offset = new SourceText(text).offset(issue.getSourceLocation());
        String message = issue.getMessage();
        int expecting = message.indexOf(" expecting ");
        String reason = (expecting < 0 ? message : message.substring(0, expecting)).replace("<EOF>", "end");
        return new ExpressionFault(offset, "this is no CEL: " + reason);
    }

    /** The fault that the checker found. */
    ExpressionFault ofType(CelIssue issue) {
        int offset = source.startOfName(source.offset(issue.getSourceLocation()));
        return new ExpressionFault(offset, sentence(issue));
    }

    private String sentence(CelIssue issue) {
        String message = issue.getMessage();
        Matcher field = UNDEFINED_FIELD.matcher(message);
        if (field.matches()) {
            return unknownField(field.group(1), issue.getExprId());
        }
        Matcher name = UNDECLARED.matcher(message);
        if (name.matches()) {
            return unknownName(name.group(1), issue.getExprId());
        }
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return noOverload(overload.group(1), words(overload.group(2)), overload.group(3));
        }
        Matcher type = EXPECTED_TYPE.matcher(message);
        if (type.matches()) {
            return "expected " + words(type.group(1)) + " but this is " + words(type.group(2));
        }
        return words(message);
    }

    private String unknownField(String field, long exprId) {
        CelExpr expr = find(exprId);
        String owner = expr == null || expr.getKind() != CelExpr.ExprKind.Kind.SELECT
                ? null
                : FieldReads.path(expr.select().operand());
        CallTypes.Struct struct = "call.organizer".equals(owner) ? CallTypes.ORGANIZER : CallTypes.CALL;
        return "`" + (owner == null ? CallTypes.VARIABLE : owner) + "` has no field `" + field + "`"
                + NearestName.suggest(field, struct.fields().keySet())
                + "; it has " + String.join(", ", new TreeSet<>(struct.fields().keySet()));
    }

    private String unknownName(String name, long exprId) {
        CelExpr expr = find(exprId);
        if (expr != null && expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
            return "no function is called `" + name + "`" + NearestName.suggest(name, names.functions());
        }
        return "nothing is called `" + name + "`" + names.fieldMeantBy(name)
                .map(path -> "; did you mean `" + path + "`?")
                .orElseGet(() -> NearestName.suggest(name, names.variables()));
    }

    private static String noOverload(String function, String types, String candidates) {
        String operator = KnownNames.operator(function);
        if (operator != null) {
            return "`" + operator + "` does not go with " + types.replace(", ", " and ");
        }
        return "`" + function + "` does not take (" + types + ")"
                + (candidates == null ? "" : "; it takes " + words(candidates).replace("),(", ") or ("));
    }

    private CelExpr find(long exprId) {
        return CelNavigableAst.fromAst(parsed).getRoot().allNodes()
                .map(CelNavigableExpr::expr).filter(expr -> expr.id() == exprId).findFirst().orElse(null);
    }

    static String typeName(CelType type) {
        return words(CelTypes.format(type));
    }

    private static String words(String text) {
        String words = text;
        for (Map.Entry<String, String> word : TYPE_WORDS.entrySet()) {
            words = words.replace(word.getKey(), word.getValue());
        }
        return words;
    }
}
