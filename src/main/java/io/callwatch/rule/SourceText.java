package io.callwatch.rule;

import dev.cel.common.CelSourceLocation;

/** An expression's text, addressed in code points as CEL does; comments are blanks in it, since they may hold a quote or a bracket. */
final class SourceText {
    private final int[] points;

    SourceText(String text) {
        this.points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            i = skipLiteral(i);
            if (at(i) == '/' && at(i + 1) == '/') {
                while (i < points.length && points[i] != '\n') {
                    points[i++] = ' ';
                }
            }
        }
    }

    int offset(CelSourceLocation location) {
        int offset = 0;
        for (int line = 1; line < location.getLine() && offset < points.length; offset++) {
            if (points[offset] == '\n') {
                line++;
            }
        }
        return Math.min(points.length, Math.max(0, offset + location.getColumn()));
    }

    /** CEL places a selection at its dot and a call at its bracket; people look for the name. */
    int startOfName(int offset) {
        if (at(offset) == '.') {
            return skipBlanks(offset + 1);
        }
        if (at(offset) != '(') {
            return offset;
        }
        int start = offset;
        while (start > 0 && Character.isWhitespace(at(start - 1))) {
            start--;
        }
        while (start > 0 && Character.isJavaIdentifierPart(at(start - 1))) {
            start--;
        }
        return start;
    }

    int at(int offset) {
        return offset < points.length ? points[offset] : -1;
    }

    int skipBlanks(int offset) {
        int next = offset;
        while (next < points.length && Character.isWhitespace(points[next])) {
            next++;
        }
        return next;
    }

    /** Where the tokens of a part begin: the first one and the last one, in code points. */
    record Range(int first, int last) {
        Range and(Range other) {
            return new Range(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /** The text from the first token to the end of the last one, with the brackets that belong to it. */
    String range(Range range) {
        int from = startOfName(range.first());
        int to = endOfToken(range.last());
        int open = 0;
        for (int i = from; i < to || open > 0 && i < points.length; i++) {
            i = skipLiteral(i);
            int c = at(i);
            open += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            for (; open < 0 && from > 0; from--) {
                open += at(from - 1) == '(' ? 1 : 0;
            }
            to = Math.max(to, Math.min(points.length, i + 1));
        }
        return new String(points, from, to - from);
    }

    private int endOfToken(int start) {
        int c = at(start);
        int from = c == '.' && !Character.isDigit(at(start + 1)) ? skipBlanks(start + 1) : start;
        int end = skipLiteral(skipPrefix(from));
        if (end > from) {
            return Math.min(points.length, end + 1);
        }
        end = from + 1;
        while (end < points.length && (Character.isJavaIdentifierPart(at(end))
                || at(end) == '.' && Character.isDigit(at(from)))) {
            end++;
        }
        return Math.min(end, points.length);
    }

    /** The quote of a text literal that begins here as {@code r'…'} does; otherwise here. */
    private int skipPrefix(int start) {
        int next = start;
        while ("bBrR".indexOf(at(next)) >= 0) {
            next++;
        }
        return at(next) == '\'' || at(next) == '"' ? next : start;
    }

    /** The last place of a text literal that begins here; otherwise here. */
    private int skipLiteral(int start) {
        int quote = at(start);
        if (quote != '\'' && quote != '"') {
            return start;
        }
        int quotes = at(start + 1) == quote && at(start + 2) == quote ? 3 : 1;
        int end = start + quotes;
        while (end < points.length && !(at(end) == quote && (quotes == 1 || at(end + 1) == quote && at(end + 2) == quote))) {
            end += at(end) == '\\' ? 2 : 1;
        }
        return end + quotes - 1;
    }
}
