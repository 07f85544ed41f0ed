package io.callwatch.rule;

import java.util.ArrayList;
import java.util.List;

/** The conditions that remain when one operand of an {@code &&} or {@code ||} is taken out. */
final class Simplified {
    private Simplified() {
    }

    /** Each with one operand less; for a condition of one operand, {@code true} alone. */
    static List<String> of(String condition) {
        List<String> operands = split(condition, "||");
        String operator = " || ";
        if (operands.size() == 1) {
            operands = split(condition, "&&");
            operator = " && ";
        }
        if (operands.size() == 1) {
            return List.of("true");
        }
        List<String> simplified = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            List<String> rest = new ArrayList<>(operands);
            String operand = rest.remove(i);
            simplified.add(String.join(operator, rest));
            if (operand.startsWith("(") && operand.endsWith(")")) {
                for (String inner : of(operand.substring(1, operand.length() - 1))) {
                    List<String> with = new ArrayList<>(operands);
                    with.set(i, "(" + inner + ")");
                    simplified.add(String.join(operator, with));
                }
            }
        }
        return simplified;
    }

    private static List<String> split(String text, String operator) {
        List<String> operands = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && !quoted && text.startsWith(operator, i)) {
                operands.add(text.substring(from, i).strip());
                from = i + operator.length();
            }
        }
        operands.add(text.substring(from).strip());
        return operands;
    }
}
