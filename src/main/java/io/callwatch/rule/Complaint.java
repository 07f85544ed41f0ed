package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what CEL's type checker complains of into a sentence, a place, and the nearest known name. */
final class Complaint {
    private static final Pattern UNDEFINED_FIELD = Pattern.compile("undefined field '(.*)'");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.*)' \\(in container .*\\)");
    private static final Pattern NO_OVERLOAD = Pattern.compile("found no matching overload for '(.*?)' applied to"
            + " '(?:([A-Za-z].*?)\\.)?\\((.*?)\\)'(?: \\(candidates: (.*)\\))?", Pattern.DOTALL);
    private static final Pattern EXPECTED_TYPE = Pattern.compile("expected type '(.*)' but found '(.*)'");
    private static final Pattern NO_RANGE =
            Pattern.compile("expression of type '(.*)' cannot be range of a comprehension.*");
    private static final Pattern NO_FIELDS = Pattern.compile("type '(.*)' does not support field selection");
    /** What stands between two values of one kind. */
    private static final Pattern BETWEEN_ALIKE = Pattern.compile("==|!=|<=?|>=?|[+-]");
    private static final Map<String, String> TYPE_WORDS = Map.of(
            "google.protobuf.Duration", "duration", "google.protobuf.Timestamp", "timestamp");

    private final SourceText source;
    private final CelAbstractSyntaxTree parsed;
    private final KnownNames names;

    Complaint(String text, CelAbstractSyntaxTree parsed, KnownNames names) {
        this.source = new SourceText(text);
        this.parsed = parsed;
        this.names = names;
    }

    /** The fault that the checker found. */
    ExpressionFault ofType(CelIssue issue) {
        CelExpr macro = parsed.getSource().getMacroCalls().get(issue.getExprId());
        int offset = macro != null && macro.call().function().equals("has")
                ? place(macro.call().args().get(0)) // the macro stands where its field was looked for
                : source.startOfName(source.offset(issue.getSourceLocation()));
        return new ExpressionFault(offset, sentence(issue));
    }

    /** What has a macro's name and not its form stays a call; what the checker says of it and of its variable misleads. */
    List<ExpressionFault> ofMacros() {
        return CelNavigableAst.fromAst(parsed).getRoot().allNodes().map(CelNavigableExpr::expr)
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL && KnownNames.macro(expr.call().function()) != null)
                .map(expr -> new ExpressionFault(place(expr), "`" + expr.call().function() + "` is written so: "
                        + KnownNames.macro(expr.call().function()))).toList();
    }

    private int place(CelExpr expr) {
        return source.startOfName(parsed.getSource().getPositionsMap().getOrDefault(expr.id(), 0));
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
            return noOverload(overload.group(1), overload.group(2), words(overload.group(3)), overload.group(4));
        }
        Matcher noFields = NO_FIELDS.matcher(message);
        if (noFields.matches()) {
            return noFields(words(noFields.group(1)), issue.getExprId());
        }
        Matcher type = EXPECTED_TYPE.matcher(message);
        if (type.matches()) {
            return "expected " + words(type.group(1)) + " but this is " + words(type.group(2));
        }
        Matcher range = NO_RANGE.matcher(message);
        return range.matches() ? "a list or map is needed here, but this is " + words(range.group(1)) : words(message);
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

    /** A type's name stands where somebody wrote {@code Call}; a function's where its brackets are left out. */
    private String noFields(String type, long exprId) {
        CelExpr expr = find(exprId);
        if (expr == null || expr.getKind() != CelExpr.ExprKind.Kind.SELECT) {
            return "a value of the type " + type + " has no fields";
        }
        CelExpr operand = expr.select().operand();
        if (type.startsWith("type(") && operand.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            return unknownName(operand.ident().name(), operand.id());
        }
        String field = expr.select().field();
        return "a value of the type " + type + " has no field `" + field + "`"
                + NearestName.of(field, names.functions()).map(name -> "; did you mean `" + name + "(…)`?").orElse("");
    }

    private String unknownName(String name, long exprId) {
        CelExpr expr = find(exprId);
        if (expr != null && expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
            return "no function is called `" + name + "`" + NearestName.suggest(name, names.functions());
        }
        String what = "nothing is called `" + name + "`";
        return what + node(exprId).flatMap(node -> ComparedConstants.wordMeantBy(node, name))
                .map(word -> "; a text is written in quotes: '" + word + "'")
                .or(() -> names.fieldMeantBy(name).map(path -> "; did you mean `" + path + "`?"))
                .orElseGet(() -> NearestName.suggest(name, names.variables()));
    }

    private static String noOverload(String function, String target, String types, String candidates) {
        String operator = KnownNames.operator(function);
        if (operator != null) {
            return "`" + operator + "` does not go with " + types.replace(", ", " and ")
                    + (BETWEEN_ALIKE.matcher(operator).matches() ? howToWrite(types) : "");
        }
        if (candidates == null) {
            return target == null
                    ? "`" + function + "` is written behind its value: value." + function + "(…)"
                    : "`" + function + "` is written before its value: " + function + "(value)";
        }
        return "`" + function + "` does not take " + (target == null ? "" : words(target) + ".") + "(" + types + ")"
                + "; it takes " + words(candidates).replaceAll("(?<=\\)),", " or ");
    }

    /** A number or text beside a length or a time is meant as one. */
    private static String howToWrite(String types) {
        return types.matches("duration, (int|double|string)|(int|double|string), duration")
                ? "; a duration is written duration('5s')"
                : types.matches("timestamp, (int|string)|(int|string), timestamp")
                ? "; a time is written timestamp('2026-11-20T14:03:36Z')" : "";
    }

    private CelExpr find(long exprId) {
        return node(exprId).map(CelNavigableExpr::expr).orElse(null);
    }

    private Optional<CelNavigableExpr> node(long exprId) {
        return CelNavigableAst.fromAst(parsed).getRoot().allNodes().filter(node -> node.id() == exprId).findFirst();
    }

    static String typeName(CelType type) {
        return words(CelTypes.format(type));
    }

    private static String words(String text) {
        String words = text;
        for (Map.Entry<String, String> word : TYPE_WORDS.entrySet()) {
            words = words.replace(word.getKey(), word.getValue());
        }
        return words.replaceAll("%[A-Z]\\d+", "any");
    }
}
