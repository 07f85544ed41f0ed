package io.callwatch.rule;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of a configuration. Immutable.
 *
 * @param fingerprint changes when a rule does, so that records are judged anew by what they were not judged by yet
 */
public record RuleSet(List<Rule> all, long fingerprint) {
    public RuleSet {
        all = List.copyOf(all);
    }

    /** Every field of the call that a rule reads, such as {@code call.organizer.kind}. */
    public Set<String> fields() {
        return all.stream().flatMap(rule -> rule.fields().stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
