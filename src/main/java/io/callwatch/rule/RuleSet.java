package io.callwatch.rule;

import java.util.List;

/**
 * The rules of a configuration. Immutable.
 *
 * @param fingerprint changes when a rule does, so that records are judged anew by what they were not judged by yet
 */
public record RuleSet(List<Rule> all, long fingerprint) {
    public RuleSet {
        all = List.copyOf(all);
    }
}
