package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    private static final HomeTenant HOME = new HomeTenant("home", List.of("+1425555", "+4930901"));
    private static final Organizer PHONE = new Organizer("phone", "+4930123456", null, null);
    private static final Organizer USER = new Organizer("user", "u", "Abbie", "home");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.duration < duration('5s') | MATCH",
        "call.duration < duration('4s') | NO_MATCH",
        "call.organizer.kind == 'phone' && call.organizer.external | MATCH",
        "country(call.organizer.phone) == 'DE' | MATCH",
        "numberType(call.organizer.phone) == 'fixed-line' | MATCH",
        "formatted(call.organizer.phone) == '+49 30 123456' | MATCH",
        "call.modalities.exists(m, m == 'audio') | MATCH",
        "call.startDateTime.getHours('Europe/Berlin') == 15 | MATCH",
        "call.startDateTime > timestamp('2026-11-20T00:00:00Z') | MATCH",
        "call.endDateTime - call.startDateTime == call.duration | MATCH",
        "call.version == 1 && call.type == 'peerToPeer' && call.joinWebUrl == '' | MATCH",
        "call.organizer.id.startsWith('+49') | MATCH"})
    void readsEveryFieldOfTheContract(String when, Outcome outcome) throws Exception {
        assertThat(rule(when).judge(call(PHONE)).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.duration < duration('5s') | call.duration",
        "call.endDateTime > call.startDateTime | call.endDateTime",
        "call.organizer.external | call.organizer",
        "country(call.organizer.phone) == 'DE' | call.organizer",
        "call.type == 'peerToPeer' | call.type",
        "'audio' in call.modalities | call.modalities"})
    void isUndecidedWhereTheFieldThatDecidesIsAbsent(String when, String hangsOn) throws Exception {
        Verdict verdict = rule(when).judge(record(null, List.of(), null, null));
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(verdict.hangsOn()).startsWith(hangsOn);
    }

    @Test
    void isDecidedWhereTheAbsentFieldMakesNoDifference() throws Exception {
        CallRecord bare = record("peerToPeer", List.of(), null, null);
        assertThat(rule("call.type == 'peerToPeer' || call.organizer.external").judge(bare).outcome()).isEqualTo(Outcome.MATCH);
        assertThat(rule("call.type == 'groupCall' && call.organizer.external").judge(bare).outcome()).isEqualTo(Outcome.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({"phone,+4930123456,,true", "phone,+4930901555,,false", "phone,+14255550100,,false", "guest,9f,,true",
        "user,u,HOME,false", "user,u,other,true", "application,a,,false"})
    void knowsWhoIsExternal(String kind, String id, String tenant, boolean external) throws Exception {
        Verdict verdict = rule("call.organizer.external").judge(call(new Organizer(kind, id, "n", tenant)));
        assertThat(verdict.outcome()).isEqualTo(external ? Outcome.MATCH : Outcome.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({"+1234567***", "110", "Alice", "''", "+", "+99999999999999999999", "tel:+4930123456;ext=\u0000"})
    void strangeNumbersNeverThrow(String number) throws Exception {
        String all = "country(call.organizer.phone) + numberType(call.organizer.phone) + formatted(call.organizer.phone) == ''";
        rule(all).judge(call(new Organizer("phone", number, null, null)));
    }

    @Test
    void anErrorOnARecordIsAFailureOfThatRuleAlone() {
        Rule rule = rule("1 / (call.version - 1) > 0");
        assertThatThrownBy(() -> rule.judge(call(USER))).isInstanceOf(RuleFailure.class).hasMessageContaining("divide by zero");
    }

    @Test
    void tellsTheValuesThatDecided() {
        assertThat(rule("call.duration < duration('5s') && country(call.organizer.phone) == 'DE'").readings(call(PHONE)))
                .containsExactly(new Reading("call.duration", "4.5s"), new Reading("call.organizer.phone", "+4930123456"),
                        new Reading("country(call.organizer.phone)", "DE"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.durations < duration('5s') | undefined field 'durations'; did you mean 'duration'?",
        "call.Organizer.kind == 'phone' | undefined field 'Organizer'; did you mean 'organizer'?",
        "cal.duration < duration('5s') | undeclared reference to 'cal' (in container ''); did you mean 'call'?",
        "contry(call.organizer.phone) == 'DE' | undeclared reference to 'contry' (in container ''); did you mean 'country'?",
        "call.duration < 5 | found no matching overload for '_<_'",
        "call.duration < duration('5s') && | mismatched input",
        "call.duration | a condition that is true or false, saw one of type google.protobuf.Duration",
        "call.organizer.external == 'yes' | found no matching overload for '_==_'",
        "call.modalities == 'audio' | found no matching overload",
        "has(call.organiser) | undefined field 'organiser'; did you mean 'organizer'?"})
    void saysWhatIsWrongWithACondition(String when, String expected) {
        List<String> faults = new ArrayList<>();
        RuleCompiler.compile(List.of(text(when)), HOME, (key, value, fault) -> faults.add(key + ": " + fault));
        assertThat(faults).isNotEmpty();
        assertThat(faults.get(0)).startsWith("callwatch.rules.r.when: ").contains(expected);
        if (!expected.startsWith("a condition that")) {
            assertThat(faults.get(0).lines().skip(1).toList()).hasSize(2);
            assertThat(faults.get(0).lines().skip(2).findFirst().orElseThrow()).matches(" {4} *\\^");
        }
    }

    private static Rule rule(String when) {
        List<String> faults = new ArrayList<>();
        RuleSet rules = RuleCompiler.compile(List.of(text(when)), HOME, (key, value, fault) -> faults.add(fault));
        assertThat(faults).isEmpty();
        return rules.all().get(0);
    }

    private static RuleText text(String when) {
        return new RuleText("r", when, Severity.WARNING, List.of("out"), null, null, null, null);
    }

    private static CallRecord call(Organizer organizer) {
        return record("peerToPeer", List.of("audio"), "2026-11-20T14:00:04.5Z", organizer);
    }

    private static CallRecord record(String type, List<String> modalities, String end, Organizer organizer) {
        return new CallRecord("c", 1, type, modalities, Instant.parse("2026-11-20T14:00:00Z"),
                end == null ? null : Instant.parse(end), Instant.parse("2026-11-20T15:00:00Z"), null, organizer, RawJson.of("{}"));
    }
}
