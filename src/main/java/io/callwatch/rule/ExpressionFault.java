package io.callwatch.rule;

import io.callwatch.text.Unseen;

/**
 * What is wrong with an expression, and where.
 *
 * @param offset the place in the expression, in code points from 0
 */
record ExpressionFault(int offset, String message) {
    /** The message, the line of the expression, and a caret under the place; indented by four. */
    String shownIn(String expression) {
        int place = expression.offsetByCodePoints(0, Math.min(Math.max(offset, 0), expression.codePointCount(0, expression.length())));
        int from = expression.lastIndexOf('\n', place - 1) + 1;
        int to = expression.indexOf('\n', place);
        String before = Unseen.spelled(expression.substring(from, place)); // else it would be spelled later, and the place move
        String line = Unseen.spelled(expression.substring(from, to < 0 ? expression.length() : to).replace('\t', ' ').stripTrailing());
        return message + "\n    " + line + "\n    " + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }
}
