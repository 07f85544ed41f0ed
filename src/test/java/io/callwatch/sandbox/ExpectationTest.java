package io.callwatch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sandbox's own idea of what must arrive, in the cases that decide. */
class ExpectationTest {
    private final Story story = new Story(Instant.parse("2026-11-20T18:00:00Z"));

    @Test
    void tellsMatchesCorrectionsAndWithdrawals() {
        Expectation expectation = new Expectation().see(story.first());
        assertThat(expectation.all()).extracting(Said::toString).allMatch(each -> each.startsWith("call.matched")).hasSize(5);
        expectation.see(story.later());
        assertThat(expectation.of("short-call")).extracting(Said::type)
                .containsOnly("call.matched", "call.corrected", "call.withdrawn").hasSize(8);
        assertThat(expectation.of("external-phone")).extracting(Said::type).containsExactly("call.matched", "call.matched", "call.matched");
    }

    @Test
    void takesTheHighestVersionOfAPassAlone() {
        InventedCall brief = story.first().get(0);
        InventedCall held = brief.lasting(Duration.ofMinutes(5)).as(2, brief.publishedAt());
        assertThat(new Expectation().see(List.of(held, brief)).all()).isEmpty();
    }
}
