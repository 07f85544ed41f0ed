package io.callwatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was to be reached and what was, as ratios of one run. */
final class Targets {
    private final List<String> lines = new ArrayList<>();

    void atMost(String what, double target, double measured) {
        add(what, "at most", target, measured, measured <= target);
    }

    void atLeast(String what, double target, double measured) {
        add(what, "at least", target, measured, measured >= target);
    }

    private void add(String what, String bound, double target, double measured, boolean holds) {
        lines.add(String.format(Locale.ROOT, "| %-81s | %8s %8.2f | %8.3f | %-6s |", what, bound, target, measured, holds ? "holds" : "missed"));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    void print() {
        System.out.printf("%n| %-81s | %17s | %8s | %6s |%n|%s|%n", "work", "target", "measured", "", "---|".repeat(4).replaceAll("[|]$", ""));
        lines.forEach(System.out::println);
    }
}
