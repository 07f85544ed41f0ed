package io.callwatch.rule;

/**
 * What came of one rule on one record: a verdict, or a failure. Immutable.
 *
 * @param verdict null where the rule failed
 * @param group a matching burst call's group; otherwise null
 * @param failure null where there is a verdict
 */
public record Judgement(Rule rule, Verdict verdict, String group, RuleFailure failure) {
    public boolean failed() {
        return failure != null;
    }
}
