package io.callwatch.destination;

import java.util.regex.Pattern;

/**
 * Text in an Adaptive Card, where a part of Markdown and functions such as <code>{{DATE(…)}}</code> are in force: what would
 * be read as either is made plain.
 *
 * @see <a href="https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features">Text features</a>
 */
final class CardMarkdown {
    private static final Pattern MARK = Pattern.compile("[\\\\`*_\\[\\]<>~#|]");
    /** Where the mark begins: before a digit a backslash is a letter like any other. */
    private static final Pattern LIST = Pattern.compile("^(\\d{1,9}(?=[.)]\\s)|(?=[-+]\\s))");

    private CardMarkdown() {
    }

    /** {@code line} is one clean line already. */
    static String plain(String line) {
        String escaped = MARK.matcher(line).replaceAll("\\\\$0");
        escaped = LIST.matcher(escaped).replaceFirst("$1\\\\");
        return escaped.replace("{{", "{ {").replace("{{", "{ {");
    }
}
