package io.callwatch.rule;

import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@code oneOf(value, 'list-name')}: whether a list of {@code callwatch.lists.NAME} has exactly this value. */
final class ListFunctions extends RuleFunctions {
    private static final String ONE_OF = "oneOf";
    private final Map<String, Supplier<Set<String>>> lists;

    ListFunctions(Map<String, Supplier<Set<String>>> lists) {
        this.lists = lists;
        add(ONE_OF, SimpleType.BOOL,
                CelFunctionBinding.from("oneOf_string_string", String.class, String.class, this::oneOf),
                SimpleType.STRING, SimpleType.STRING);
    }

    /** A list that is not there has no answer: a name that was computed wrongly is the rule's error. */
    private boolean oneOf(String value, String list) {
        Supplier<Set<String>> values = lists.get(list);
        if (values == null) {
            throw new IllegalArgumentException("no such list");
        }
        return values.get().contains(value);
    }

    @Override
    String refuse(String function, int argument, String constant) {
        if (function.equals(ONE_OF) && argument == 0 && lists.containsKey(constant)) {
            return "a list's name stands behind the value: oneOf(value, '" + constant + "')";
        }
        if (!function.equals(ONE_OF) || argument != 1 || lists.containsKey(constant)) {
            return null;
        }
        String known = lists.isEmpty() ? "there is none" : "known are " + String.join(", ", new TreeSet<>(lists.keySet()));
        return "no list is called '" + constant + "'" + NearestName.suggest(constant, lists.keySet()) + "; "
                + known + " (callwatch.lists.NAME, or a list of the RuleContext)";
    }
}
