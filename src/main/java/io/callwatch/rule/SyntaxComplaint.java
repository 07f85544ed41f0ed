package io.callwatch.rule;

import dev.cel.common.CelIssue;
import java.util.Locale;
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
    /** Behind these the parser stops: {@code NOT call}, {@code <>}. */
    private static final Pattern BEHIND = Pattern.compile("(?:(?<![\\w.])(?i:not|and|or)\\s+|<)$");
    private static final Map<String, String> FROM_ELSEWHERE = Map.ofEntries(
            Map.entry("=", "=="), Map.entry("&", "&&"), Map.entry("|", "||"), Map.entry("and", "&&"), Map.entry("or", "||"),
            Map.entry("not", "!"), Map.entry("<>", "!="), Map.entry("=>", ">="), Map.entry("=<", "<="), Map.entry("≥", ">="),
            Map.entry("≤", "<="), Map.entry("≠", "!="), Map.entry("‘", "'"), Map.entry("’", "'"), Map.entry("“", "\""),
            Map.entry("”", "\""), Map.entry("„", "\""), Map.entry("#", "//"));

    private SyntaxComplaint() {
    }

    static ExpressionFault of(String text, CelIssue issue) {
        int offset = new SourceText(text).offset(issue.getSourceLocation());
        Matcher noEscape = NO_ESCAPE.matcher(issue.getMessage());
        if (noEscape.matches()) {
            return new ExpressionFault(offset + noEscape.group(1).codePointCount(0, noEscape.group(1).length()), "`" + noEscape.group(2)
                    + "` is no escape; a backslash in a text is written `\\\\`, or the text as r'…'");
        }
        String reason = issue.getMessage().replaceFirst("(?s) expecting .*", "").replace("%%", "%");
        Matcher quoted = QUOTED.matcher(reason);
        String found = quoted.find() ? quoted.group(1).strip() : "";
        Matcher behind = BEHIND.matcher(text.substring(0, text.offsetByCodePoints(0, offset)));
        if (behind.find() && (!behind.group().equals("<") || found.equals(">"))) {
            String word = behind.group().equals("<") ? "<>" : behind.group().strip();
            return new ExpressionFault(offset - behind.group().length(), outOfPlace(word));
        }
        return new ExpressionFault(offset, sentence(reason, found) + duration(text, offset, issue.getMessage()));
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

    private static String sentence(String reason, String found) {
        if (reason.contains("<EOF>")) {
            return reason.startsWith("missing ") ? reason.replace(" at '<EOF>'", " at the end") : "the end comes too early";
        }
        if (reason.startsWith("token recognition error") && (found.startsWith("'") || found.startsWith("\""))) {
            return "a text begins here and does not end";
        }
        if (reason.startsWith("missing ")) {
            return reason;
        }
        return found.isEmpty() ? "this is no CEL: " + reason : outOfPlace(found);
    }

    private static String outOfPlace(String found) {
        String meant = FROM_ELSEWHERE.get(found.toLowerCase(Locale.ROOT));
        return "`" + found + "` cannot stand here" + (meant == null ? "" : "; did you mean `" + meant + "`?");
    }
}
