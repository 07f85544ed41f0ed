package io.callwatch.rule;

/**
 * A rule could not be evaluated on a record, by a division by zero for example.
 *
 * <p>The message names the rule and the kind of error, never a value of the record: it may be logged.
 */
public final class RuleFailure extends Exception {
    private final String rule;
    private final String reason;

    RuleFailure(String rule, String reason) {
        // no stack trace: it would only show CEL's own frames, and a bad rule fails on every record
        super(rule == null ? reason : "rule '" + rule + "': " + reason, null, false, false);
        this.rule = rule;
        this.reason = reason;
    }

    /** The rule's name; null where a condition stands alone. */
    public String rule() {
        return rule;
    }

    /** What went wrong, such as {@code a division by zero at column 12}. */
    public String reason() {
        return reason;
    }
}
