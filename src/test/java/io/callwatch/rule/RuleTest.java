package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    private static final RuleContext CONTEXT = RuleContext.builder().homeTenantId(Records.HOME)
            .history((origin, value, from, to) -> false).build();

    @Test
    void rulesAreJudgedInOneGoAndOneThatFailsStopsNoOther() {
        RuleSet rules = compile(
                rule("short", "call.duration < duration('5s')", "out"),
                rule("broken", "1 / (call.version - 1) > 0", "out"),
                rule("waiting", "call.type == 'groupCall'", "out"),
                rule("long", "call.duration > duration('5h')", "out"));
        List<Judgement> judgements = rules.judge(Records.phoneCall().type("unknown").record());
        assertThat(judgements).extracting(judgement -> judgement.rule().name())
                .containsExactly("short", "broken", "waiting", "long");
        assertThat(judgements.get(0).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(judgements.get(1).failed()).isTrue();
        assertThat(judgements.get(1).failure()).hasMessage("rule 'broken': a division by zero");
        assertThat(judgements.get(2).verdict()).isEqualTo(Verdict.undecided("call.type"));
        assertThat(judgements.get(3).verdict()).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void aRuleKeepsWhatTheConfigurationSays() {
        Rule rule = compile(new RuleText("r", "call.version > 0", Severity.CRITICAL, List.of("a", "b"), "call.id", 3,
                Duration.ofMinutes(5))).rule("r").orElseThrow();
        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.destinations()).containsExactly("a", "b");
        assertThat(rule.burst()).isEqualTo(new Burst(3, Duration.ofMinutes(5)));
        assertThat(compile(rule("r", "true", "a")).all().get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "call.organizer.phone | +4930123456",
        "country(call.organizer.phone) | DE",
        "call.organizer.displayName | ''",
        "call.version * 100 | 100",
        "call.organizer.external | true",
        "call.duration | 4.5s",
        "call.startDateTime | 2026-11-20T14:03:36Z",
        "- | ''"})
    void aBurstsCallHasItsGroupAsText(String per, String group) throws Exception {
        RuleSet rules = compile(burst(per));
        CallRecord record = Records.phoneCall().record();
        assertThat(rules.judge(record).get(0).group()).isEqualTo(group);
    }

    @Test
    void aBurstHasItsGroupItsCountAndHowCloseItIs() {
        List<CallRecord> calls = Stream.of("00:00", "01:00", "01:01", "01:02", "04:31", "06:00")
                .map(at -> Records.phoneCall().start("2026-11-20T14:" + at + "Z").record()).toList();
        assertThat(compile(burst("call.organizer.phone")).all().get(0).reasons(calls, "+4930123456")).containsExactly(
                new Reason("call.organizer.phone", "+4930123456"), new Reason("count", "6 (at least 5)"),
                new Reason("within", "300s (at most 600s)"));
        assertThat(compile(burst(null)).all().get(0).reasons(calls.subList(0, 5), "")).containsExactly(
                new Reason("count", "5 (at least 5)"), new Reason("within", "271s (at most 600s)"));
        assertThat(compile(burst("call.organizer.displayName")).all().get(0).reasons(calls, "")).contains(
                new Reason("call.organizer.displayName", "''"));
    }

    @Test
    void aGroupThatIsTooLongForAKeyIsAFailureOnThatRecordAlone() throws Exception {
        RuleSet rules = compile(burst("call.organizer.displayName"));
        assertThat(rules.judge(Records.phoneCall().organizer("user", "u", "x".repeat(800), null).record()).get(0).group()).hasSize(800);
        assertThat(rules.judge(Records.phoneCall().organizer("user", "u", "x".repeat(801), null).record()).get(0).failure())
                .hasMessage("rule 'burst': its group is longer than 800 characters");
    }

    @Test
    void aBurstsCallWithoutAGroupOrAStartIsUndecided() throws Exception {
        RuleSet rules = compile(burst("call.type"));
        assertThat(verdict(rules, Records.phoneCall().type(null))).isEqualTo(Verdict.undecided("call.type"));
        assertThat(verdict(rules, Records.phoneCall().start(null))).isEqualTo(Verdict.undecided("call.startDateTime"));
    }

    @Test
    void aRecordWithoutOrganizerWaitsAndMatchesWhenAVersionBringsAPhone() throws Exception {
        RuleSet rules = compile(rule("r", "call.organizer.kind == 'phone' && call.organizer.external", "a"));
        assertThat(verdict(rules, Records.phoneCall().organizer(null))).isEqualTo(Verdict.undecided("call.organizer"));
        assertThat(verdict(rules, Records.phoneCall().version(3))).isEqualTo(Verdict.MATCH);
    }

    private static Verdict verdict(RuleSet rules, Records records) {
        return rules.judge(records.record()).get(0).verdict();
    }

    @Test
    void tellsTheValuesOfAllPartsAlsoOfThoseThatTheVerdictDidNotNeed() {
        Rule rule = compile(rule("r",
                "call.version == 2 && (country(call.organizer.phone) == 'FR' || call.modalities.exists(m, m == 'audio'))", "a"))
                .all().get(0);
        assertThat(rule.reasons(Records.phoneCall().record())).containsExactly(
                new Reason("call.version", "1"),
                new Reason("call.version == 2", "false"),
                new Reason("call.organizer.phone", "+4930123456"),
                new Reason("country(call.organizer.phone)", "DE"),
                new Reason("country(call.organizer.phone) == 'FR'", "false"),
                new Reason("call.modalities", "[audio]"),
                new Reason("call.modalities.exists(m, m == 'audio')", "true"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "size(call.modalities.filter(m, m == 'audio')) > 0|size(call.modalities.filter(m, m == 'audio'))",
        "call.type.split('').map(x, x + '!')[0] == 'g!'|call.type.split('').map(x, x + '!')[0]",
        "call.modalities.map(m, call.modalities.filter(n, n == m)).size() == 1|call.modalities.map(m, call.modalities.filter(n, n == m)).size()",
        "has(call.joinWebUrl) == true|has(call.joinWebUrl) == true",
        "call.type == \"\"\"it's (\"\"\" && call.version == 1|call.type == \"\"\"it's (\"\"\"",
        "call.type.matches(r'^(a)b') && call.type != R\"x)\"|call.type != R\"x)\"", "bytes(call.type) == b'x'|bytes(call.type) == b'x'",
        "call.type in {'a}': size('('), 'b': 1} && call.version == 1|call.type in {'a}': size('('), 'b': 1}",
        "call.id.matches(r'^(0+)[)]') && call.version == 1|call.id.matches(r'^(0+)[)]')",
        "call.type == R'a b' && call.version == 1|call.type == R'a b'",
        "call.type in {'a': call.version, 'b': size(call.id)} && call.version == 1|call.version"})
    void aPartIsToldAsItIsWritten(String condition, String part) {
        Rule rule = compile(rule("r", condition, "a")).all().get(0);
        assertThat(rule.reasons(Records.phoneCall().record())).extracting(Reason::part).contains(part, condition.split(" && ")[0]);
    }

    @Test
    void aCommentIsNoPart() {
        Rule rule = compile(rule("r", "call.type // what's (\n == 'http://x' // ''\n|| call.version == 1 // )", "a")).all().get(0);
        assertThat(rule.reasons(Records.phoneCall().record())).extracting(Reason::part).map(part -> part.replaceAll("\\s+", " "))
                .containsExactly("call.type", "call.type == 'http://x'", "call.version", "call.version == 1");
    }

    @Test
    void macrosWithinMacrosOverALongTextEndAsAFailureOfTheRecord() throws Exception {
        String letters = "call.organizer.displayName.split('')";
        RuleSet rules = compile(rule("r", letters + ".exists(a, " + letters + ".exists(b, a + b == 'xy'))", "a"));
        assertThat(rules.judge(Records.phoneCall().organizer("user", "u", "x".repeat(100), null).record()).get(0).failure()).isNull();
        assertThat(rules.judge(Records.phoneCall().organizer("user", "u", "x".repeat(1_000), null).record()).get(0).failure())
                .hasMessage("rule 'r': too many turns of a comprehension");
    }

    @Test
    void tellsWhichPartsAreNotThereYetAndWhichFailed() {
        Rule rule = compile(rule("r", "call.duration < duration('5s') || 1 / (call.version - 1) > 0", "a")).all().get(0);
        assertThat(rule.reasons(Records.phoneCall().end(null).record())).containsExactly(
                new Reason("call.duration", "not there yet"),
                new Reason("call.duration < duration('5s')", "not there yet"),
                new Reason("call.version", "1"),
                new Reason("call.version - 1", "0"),
                new Reason("1 / (call.version - 1)", "not evaluated"),
                new Reason("1 / (call.version - 1) > 0", "not evaluated"));
        Rule macro = compile(rule("r", "call.modalities.exists(m, int(m) > 0) || call.version == 1", "a")).all().get(0);
        assertThat(macro.reasons(Records.phoneCall().record()))
                .contains(new Reason("call.modalities.exists(m, int(m) > 0)", "not evaluated"), new Reason("call.version == 1", "true"));
    }

    @Test
    void theFingerprintChangesWithConditionsAndWithTheContextAlone() {
        RuleText text = rule("r", "call.version == 1", "a");
        long fingerprint = compile(text).fingerprint();
        assertThat(compile(rule("r", "call.version == 1", "b")).fingerprint()).isEqualTo(fingerprint);
        assertThat(List.of(text, rule("r", "call.version == 2", "a"), rule("s", "call.version == 1", "a"),
                bursts(null, 5, 10), bursts("call.id", 5, 10), bursts(null, 4, 10), bursts(null, 5, 9)))
                .extracting(different -> compile(different).fingerprint()).doesNotHaveDuplicates();
        RuleContext other = RuleContext.builder().homeTenantId("other").build();
        assertThat(RuleCompiler.compile(List.of(text), other, (k, v, e) -> { }).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void theValuesOfAListAreNoPartOfTheFingerprint() {
        List<RuleText> text = List.of(rule("r", "oneOf(call.id, 'l')", "a"));
        assertThat(Stream.of(Set.of("b"), Set.of("b", "c")).map(values -> RuleContext.builder().list("l", () -> values).build())
                .map(context -> RuleCompiler.compile(text, context, (k, v, e) -> { }).fingerprint()).distinct()).hasSize(1);
    }

    private static RuleText bursts(String per, int count, long minutes) {
        return new RuleText("r", "call.version == 1", null, List.of("a"), per, count, Duration.ofMinutes(minutes));
    }

    @Test
    void whatTellsGroupsApartIsReadAndRememberedToo() {
        RuleSet rules = compile(burst("string(firstFrom(call.organizer.phone, call.startDateTime, duration('24h')))"));
        assertThat(rules.missing()).containsKeys("call.organizer.phone", "call.startDateTime");
        assertThat(rules.asksHistory()).isTrue();
        assertThat(compile(burst("call.id")).asksHistory()).isFalse();
    }

    @Test
    void equalConditionsShareOneProgram() {
        RuleSet rules = compile(rule("a", "call.version == 1", "x"), rule("b", "call.version == 1", "y"));
        assertThat(rules.all().get(0).condition()).isSameAs(rules.all().get(1).condition());
    }

    @Test
    void aThousandDifferentRulesAreJudged() {
        RuleSet rules = compile(IntStream.range(0, 1000)
                .mapToObj(i -> rule("r" + i, "call.duration < duration('" + i + "s')", "out")).toArray(RuleText[]::new));
        assertThat(rules.judge(Records.phoneCall().record()).stream().filter(j -> j.verdict().isMatch())).hasSize(995);
    }

    private static RuleText burst(String per) {
        return new RuleText("burst", "call.version > 0", null, List.of("a"), per, 5, Duration.ofMinutes(10));
    }

    private static RuleSet compile(RuleText... texts) {
        List<String> faults = new ArrayList<>();
        RuleSet rules = RuleCompiler.compile(List.of(texts), CONTEXT, (key, value, expected) -> faults.add(key + " " + expected));
        assertThat(faults).isEmpty();
        return rules;
    }

    /** A rule of a name, a condition and destinations alone. */
    static RuleText rule(String name, String when, String... destinations) {
        return new RuleText(name, when, null, List.of(destinations), null, null, null);
    }
}
