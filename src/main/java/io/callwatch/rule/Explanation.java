package io.callwatch.rule;

import dev.cel.common.CelIssue;
import io.callwatch.text.Nearest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a condition: CEL's words, the nearest known name, the line and a caret under the place. */
final class Explanation {
    private static final Pattern UNKNOWN = Pattern.compile("(?:undefined field|undeclared reference to) '([^']+)'");
    private static final List<String> NAMES = names();

    private Explanation() {
    }

    static String of(String text, CelIssue issue) {
        String[] lines = text.split("\n", -1);
        int line = Math.max(1, Math.min(lines.length, issue.getSourceLocation().getLine()));
        int column = Math.max(0, Math.min(issue.getSourceLocation().getColumn(), lines[line - 1].length()));
        String message = issue.getMessage().replace(CallView.class.getCanonicalName(), "call")
                .replace(OrganizerView.class.getCanonicalName(), "call.organizer").replaceAll("\\s+", " ");
        String hint = unknownName(message).flatMap(name -> Nearest.to(name, NAMES)).map(name -> "; did you mean '" + name + "'?").orElse("");
        return "a condition in CEL, but " + message + hint + "\n    " + lines[line - 1] + "\n    " + " ".repeat(column) + "^";
    }

    private static Optional<String> unknownName(String message) {
        Matcher unknown = UNKNOWN.matcher(message);
        return unknown.find() ? Optional.of(unknown.group(1)) : Optional.empty();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("call", "duration", "timestamp", "startsWith", "endsWith", "contains",
                "matches", "size", "getHours", "getMinutes", "getDayOfWeek", "getDate", "getMonth", "getFullYear"));
        names.addAll(PhoneFunctions.NAMES);
        for (RecordComponent component : CallView.class.getRecordComponents()) {
            names.add(component.getName());
        }
        for (RecordComponent component : OrganizerView.class.getRecordComponents()) {
            names.add(component.getName());
        }
        return names;
    }
}
