/** Conditions in CEL, their verdicts and bursts; start at {@link io.callwatch.rule.RuleCompiler}. */
package io.callwatch.rule;
