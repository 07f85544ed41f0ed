package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("samples")
    void everySampleGetsTheVerdictThatItsNameDemands(String name, CatalogueRule rule, String sample, Outcome expected)
            throws Exception {
        assertThat(rule.outcome(rule.part("when"), sample)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("simplified")
    void takingAnyOneConditionOutMakesASampleFail(String name, CatalogueRule rule, String when) throws Exception {
        assertThat(rule.holds(rule.part("when"))).isTrue();
        assertThat(rule.holds(when)).isFalse();
    }

    @Test
    void everyRuleSaysWhyAndHasSamplesOfEachOutcome() {
        assertThat(CatalogueRule.all()).hasSize(14).allSatisfy(rule -> {
            assertThat(rule.lines().get("reason")).isNotBlank();
            assertThat(Path.of("application.properties")).as("as it is copied").content()
                    .contains("\ncallwatch.destinations." + rule.part("notify") + ".type=");
            for (Outcome outcome : Outcome.values()) {
                assertThat(rule.samples(outcome)).isNotEmpty();
            }
        });
    }

    @Test
    void theDocumentShowsEveryRuleAsItIsTested() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("docs/rules.md"));
        for (CatalogueRule rule : CatalogueRule.all()) {
            rule.lines().forEach((key, value) -> {
                if (key.startsWith("callwatch.")) {
                    assertThat(lines).contains(key + "=" + value);
                }
            });
            assertThat(lines).anyMatch(line -> line.startsWith("| [" + rule.name() + "]") && line.contains(rule.lines().get("reason")));
        }
    }

    /** A bar ends a cell, in code too. */
    @Test
    void theReadmesTableHasEachConditionToCopyAndWhatStandsBesideIt() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream().map(line -> line.replace("\\|", "|")).toList();
        assertThat(CatalogueRule.all()).allSatisfy(rule -> assertThat(rows).contains("| [" + rule.name() + "](docs/rules.md#" + rule.name()
                + ") | `" + rule.part("when") + "` | " + Stream.of("per", "count", "within", "severity").filter(part -> rule.part(part) != null)
                .map(part -> "`" + part + "=" + rule.part(part) + "` ").collect(Collectors.joining()) + "|"));
    }

    static Stream<Arguments> samples() {
        return CatalogueRule.all().stream().flatMap(rule -> Stream.of(Outcome.values()).flatMap(outcome ->
                rule.samples(outcome).stream().map(sample -> Arguments.of(rule.name(), rule, sample, outcome))));
    }

    static Stream<Arguments> simplified() {
        return CatalogueRule.all().stream().flatMap(rule ->
                Simplified.of(rule.part("when")).stream().map(when -> Arguments.of(rule.name(), rule, when)));
    }
}
