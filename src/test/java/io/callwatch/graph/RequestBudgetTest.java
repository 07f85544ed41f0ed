package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void neverAllowsMoreThanItsNumberInAnySpan() {
        RequestBudget budget = new RequestBudget(15, Duration.ofSeconds(20));
        List<Instant> sent = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < 200; i++) {
            Instant at = budget.reserve(now);
            assertThat(at).isAfterOrEqualTo(now);
            sent.add(at);
            now = at.plusMillis(i % 7 * 100L);
        }
        for (int i = 15; i < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i - 15), sent.get(i))).isGreaterThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void doesNotHoldBackWhatIsWithinTheBudget() {
        RequestBudget budget = new RequestBudget(3, Duration.ofSeconds(20));
        assertThat(List.of(budget.reserve(START), budget.reserve(START), budget.reserve(START))).containsOnly(START);
        assertThat(budget.reserve(START)).isAfter(START.plusSeconds(20));
    }
}
