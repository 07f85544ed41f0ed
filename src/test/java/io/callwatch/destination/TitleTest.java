package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private final CallRecord bare = new CallRecord("c", 1, null, List.of(), null, null, null, null, null, RawJson.of("{}"));

    @Test
    void theStandardOneTellsRuleLengthAndCaller() {
        assertThat(Title.ofCall("short-call", Given.phoneCall("c"))).isEqualTo("Short call: 4.2 s from +49 30 123456");
        assertThat(Title.ofCall("short-call", Given.userCall("c"))).isEqualTo("Short call: 4.2 s from Abbie Wilkins");
        assertThat(Title.ofCall("short-call", bare)).isEqualTo("Short call: a call from an unknown caller");
        assertThat(Title.ofBurst("phone_burst", List.of(bare, bare), "+4930123456"))
                .isEqualTo("Phone burst: 2 calls within 0 s from +49 30 123456");
    }

    @Test
    void onesOwnIsFilledIn() {
        TitleTemplate own = TitleTemplate.compile("r", "${call.organizer.name} for ${call.duration}, ${call.start}", BERLIN);
        assertThat(title(own, Given.phoneCall("c"))).isEqualTo("+49 30 123456 for 4.2 s, Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC)");
    }

    @Test
    void aSampleOfWhatTheFeedTellsHasTheTitleOfItsKind() {
        assertThat(SampleEvents.event(EventType.FEED_STALE, "r").title()).startsWith("No complete pass over the call records");
        assertThat(SampleEvents.event(EventType.FEED_FAILING, "r").title()).startsWith("Call records cannot be read");
        assertThat(SampleEvents.event(EventType.FEED_RECOVERED, "r").title()).startsWith("Call records are read again");
        assertThat(SampleEvents.event(EventType.FEED_LOST, "r").title()).startsWith("Lost for good");
    }

    @Test
    void theDocumentNamesWhatItCanUse() throws Exception {
        String document = Files.readString(Path.of("docs/rules.md"));
        List<String> names = Pattern.compile("`([A-Za-z.]+)`").matcher(document.substring(document.indexOf("| name | is |"),
                document.indexOf("What the record lacks"))).results().map(name -> name.group(1)).filter(name -> !name.equals("per")).toList();
        assertThat(names).hasSize(15).allSatisfy(name -> TitleTemplate.compile("r", "${" + name + "}", BERLIN));
    }

    @Test
    void oneThatIsTooLongIsCutOffWhereTheDocumentSays() {
        String cut = title(TitleTemplate.compile("r", "${call.id}" + "x".repeat(200), BERLIN), bare);
        assertThat(cut).hasSize(160).endsWith("x…");
        assertThat(Path.of("docs/rules.md")).content().contains("longer than " + cut.length() + " characters the end is cut off");
    }

    @Test
    void onesOwnFallsBackToTheStandardOne() {
        TitleTemplate own = TitleTemplate.compile("r", "${call.duration?substring(0, 3)}", BERLIN);
        assertThat(title(own, bare)).isEqualTo("Short call: a call from an unknown caller");
        TitleTemplate empty = TitleTemplate.compile("r", "${call.joinWebUrl}", BERLIN);
        assertThat(title(empty, bare)).isEqualTo("Short call: a call from an unknown caller");
        assertThat(title(empty, linked("https://u@teams.microsoft.com/l/x"))).as("a user's name hides the host").startsWith("Short call: ");
        assertThat(title(empty, linked("https://teams.microsoft.com/l/x"))).isEqualTo("https://teams.microsoft.com/l/x");
    }

    private static String title(TitleTemplate own, CallRecord call) {
        return own.of(Given.event("e", EventType.CALL_MATCHED, List.of(call)));
    }

    private static CallRecord linked(String joinWebUrl) {
        return new CallRecord("c", 1, null, List.of(), null, null, null, joinWebUrl, null, RawJson.of("{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"${call.caller} rang | there is no call.caller; there are call.duration, call.id, ",
        "${caller} | there is no caller; there are call.duration, ",
        "${call.organizer} | call.organizer cannot stand here; there are call.duration, "})
    void ofAValueThatIsNoneItIsSaidWhatThereIs(String source, String said) {
        assertThatThrownBy(() -> TitleTemplate.compile("r", source, BERLIN)).isInstanceOf(TemplateFault.class)
                .hasMessageStartingWith("callwatch.rules.r.title, line 1: " + said).hasMessageEndingWith("call.version, count, group, rule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<#macro again><@again/></#macro><@again/>", "<#function again x><#return again(x)></#function>${again(1)}"})
    void oneThatCallsItselfWithoutEndIsRefused(String source) {
        assertThatThrownBy(() -> TitleTemplate.compile("r", source, BERLIN)).isInstanceOf(TemplateFault.class)
                .hasMessage("callwatch.rules.r.title: a macro or function calls itself without end");
    }

    @Test
    void oneThatLoopsWithoutEndIsRefused() {
        assertThatThrownBy(() -> TitleTemplate.compile("r", "<#list 1.. as x>${call.id}</#list>", BERLIN)).isInstanceOf(TemplateFault.class)
                .hasMessage("callwatch.rules.r.title: it makes more than 4000000 characters; does a loop in it not end?");
    }

    @Test
    void aBrokenOneIsNamedByItsKey() {
        for (String broken : List.of("${call.titel}", "${", "${call?eval}", "<#include 'x'>")) {
            assertThatThrownBy(() -> TitleTemplate.compile("r", broken, BERLIN)).as(broken)
                    .isInstanceOf(TemplateFault.class).hasMessageStartingWith("callwatch.rules.r.title, line 1: ");
        }
    }
}
