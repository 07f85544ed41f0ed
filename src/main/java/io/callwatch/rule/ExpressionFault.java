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
        int[] points = expression.codePoints().toArray();
        int place = Math.min(Math.max(offset, 0), points.length);
        int from = place;
        while (from > 0 && points[from - 1] != '\n') {
            from--;
        }
        int to = place;
        while (to < points.length && points[to] != '\n') {
            to++;
        }
        String before = Unseen.spelled(new String(points, from, place - from)); // else it would be spelled later, and the place move
        String line = Unseen.spelled(new String(points, from, to - from).replace('\t', ' ').stripTrailing());
        return message + "\n    " + line + "\n    " + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }
}
