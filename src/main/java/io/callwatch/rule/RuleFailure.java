package io.callwatch.rule;

/** A condition that failed on a record, by a division by zero, say; the message is fit for people and quotes no value. */
public class RuleFailure extends Exception {
    private static final long serialVersionUID = 1L;

    RuleFailure(String message) {
        super(message);
    }
}
