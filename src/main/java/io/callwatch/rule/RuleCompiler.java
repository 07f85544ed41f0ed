package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compiles and type-checks rules; each wrong condition is a fault with its key, the expression and a caret under the place. */
public final class RuleCompiler {
    private final CelEnvironment environment;
    private final RuleFaults faults;
    /** Equal conditions share one program. */
    private final Map<String, Condition> compiled = new HashMap<>();

    private RuleCompiler(CelEnvironment environment, RuleFaults faults) {
        this.environment = environment;
        this.faults = faults;
    }

    /** With faults the set holds the rules that are right. */
    public static RuleSet compile(List<RuleText> rules, HomeTenant home, RuleFaults faults) {
        RuleCompiler compiler = new RuleCompiler(new CelEnvironment(home), faults);
        List<Rule> good = new ArrayList<>();
        long fingerprint = Objects.hash(home.tenantId(), home.internalNumbers());
        for (RuleText rule : rules) {
            Condition condition = rule.when() == null ? null
                    : compiler.condition("callwatch.rules." + rule.name() + ".when", rule.when());
            if (condition != null) {
                good.add(new Rule(rule, condition));
            }
            fingerprint = fingerprint * 31 + Objects.hash(rule.name(), rule.when());
        }
        return new RuleSet(good, fingerprint);
    }

    private Condition condition(String key, String text) {
        if (compiled.containsKey(text)) {
            return compiled.get(text);
        }
        CelValidationResult result = environment.compile(text);
        if (result.hasError()) {
            for (CelIssue issue : result.getErrors()) {
                faults.add(key, text, Explanation.of(text, issue));
            }
            return null;
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            if (!CelEnvironment.isBool(tree.getResultType())) {
                faults.add(key, text, "a condition that is true or false, saw one of type " + tree.getResultType().name());
                return null;
            }
            Condition condition = environment.condition(tree);
            compiled.put(text, condition);
            return condition;
        } catch (CelValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
