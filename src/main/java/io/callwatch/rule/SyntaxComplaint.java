package io.callwatch.rule;

import dev.cel.common.CelIssue;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what CEL's parser complains of into a sentence and a place, with what other languages write otherwise. */
final class SyntaxComplaint {
    private static final Pattern QUOTED = Pattern.compile("'(.*)'", Pattern.DOTALL);
    /** The lexer stops at the character with which an escape is none. */
    private static final Pattern NO_ESCAPE = Pattern.compile("(?s)token recognition error at: '(['\"][^\\\\]*+(?:\\\\.[^\\\\]*+)*)"
            + "(\\\\(?:[^abfnrtv\\\\?\"'`uUxX0-3]|u\\p{XDigit}{0,3}\\P{XDigit}|U\\p{XDigit}{0,7}\\P{XDigit}"
            + "|[xX]\\p{XDigit}?\\P{XDigit}|[0-3][0-7]?[^0-7]))'");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[0-9]+(\\.[0-9]+)?$");
    private static final Pattern UNIT = Pattern.compile("input '(h|m|s|ms)'");
    private static final Map<String, String> FROM_ELSEWHERE = Map.of("=", "==", "&", "&&", "|", "||", "and", "&&",
            "or", "||", "not", "!", "AND", "&&", "OR", "||", "NOT", "!", "<>", "!=");

    private SyntaxComplaint() {
    }

    static ExpressionFault of(String text, CelIssue issue) {
        int offset = new SourceText(text).offset(issue.getSourceLocation());
        Matcher noEscape = NO_ESCAPE.matcher(issue.getMessage());
        return noEscape.matches()
                ? new ExpressionFault(offset + noEscape.group(1).codePointCount(0, noEscape.group(1).length()), "`" + noEscape.group(2)
                        + "` is no escape; a backslash in a text is written `\\\\`, or the text as r'…'")
                : new ExpressionFault(offset, sentence(issue.getMessage()) + duration(text, offset, issue.getMessage()));
    }

    /** What is meant by {@code 4h}; empty where that is not what is written. */
    private static String duration(String text, int offset, String message) {
        Matcher unit = UNIT.matcher(message);
        if (!unit.find()) {
            return "";
        }
        Matcher number = NUMBER.matcher(text.substring(0, text.offsetByCodePoints(0, offset)));
        return number.find() ? "; a duration is written duration('" + number.group() + unit.group(1) + "')" : "";
    }

    private static String sentence(String message) {
        int expecting = message.indexOf(" expecting ");
        String reason = expecting < 0 ? message : message.substring(0, expecting);
        Matcher quoted = QUOTED.matcher(reason);
        String found = quoted.find() ? quoted.group(1).strip() : "";
        if (reason.contains("<EOF>")) {
            return reason.startsWith("missing ") ? reason.replace(" at '<EOF>'", " at the end") : "the end comes too early";
        }
        if (found.startsWith("'") || found.startsWith("\"")) {
            return "a text begins here and does not end";
        }
        if (reason.startsWith("missing ")) {
            return reason;
        }
        String meant = FROM_ELSEWHERE.get(found);
        return found.isEmpty() ? "this is no CEL: " + reason : "`" + found + "` cannot stand here"
                + (meant == null ? "" : "; did you mean `" + meant + "`?");
    }
}
