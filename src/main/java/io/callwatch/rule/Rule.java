package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import java.util.List;

/** A name, a condition and the destinations that it notifies. Threads may share it. */
public final class Rule {
    private final RuleText text;
    private final Condition condition;

    Rule(RuleText text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    public String name() {
        return text.name();
    }

    /** The condition as written. */
    public String when() {
        return text.when();
    }

    public Severity severity() {
        return text.severity();
    }

    public List<String> destinations() {
        return text.destinations();
    }

    public Verdict judge(CallRecord record) throws RuleFailure {
        return condition.judge(record);
    }

    /** The parts of the condition with the values they had: why the verdict is as it is. */
    public List<Reading> readings(CallRecord record) {
        return condition.readings(record);
    }
}
