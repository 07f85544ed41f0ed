package io.callwatch.rule;

import java.util.List;

/**
 * A condition that is no more than comparisons of fields, as plain Java: for these it gives what CEL's own program would, some
 * forty times sooner. Immutable; shared by threads.
 *
 * <p>An answer is {@link #FALSE}, {@link #TRUE}, or open because fields are not there yet; those are its higher bits.
 */
@FunctionalInterface
interface Shortcut {
    int FALSE = 0;
    int TRUE = 1;

    int of(CallView call);

    /** A value of the record or of the condition; null while a field that it needs is not there. */
    @FunctionalInterface
    interface Term {
        Object of(CallView call);
    }

    static boolean isOpen(int answer) {
        return answer > TRUE;
    }

    /** The fields for which an answer is open. */
    static List<Field> wanting(int answer) {
        return Field.LIST.stream().filter(field -> (answer & open(field)) != 0).toList();
    }

    /** Open for a field. */
    static int open(Field field) {
        return 2 << field.ordinal();
    }

    static int known(boolean answer) {
        return answer ? TRUE : FALSE;
    }

    static Shortcut not(Shortcut part) {
        return call -> {
            int answer = part.of(call);
            return isOpen(answer) ? answer : TRUE - answer;
        };
    }

    /** False as soon as one side is, whatever the other. */
    static Shortcut and(Shortcut left, Shortcut right) {
        return call -> {
            int answer = left.of(call);
            if (answer == FALSE) {
                return FALSE;
            }
            int other = right.of(call);
            return other == FALSE || answer == TRUE ? other : other == TRUE ? answer : answer | other;
        };
    }

    static Shortcut or(Shortcut left, Shortcut right) {
        return call -> {
            int answer = left.of(call);
            if (answer == TRUE) {
                return TRUE;
            }
            int other = right.of(call);
            return other == TRUE || answer == FALSE ? other : other == FALSE ? answer : answer | other;
        };
    }
}
