package io.callwatch.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What must be said of the calls listed so far, worked out from the invented facts alone: it shares no code with the
 * product. Each {@link #see} stands for a pass that finds these versions.
 */
final class Expectation {
    private static final Map<String, Function<InventedCall, Optional<Boolean>>> RULES = Map.of(
            "short-call", InventedCall::isShort, "external-phone", InventedCall::isExternalPhone);
    private final Map<String, InventedCall> known = new HashMap<>();
    private final Set<Said> said = new TreeSet<>();

    /** The highest version of each call, as one pass finds them. */
    Expectation see(List<InventedCall> calls) {
        Map<String, InventedCall> highest = new HashMap<>();
        for (InventedCall call : calls) {
            highest.merge(call.id(), call, (a, b) -> a.version() > b.version() ? a : b);
        }
        highest.values().forEach(call -> {
            InventedCall before = known.put(call.id(), call);
            RULES.forEach((rule, condition) -> judge(rule, condition, before, call));
        });
        return this;
    }

    /** Everything that is to arrive where both rules notify. */
    Set<Said> all() {
        return said;
    }

    Set<Said> of(String rule) {
        Set<Said> some = new TreeSet<>(said);
        some.removeIf(each -> !each.rule().equals(rule));
        return some;
    }

    private void judge(String rule, Function<InventedCall, Optional<Boolean>> condition, InventedCall before, InventedCall now) {
        boolean matched = before != null && condition.apply(before).orElse(false);
        Optional<Boolean> matches = condition.apply(now);
        if (matches.isEmpty()) {
            return;
        }
        if (matches.get() && !matched) {
            said.add(new Said("call.matched", rule, now.id()));
        } else if (matches.get() && !now.showsTheSameAs(before)) {
            said.add(new Said("call.corrected", rule, now.id()));
        } else if (!matches.get() && matched) {
            said.add(new Said("call.withdrawn", rule, now.id()));
        }
    }
}
