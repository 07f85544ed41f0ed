package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final RuleLanguage LANGUAGE = new RuleLanguage(
            RuleContext.builder().homeTenantId(Records.HOME).internalNumbers(List.of("+1425555", "+4930901")).build());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.duration < duration('5s') | match",
        "call.duration < duration('4s') | no-match",
        "call.organizer.kind == 'phone' && call.organizer.external | match",
        "call.id == '0d4f6d8a-2c0e-4f7e-9a66-2f0c7b1f9e10' && call.version == 1 && call.type == 'peerToPeer' | match",
        "call.modalities.exists(m, m == 'audio') && !('video' in call.modalities) | match",
        "call.startDateTime.getHours('Europe/Berlin') == 15 | match",
        "call.startDateTime > timestamp('2026-11-20T00:00:00Z') | match",
        "call.endDateTime - call.startDateTime == call.duration | match",
        "call.lastModifiedDateTime - call.endDateTime > duration('25m') | match",
        "call.duration - duration('1h') < duration('0s') && call.duration + duration('-5s') == duration('-500ms') | match",
        "dyn(call.duration) - dyn(duration('5s')) == duration('-500ms') && call.version - 1 == 0 | match",
        "call.joinWebUrl == '' && !has(call.joinWebUrl) | match",
        "call.organizer.id.startsWith('+49') && call.organizer.id == call.organizer.phone | match",
        "call.organizer.displayName == '' && call.organizer.tenantId == '' | match",
        "call.organizer.phone.lowerAscii().split('0').size() == 2 | match",
        "call.organizer.displayName.indexOf('@') == -1 && call.organizer.phone.indexOf('30') == 3 | match",
        "!has(call.organizer.displayName) && has(call.organizer.phone) && has(call.organizer) | match",
        "call.version == 2 && call.version / 0 == 1 | no-match",
        "'😀a'.indexOf('a') == 1 && call.version > 0.5 | match"})
    void readsEveryFieldOfACall(String when, String outcome) throws Exception {
        assertThat(judge(when, Records.phoneCall()).outcome().word()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(value = Field.class, mode = EnumSource.Mode.EXCLUDE, names = {"ID", "VERSION", "JOIN_WEB_URL"})
    void isUndecidedWhereTheFieldThatDecidesIsAbsentAndNamesIt(Field field) throws Exception {
        Verdict verdict = judge(field.path() + " == " + field.path(), Records.bare());
        assertThat(verdict).isEqualTo(Verdict.undecided(
                field.parent().equals("call.organizer") ? "call.organizer" : field.path()));
    }

    @Test
    void anOrganizerIsThereBeforeEachOfItsFieldsIs() throws Exception {
        Records early = Records.phoneCall().organizer("user", "u", null, null);
        assertThat(judge("has(call.organizer) && call.organizer.kind == 'user'", early)).isEqualTo(Verdict.MATCH);
        assertThat(judge("has(call.organizer)", Records.bare())).isEqualTo(Verdict.undecided("call.organizer"));
        String guarded = "has(call.organizer) && (call.version == 1 || call.organizer.displayName.contains('x'))";
        assertThat(judge(guarded, early)).isEqualTo(Verdict.MATCH);
        assertThat(judge(guarded + " && call.organizer.tenantId == ''", early)).isEqualTo(Verdict.undecided("call.organizer.tenantId"));
        assertThat(judge(guarded, Records.bare())).isEqualTo(Verdict.undecided("call.organizer"));
        assertThat(LANGUAGE.compile(guarded).reasons(early.record()).get(0)).isEqualTo(new Reason("has(call.organizer)", "true"));
    }

    @Test
    void isDecidedWhereTheAbsentFieldMakesNoDifference() throws Exception {
        assertThat(judge("call.version == 1 || call.organizer.external", Records.bare())).isEqualTo(Verdict.MATCH);
        assertThat(judge("call.organizer.external && call.version == 2", Records.bare())).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void namesEveryFieldItHangsOn() throws Exception {
        assertThat(judge("call.type == 'groupCall' || call.organizer.external", Records.bare()))
                .isEqualTo(Verdict.undecided("call.organizer, call.type"));
    }

    @Test
    void leavesAnEndBeforeTheStartANegativeDuration() throws Exception {
        Records backwards = Records.phoneCall().end("2026-11-20T14:03:30Z");
        assertThat(judge("call.duration == duration('-6s')", backwards)).isEqualTo(Verdict.MATCH);
        assertThat(LANGUAGE.compile("call.duration < duration('0s')").reasons(backwards.record())).extracting(Reason::value).contains("-6s");
    }

    @Test
    void waitsAlsoWhereWhatIsNotKnownYetIsNegated() throws Exception {
        String negated = "!(call.type == 'groupCall' || call.organizer.phone.startsWith('+49'))";
        assertThat(judge(negated, Records.bare()).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(judge(negated, Records.phoneCall())).isEqualTo(Verdict.NO_MATCH);
        for (String around : List.of("%s == true", "%s ? true : false", "%s in [true]", "[%s].all(x, x)", "string(%s) == 'true'", "%s < true")) {
            assertThat(judge(around.formatted("(call.type == 'groupCall' || false)"), Records.bare()).outcome())
                    .as(around).isEqualTo(Outcome.UNDECIDED);
        }
    }

    @Test
    void waitsForATypeThatIsUnknown() throws Exception {
        Records unknown = Records.phoneCall().type("unknown");
        assertThat(judge("call.type == 'peerToPeer'", unknown)).isEqualTo(Verdict.undecided("call.type"));
        assertThat(judge("call.type != 'peerToPeer'", unknown)).isEqualTo(Verdict.undecided("call.type"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.type == 'unknown' | match",
        "'unknown' != call.type | no-match",
        "call.type in ['peerToPeer', 'unknown'] | match",
        "call.type == 'unknown' && call.type != 'groupCall' | match",
        "'unknown' in call.modalities | match",
        "call.modalities.exists(m, m == 'unknown') | match",
        "call.modalities.all(m, m in ['video', 'unknown']) | match",
        "call.modalities.exists(m, m != 'audio' && 'unknown' == m) | match",
        "call.modalities.filter(m, m != 'unknown').size() > 0 | no-match",
        "call.modalities.exists(m, m == 'audio') | undecided",
        "call.type.startsWith('unknown') | match",
        "call.modalities.exists(m, call.type == 'unknown') | undecided",
        "call.organizer.kind == 'unknown' | match"})
    void takesUnknownForAnAnswerInAConditionThatAsksForIt(String when, String outcome) throws Exception {
        Records unknown = Records.phoneCall().type("unknown").over("unknown").organizer("unknown", null, null, null);
        assertThat(judge(when, unknown).outcome().word()).isEqualTo(outcome);
    }

    @Test
    void aModalityBesideUnknownIsAnAnswer() throws Exception {
        Records known = Records.phoneCall().over("unknown", "audio");
        assertThat(judge("call.modalities.exists(m, m == 'audio')", known)).isEqualTo(Verdict.MATCH);
        assertThat(judge("call.modalities.exists(m, m == 'video')", known)).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void waitsForAnIdentityThatNamesNobody() throws Exception {
        Records nobody = Records.phoneCall().organizer("unknown", null, null, null);
        assertThat(judge("call.organizer.kind == 'phone'", nobody)).isEqualTo(Verdict.undecided("call.organizer.kind"));
        assertThat(judge("call.organizer.external", nobody)).isEqualTo(Verdict.undecided("call.organizer.external"));
        assertThat(judge("call.organizer.phone == ''", nobody)).isEqualTo(Verdict.undecided("call.organizer.phone"));
    }

    @ParameterizedTest
    @CsvSource({"phone,+4930123456,,match", "phone,+49 30 901-555,,no-match", "phone,+14255550100,,no-match",
        "phone,+1425555***,,no-match", "phone,4711,,match", "phone,,,undecided", "guest,9f,,match",
        "user,u,DC368399-474C-4D40-900C-6265431FD81F,no-match", "user,u,other,match", "user,u,,undecided",
        "application,a,,no-match", "application,a,other,match", "unknown,,,undecided"})
    void knowsWhoIsExternal(String kind, String id, String tenant, String outcome) throws Exception {
        Records call = Records.phoneCall().organizer(kind, id, "n", tenant);
        assertThat(judge("call.organizer.external", call).outcome().word()).isEqualTo(outcome);
    }

    @Test
    void cannotTellWhoseAccountItIsWithoutAHomeTenant() throws Exception {
        CompiledCondition external = new RuleLanguage(RuleContext.builder().build()).compile("call.organizer.external");
        assertThat(external.judge(Records.phoneCall().organizer("user", "u", "n", "t").record()))
                .isEqualTo(Verdict.undecided("call.organizer.external"));
        assertThat(external.judge(Records.phoneCall().organizer("application", "a", "n", null).record())).isEqualTo(Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 / (call.version - 1) > 0 | a division by zero",
        "call.version / 0 == 1 | a division by zero",
        "1 % 0 == 1 | a division by zero",
        "int('x') == call.version | a text that does not have the form that is needed",
        "call.modalities[7] == 'x' | an index outside its list or text",
        "call.version + 9223372036854775807 > 0 | a number, time or duration out of range",
        "!(call.version == 1 && 1 / 0 == 1) | a division by zero",
        "!call.modalities.exists(m, m != '' && !(int(m) == 1 && true)) | a text that does not have the form that is needed",
        "(call.version == 1 && call.version / 0 == 1 ? 1 : 2) == 2 | a division by zero",
        "{'a': 1, 'b': 2}[call.id] == 1 | a key or field that is not there",
        "{call.id: 1, call.id: 2}.size() == 1 | a map with the same key twice",
        "dyn(call.id) + 1 == 1 | a value of a type that does not fit",
        "int(call.id) == 1 | a text that does not have the form that is needed",
        "call.id.matches(call.organizer.phone + '(') | a value that a function does not take"})
    void anErrorOnARecordIsAFailureThatTellsItsKindAndNoValue(String when, String reason) {
        assertThatThrownBy(() -> judge(when, Records.phoneCall())).isInstanceOf(RuleFailure.class).hasMessage(reason);
    }

    @Test
    void anErrorIsNoWaitForAFieldThatWasNotAsked() throws Exception {
        Records early = Records.phoneCall().type("unknown");
        String failing = "!(call.version / 0 == 1 || call.version == 2 && call.type == 'groupCall')";
        assertThatThrownBy(() -> judge(failing, early)).isInstanceOf(RuleFailure.class).hasMessage("a division by zero");
        String absorbed = "!(call.version / 0 == 1 || call.type == 'groupCall' && call.version == 2)";
        assertThatThrownBy(() -> judge(absorbed, early)).isInstanceOf(RuleFailure.class).hasMessage("a division by zero");
        assertThat(judge("!(call.version / 0 == 1 || call.type == 'groupCall')", early)).isEqualTo(Verdict.undecided("call.type"));
    }

    @Test
    void theDocumentShowsWhatTheAbsenceOfEachFieldMeansAndWhy() throws Exception {
        Map<Field.Absence, String> words = Map.of(Field.Absence.NEVER, "never absent", Field.Absence.EMPTY, "`''`",
                Field.Absence.PENDING, "pending");
        List<String> lines = Files.readAllLines(Path.of("docs/rules.md"));
        for (Field field : Field.values()) {
            assertThat(lines).anyMatch(line -> line.startsWith("| `" + field.path() + "` |")
                    && line.endsWith("| " + words.get(field.absence()) + " | " + field.reason() + " |"));
        }
    }

    @Test
    void theDocumentShowsEachFunction() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("docs/rules.md"));
        assertThat(RuleFunctions.all(RuleContext.builder().build())).flatExtracting(RuleFunctions::declarations).isNotEmpty()
                .allSatisfy(function -> assertThat(lines).anyMatch(line -> line.startsWith("| `" + function.name() + "(")));
    }

    private static Verdict judge(String when, Records record) throws RuleFailure {
        return LANGUAGE.compile(when).judge(record.record());
    }
}
