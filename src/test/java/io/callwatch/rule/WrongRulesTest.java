package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongRulesTest {
    private static final RuleContext CONTEXT = RuleContext.builder()
            .homeTenantId(Records.HOME).list("bad-numbers", ValueList.of(List.of("+4930123456")))
            .history((origin, value, from, to) -> false).build();

    private record Fault(String key, String value, String expected) {
    }

    /** A wrong condition; the column, from 0, that the caret must stand under; what the message must begin with. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.durration < duration('5s') | 5 | `call` has no field `durration`; did you mean `duration`?",
        "call.organizer.knd == 'phone' | 15 | `call.organizer` has no field `knd`; did you mean `kind`?",
        "call.Organizer.kind == 'phone' | 5 | `call` has no field `Organizer`; did you mean `organizer`?",
        "has(call.organiser) | 9 | `call` has no field `organiser`; did you mean `organizer`?",
        "businessHours(call.start) | 19 | `call` has no field `start`; did you mean `startDateTime`?",
        "weekday(call.End) == 'Mon' | 13 | `call` has no field `End`; did you mean `endDateTime`?",
        "business(call.startDateTime) | 0 | no function is called `business`; did you mean `businessHours`?",
        "call.st == call.startDateTime | 5 | `call` has no field `st`; it has",
        "cal.type == 'groupCall' | 0 | nothing is called `cal`; did you mean `call`?",
        "duration < duration('5s') | 0 | nothing is called `duration`; did you mean `call.duration`?",
        "phone == '+49' | 0 | nothing is called `phone`; did you mean `call.organizer.phone`?",
        "call.organizer.kind == phone | 23 | nothing is called `phone`; a text is written in quotes: 'phone'",
        "!(call.organizer.kind in ['user', guest]) | 34 | nothing is called `guest`; a text is written in quotes: 'guest'",
        "call.organizer.kind == Phone | 23 | nothing is called `Phone`; a text is written in quotes: 'phone'",
        "call.modalities.exists(m, video == m) | 26 | nothing is called `video`; a text is written in quotes: 'video'",
        "Call.duration < duration('5s') | 5 | nothing is called `Call`; did you mean `call`?",
        "Organizer.kind == 'phone' | 10 | nothing is called `Organizer`; did you mean `call.organizer`?",
        "call.startDateTime.getHours > 18 | 19 | a value of the type timestamp has no field `getHours`; did you mean `getHours(…)`?",
        "call.modalities.length > 1 | 16 | a value of the type list(string) has no field `length`",
        "contry(call.organizer.phone) == 'DE' | 0 | no function is called `contry`; did you mean `country`?",
        "call.startDateTime.getHour() > 18 | 19 | no function is called `getHour`; did you mean `getHours`?",
        "call.id.startswith('a') | 8 | no function is called `startswith`; did you mean `startsWith`?",
        "buisnessHours(call.startDateTime) | 0 | no function is called `buisnessHours`; did you mean `businessHours`?",
        "call.duration < 5 | 14 | `<` does not go with duration and int; a duration is written duration('5s')",
        "2.5 < call.duration | 4 | `<` does not go with double and duration; a duration is written duration('5s')",
        "call.duration < '5s' | 14 | `<` does not go with duration and string; a duration is written duration('5s')",
        "'2026-11-20' <= call.startDateTime | 13 | `<=` does not go with string and timestamp; a time is written timestamp('2026-11-20T14:03:36Z')",
        "call.modalities == 'audio' | 16 | `==` does not go with list(string) and string",
        "call.organizer.external == 'yes' | 24 | `==` does not go with bool and string",
        "!call.duration | 0 | `!` does not go with duration",
        "country(call.duration) == 'DE' | 0 | `country` does not take (duration); it takes (string)",
        "call.organizer.phone.country() == 'DE' | 21 | `country` is written before its value: country(value)",
        "getHours(call.startDateTime) > 18 | 0 | `getHours` is written behind its value: value.getHours(…)",
        "firstFrom(call.organizer.phone, call.startDateTime) | 0 | `firstFrom` does not take (string, timestamp);",
        "call.id == '' && has(call . organizer.knd) | 38 | `call.organizer` has no field `knd`; did you mean `kind`?",
        "call.modalities.exists(m) | 16 | `exists` is written so: list.exists(x, condition)",
        "call.modalities.map(m).size() == 1 | 16 | `map` is written so: list.map(x, value)",
        "has(call.id, 1) | 0 | `has` is written so: has(call.field)",
        "call.id.format([1]) == '' | 8 | no function is called `format`",
        "call.exists(c, c == 1) | 0 | a list or map is needed here, but this is Call",
        "call.type | 0 | a condition must be true or false, but this gives string",
        "call.duration | 0 | a condition must be true or false, but this gives duration",
        "call.organizer | 0 | a condition must be true or false, but this gives Organizer",
        "call.duration < | 15 | the end comes too early",
        "call.duration < duration('5s' | 29 | missing ')' at the end",
        "call.duration > 4h | 17 | `h` cannot stand here; a duration is written duration('4h')",
        "call.version > 1 && call.duration < 2.5ms | 39 | `ms` cannot stand here; a duration is written duration('2.5ms')",
        "call.type = 'x' | 10 | `=` cannot stand here; did you mean `==`?",
        "call.version == 1 and call.id == '' | 18 | `and` cannot stand here; did you mean `&&`?",
        "call.version == 1 & call.id == '' | 18 | `&` cannot stand here; did you mean `&&`?",
        "NOT call.organizer.external | 0 | `NOT` cannot stand here; did you mean `!`?",
        "call.version == 1 && not call.organizer.external | 21 | `not` cannot stand here; did you mean `!`?",
        "call.type <> 'x' | 10 | `<>` cannot stand here; did you mean `!=`?",
        "call.version => 1 | 13 | `=>` cannot stand here; did you mean `>=`?",
        "call.type == \u2018x\u2019 | 13 | `\u2018` cannot stand here; did you mean `'`?",
        "call.version == 1 # first | 18 | `#` cannot stand here; did you mean `//`?",
        "call.type 'x' | 10 | `'x'` cannot stand here",
        "call.type == \"x | 13 | a text begins here and does not end",
        "call.organizer.phone.matches('^\\d+$') | 31 | `\\d` is no escape; a backslash in a text is written `\\\\`, or the text as r'…'",
        "call.id == '\uD83D\uDE00\\n\\u12' | 15 | `\\u12'` is no escape",
        "call.startDateTime.getHours('Mars/Base') > 3 | 28 | 'Mars/Base' is no time zone; expected a name such as",
        "call.organizer.phone.matches('+49(') | 29 | '+49(' is no regular expression in RE2's syntax",
        "matches(call.organizer.phone, '(?=x)') | 30 | '(?=x)' is no regular expression in RE2's syntax",
        "call.startDateTime > timestamp('nonsense') | 31 | 'nonsense' is no timestamp such as",
        "call.duration < duration('5 sec') | 25 | '5 sec' is no duration such as",
        "call.duration < duration(null) | 25 | this is no duration such as",
        "oneOf(call.organizer.phone, 'bad-numbrs') | 28 | no list is called 'bad-numbrs'; did you mean `bad-numbers`?",
        "country(call.organizer.phone) == 'UK' | 33 | country(…) never gives 'UK'; did you mean 'GB'?; it gives the ISO 3166 region",
        "'Germany' != country(call.organizer.phone) | 0 | country(…) never gives 'Germany'; did you mean 'DE'?",
        "!(country(call.organizer.phone) in ['AT', 'de']) | 42 | country(…) never gives 'de'; did you mean 'DE'?",
        "country(call.organizer.phone) == '+49' | 33 | country(…) never gives '+49'; it gives the ISO 3166 region",
        "numberType(call.organizer.phone) == 'premium' | 36 | numberType(…) never gives 'premium'; did you mean 'premium-rate'?",
        "numberType(call.organizer.phone) == 'Mobile' | 36 | numberType(…) never gives 'Mobile'; did you mean 'mobile'?",
        "weekday(call.startDateTime) == 'Monday' | 31 | weekday(…) never gives 'Monday'; did you mean 'Mon'?; it gives Mon, Tue, Wed",
        "weekday(call.startDateTime) in ['Sat', 'Sonntag'] | 39 | weekday(…) never gives 'Sonntag'; it gives Mon, Tue, Wed",
        "call.organizer.kind == 'Phone' | 23 | `call.organizer.kind` is never 'Phone'; did you mean 'phone'?",
        "call.type in ['GroupCall'] | 14 | `call.type` is never 'GroupCall'; did you mean 'groupCall'?",
        "'Video' in call.modalities | 0 | `call.modalities` is never 'Video'; did you mean 'video'?",
        "call.modalities.exists(m, m in ['Audio', 'video']) | 32 | `call.modalities` is never 'Audio'; did you mean 'audio'?",
        "call.modalities[0] == 'Audio' | 22 | `call.modalities` is never 'Audio'; did you mean 'audio'?",
        "call.startDateTime.getDayOfWeek() == 7 | 37 | `getDayOfWeek` never gives 7; it gives 0 to 6, Sunday being 0",
        "call.startDateTime.getMonth('Europe/Berlin') in [11, 12] | 53 | `getMonth` never gives 12; it gives 0 to 11, January being 0",
        "call.organizer == null | 18 | nothing of a call is null; whether a record has a field is asked by has(call.field)",
        "'call.organizer.kind' == 'phone' | 0 | this is a text; a field is written without quotes: call.organizer.kind",
        "oneOf('bad-numbers', call.organizer.phone) | 6 | a list's name stands behind the value: oneOf(value, 'bad-numbers')",
        "firstFrom(country(call.organizer.phone), call.startDateTime, duration('1h')) | 10 | `firstFrom` asks for a number, call.organizer.phone",
        "firstFrom(formatted(call.organizer.phone), call.startDateTime, duration('1h')) | 10 | `firstFrom` asks for a number, call.organizer.phone",
        "firstFromCountry(weekday(call.startDateTime), call.startDateTime, duration('1h')) | 17 | `firstFromCountry` asks for a region, country(",
        "firstFrom(call.organizer.displayName, call.startDateTime, duration('1h')) | 25 | `firstFrom` asks for a number, call.organizer.phone",
        "firstFromCountry(call.organizer.phone, call.startDateTime, duration('1h')) | 32 | `firstFromCountry` asks for a region, country(call.organizer.phone)",
        "firstFromCountry('UK', call.startDateTime, duration('1h')) | 17 | country(…) never gives 'UK'; did you mean 'GB'?"})
    void saysWhatIsWrongWithAConditionAndWhere(String when, int column, String expected) {
        List<Fault> faults = faults(RuleTest.rule("r", when, "out"));
        assertThat(faults).hasSize(1);
        Fault fault = faults.get(0);
        assertThat(fault.key()).isEqualTo("callwatch.rules.r.when");
        assertThat(fault.value()).isEqualTo(when);
        List<String> lines = fault.expected().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith(expected);
        assertThat(lines.get(1)).isEqualTo("    " + when);
        assertThat(lines.get(2)).isEqualTo("    " + " ".repeat(column) + "^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"country(call.organizer.phone) == ''", "country(call.organizer.phone) in ['DE', 'GB']",
        "numberType(call.organizer.phone) == 'fixed-line-or-mobile'", "weekday(call.startDateTime) != 'Sun'",
        "call.organizer.kind == 'botUser'", "call.type == 'townhall'", "'hologram' in call.modalities",
        "call.modalities.exists(m, m == 'hologram')", "call.startDateTime.getMonth() in [0, 11]", "call.duration.getHours() == 30",
        "['Anna'].exists(m, m == call.organizer.displayName)", "(has(call.organizer.phone) ? dyn(call.organizer.phone) : null) == null",
        "['Audio'].exists(n, call.modalities.exists(m, n == 'Audio'))", "firstFromCountry('DE', call.startDateTime, duration('1h'))",
        "firstFrom(call.organizer.id, call.startDateTime, duration('1h'))"})
    void aWordThatMayComeIsNoFault(String when) {
        assertThat(faults(RuleTest.rule("r", when, "out"))).isEmpty();
    }

    @Test
    void everyNameThatItSuggestsCanBeUsed() {
        for (String name : new KnownNames(RuleFunctions.all(CONTEXT)).functions()) {
            assertThat(faults(RuleTest.rule("r", name + "(1, 2, 3, 4, 5)", "out"))).as(name).hasSize(1)
                    .noneMatch(fault -> fault.expected().contains("no function is called"));
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', value = {
        "- | 5 | - | within | | a span such as 10m, since callwatch.rules.r.count is given",
        "- | - | 10 | count | | a number of calls such as 5, since callwatch.rules.r.within is given",
        "- | 1 | 10 | count | 1 | at least 2 calls; for single ones leave it out",
        "- | 5 | 0 | within | PT0S | a span above zero, such as 10m",
        "call.modalities | 5 | 10 | per | call.modalities | a group is told by a string, int, uint, bool, timestamp or duration, but this is list(string)",
        "call.organizer | 5 | 10 | per | call.organizer | a group is told by a string, int, uint, bool, timestamp or duration, but this is Organizer",
        "1.5 | 5 | 10 | per | 1.5 | a group is told by a string, int, uint, bool, timestamp or duration, but this is double",
        "call.organizer.fone | 5 | 10 | per | call.organizer.fone | `call.organizer` has no field `fone`; did you mean `phone`?"})
    void saysWhatIsWrongWithABurst(String per, Integer count, Long minutes, String key, String value, String expected) {
        RuleText text = new RuleText("r", "call.version > 0", null, List.of("out"), per, count,
                minutes == null ? null : Duration.ofMinutes(minutes));
        List<Fault> faults = faults(text);
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).key()).isEqualTo("callwatch.rules.r." + key);
        assertThat(faults.get(0).value()).isEqualTo(value == null ? "" : value);
        assertThat(faults.get(0).expected()).startsWith(expected);
    }

    @Test
    void aNumberThatNoDurationHasBringsNoAdvice() {
        assertThat(faults(RuleTest.rule("r", "call.duration > .5h", "out"))).singleElement().extracting(Fault::expected).asString()
                .startsWith("`h` cannot stand here\n");
    }

    @Test
    void aGroupThatIsAFieldsNameInQuotesIsAFault() {
        assertThat(faults(new RuleText("r", "call.version > 0", null, List.of("out"), "'call.organizer.phone'", 5, Duration.ofMinutes(10))))
                .singleElement().extracting(Fault::expected).asString()
                .startsWith("this is a text; a field is written without quotes: call.organizer.phone\n");
    }

    @Test
    void aRuleWithoutAConditionIsAFault() {
        assertThat(faults(RuleTest.rule("r", " ", "out"))).containsExactly(new Fault("callwatch.rules.r.when", "",
                "a condition in CEL, such as call.duration < duration('5s')"));
    }

    @Test
    void allFaultsOfAllRulesComeAtOnce() {
        List<Fault> faults = faults(
                RuleTest.rule("a", "call.typ == 1 && contry('') == 2", "out"),
                RuleTest.rule("b", "call.version == 1", "out"),
                new RuleText("c", null, null, null, "call.x", 0, null));
        assertThat(faults).extracting(Fault::key).containsExactly("callwatch.rules.a.when", "callwatch.rules.a.when",
                "callwatch.rules.c.when", "callwatch.rules.c.within", "callwatch.rules.c.count", "callwatch.rules.c.per");
    }

    @Test
    void theCaretStandsInItsOwnLine() {
        assertThatThrownBy(() -> new RuleLanguage(CONTEXT).compile("call.version == 1\n  && call.typ == 'x'"))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageEndingWith("\n      && call.typ == 'x'\n              ^");
    }

    /** As it is shown in the end: the fault of the key spells it too, which would move the place away from the caret. */
    @Test
    void theCaretStandsUnderThePlaceBehindWhatIsNotSeen() {
        assertThatThrownBy(() -> new RuleLanguage(CONTEXT).compile("call.type == '\ud83d\ude00\u200b' && call.typ == 'x'"))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageEndingWith("\n    call.type == '\ud83d\ude00\\u200b' && call.typ == 'x'\n" + " ".repeat(35) + "^");
    }

    private static List<Fault> faults(RuleText... texts) {
        List<Fault> faults = new ArrayList<>();
        RuleCompiler.compile(List.of(texts), CONTEXT, (key, value, expected) -> faults.add(new Fault(key, value, expected)));
        return faults;
    }
}
