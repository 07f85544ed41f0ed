package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneFunctionsTest {
    private static final RuleLanguage LANGUAGE = new RuleLanguage(RuleContext.builder().build());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "+4930123456 | DE | fixed-line | +49 30 123456",
        "+49 (30) 123-456 | DE | fixed-line | +49 30 123456",
        "004930123456 | DE | fixed-line | +49 30 123456",
        "tel:+4930123456 | DE | fixed-line | +49 30 123456",
        "+49-30-123456 | DE | fixed-line | +49 30 123456",
        "+49\u00a030123456 | DE | fixed-line | +49 30 123456",
        "+80012345678 | '' | toll-free | +800 1234 5678",
        "+5564981205182 | BR | mobile | +55 64 98120-5182",
        "+18005551234 | US | toll-free | +1 800-555-1234",
        "+498001234567 | DE | toll-free | +49 800 1234567",
        "+499001234567 | DE | premium-rate | +49 900 1 234567",
        "+14255550100 | US | fixed-line-or-mobile | +1 425-555-0100"})
    void tellsWhereANumberIsFromAndOfWhatTypeItIs(String phone, String country, String type, String formatted) throws Exception {
        assertThat(equal("country(call.organizer.phone)", country, phone)).isTrue();
        assertThat(equal("numberType(call.organizer.phone)", type, phone)).isTrue();
        assertThat(equal("formatted(call.organizer.phone)", formatted, phone)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1234567***", "110", "4711", "Alice", "+", "+0", "+99999999999999999999", "+999123456789", "anonymous",
        "tel:+4930123456;ext=\u0000", "sip:alice@example.com", "\u0661\u0662\u0663", "+49", "(null)", "😀", "+4930", "+35312"})
    void aMaskedShortOrNonsenseNumberGivesNothingAndNeverThrows(String phone) throws Exception {
        assertThat(equal("country(call.organizer.phone)", "", phone)).isTrue();
        assertThat(equal("numberType(call.organizer.phone)", "", phone)).isTrue();
        assertThat(equal("formatted(call.organizer.phone)", "", phone)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"country", "numberType", "formatted"})
    void whoeverIsNoPhoneHasNoNumber(String function) throws Exception {
        CompiledCondition empty = LANGUAGE.compile(function + "(call.organizer.phone) == ''");
        assertThat(empty.judge(Records.phoneCall().organizer("user", "u", "n", "t").record())).isEqualTo(Verdict.MATCH);
    }

    private static boolean equal(String expression, String expected, String phone) throws RuleFailure {
        return LANGUAGE.compile(expression + " == '" + expected + "'").judge(Records.phoneCall().phone(phone).record()).isMatch();
    }
}
