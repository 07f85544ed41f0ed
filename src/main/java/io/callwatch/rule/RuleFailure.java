package io.callwatch.rule;

/**
 * A rule could not be evaluated on a record, by a division by zero for example.
 *
 * <p>The message names the rule and the kind of error, never a value of the record: it may be logged.
 */
public final class RuleFailure extends Exception {
    /** @param rule null where a condition stands alone */
    RuleFailure(String rule, String reason) {
        // no stack trace: it would only show CEL's own frames, and a bad rule fails on every record
        super(rule == null ? reason : "rule '" + rule + "': " + reason, null, false, false);
    }
}
