package io.callwatch.rule;

import dev.cel.common.CelIssue;

/** What is wrong with a condition: CEL's words, the line and a caret under the place. */
final class Explanation {
    private Explanation() {
    }

    static String of(String text, CelIssue issue) {
        String[] lines = text.split("\n", -1);
        int line = Math.max(1, Math.min(lines.length, issue.getSourceLocation().getLine()));
        int column = Math.max(0, issue.getSourceLocation().getColumn());
        String message = issue.getMessage().replace(CallView.class.getCanonicalName(), "call")
                .replace(OrganizerView.class.getCanonicalName(), "call.organizer");
        return "a condition in CEL, but " + message + "\n    " + lines[line - 1] + "\n    " + " ".repeat(column) + "^";
    }
}
