package io.callwatch.rule;

/** Takes what is wrong with rules: the key, the value and what was expected. */
@FunctionalInterface
public interface RuleFaults {
    void add(String key, String value, String expected);
}
