package io.callwatch.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private RuleCompiler(RuleLanguage language, RuleFaults faults) {
        this.language = language;
        this.faults = faults;
    }

    public static RuleSet compile(List<RuleText> texts, RuleContext context, RuleFaults faults) {
        RuleCompiler compiler = new RuleCompiler(new RuleLanguage(context), faults);
        return new RuleSet(texts.stream().map(compiler::rule).filter(Objects::nonNull).toList(), context);
    }

    private Rule rule(RuleText text) {
        Expression condition = condition(text);
        boolean good = hasGoodBurst(text);
        Expression per = text.per() == null ? null : per(text);
        return condition == null || !good || text.per() != null && per == null ? null : new Rule(text, condition, per, language.context());
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

    /** Whether {@code count} and {@code within} are there together, and each by itself makes sense; all that is wrong is said. */
    private boolean hasGoodBurst(RuleText text) {
        Integer count = text.count();
        Duration within = text.within();
        return holds(count == null || within != null, text, "within", null, "a span such as 10m, since " + text.key("count") + " is given")
                & holds(within == null || count != null, text, "count", null, "a number of calls such as 5, since " + text.key("within")
                        + " is given")
                & holds(count == null || count >= 2, text, "count", count, "at least 2 calls; for single ones leave it out")
                & holds(within == null || !within.isNegative() && !within.isZero(), text, "within", within, "a span above zero, such as 10m");
    }

    private boolean holds(boolean good, RuleText text, String part, Object value, String expected) {
        if (!good) {
            faults.add(text.key(part), Objects.toString(value, ""), expected);
        }
        return good;
    }
}
