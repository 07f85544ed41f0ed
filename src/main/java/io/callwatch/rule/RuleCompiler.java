package io.callwatch.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes rules of what the configuration says, and names every fault in it.
 *
 * <p>Nothing is thrown: a rule with a fault is left out of the set, so whoever finds faults should not use it.
 */
public final class RuleCompiler {
    /** What can tell groups apart: exact, and the same as text. A double is neither; a list or map is no name. */
    private static final Set<CelType> GROUPING = Set.of(SimpleType.STRING, SimpleType.INT, SimpleType.UINT, SimpleType.BOOL,
            SimpleType.TIMESTAMP, SimpleType.DURATION);

    private final RuleLanguage language;
    private final RuleFaults faults;
    private final Map<String, Compiled> conditions = new HashMap<>();

    /** One text's outcome, shared by the rules that say the same; {@code expression} is null if there are faults. */
    private record Compiled(Expression expression, List<ExpressionFault> faults) {
    }

    private record Fault(String key, String value, String expected) {
    }

    private RuleCompiler(RuleLanguage language, RuleFaults faults) {
        this.language = language;
        this.faults = faults;
    }

    public static RuleSet compile(List<RuleText> texts, RuleContext context, RuleFaults faults) {
        RuleCompiler compiler = new RuleCompiler(new RuleLanguage(context), faults);
        List<Rule> rules = new ArrayList<>();
        for (RuleText text : texts) {
            Rule rule = compiler.rule(text);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return new RuleSet(rules, context);
    }

    private Rule rule(RuleText text) {
        Expression condition = condition(text);
        List<Fault> burstFaults = burstFaults(text);
        burstFaults.forEach(fault -> faults.add(fault.key(), fault.value(), fault.expected()));
        Expression per = text.per() == null ? null : per(text);
        return condition == null || !burstFaults.isEmpty() || text.per() != null && per == null
                ? null
                : new Rule(text, condition, per, language.context());
    }

    private Expression condition(RuleText text) {
        if (text.when() == null || text.when().isBlank()) {
            faults.add(text.key("when"), "", "a condition in CEL, such as call.duration < duration('5s')");
            return null;
        }
        Compiled compiled = conditions.computeIfAbsent(text.when(), when -> {
            List<ExpressionFault> found = new ArrayList<>();
            return new Compiled(language.condition(when, found), found);
        });
        compiled.faults().forEach(fault -> faults.add(text.key("when"), text.when(), fault.shownIn(text.when())));
        return compiled.expression();
    }

    private Expression per(RuleText text) {
        List<ExpressionFault> found = new ArrayList<>();
        Expression per = language.expression(text.per(), found);
        if (per != null && !GROUPING.contains(per.ast().getResultType())) {
            found.add(new ExpressionFault(0, "a group is told by a string, int, uint, bool, timestamp or duration, but this is "
                    + Complaint.typeName(per.ast().getResultType())));
        }
        found.forEach(fault -> faults.add(text.key("per"), text.per(), fault.shownIn(text.per())));
        return found.isEmpty() ? per : null;
    }

    /** What is wrong with {@code count} and {@code within} as they go together. */
    private static List<Fault> burstFaults(RuleText text) {
        List<Fault> found = new ArrayList<>();
        String count = text.key("count");
        String within = text.key("within");
        if (text.count() != null && text.within() == null) {
            found.add(new Fault(within, "", "a span such as 10m, since " + count + " is given"));
        }
        if (text.within() != null && text.count() == null) {
            found.add(new Fault(count, "", "a number of calls such as 5, since " + within + " is given"));
        }
        if (text.count() != null && text.count() < 2) {
            found.add(new Fault(count, text.count().toString(), "at least 2 calls; for single ones leave it out"));
        }
        if (text.within() != null && (text.within().isNegative() || text.within().isZero())) {
            found.add(new Fault(within, text.within().toString(), "a span above zero, such as 10m"));
        }
        return found;
    }
}
