package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryFunctionsTest {
    private static final Instant SEEN = Instant.parse("2026-11-01T14:03:36Z");

    /** One call from a German number was seen at {@link #SEEN}. */
    private static final History ONE_CALL = (origin, value, from, to) ->
            value.equals(origin == History.Origin.NUMBER ? "+4930123456" : "DE") && !SEEN.isBefore(from) && SEEN.isBefore(to);

    @Test
    void aNumberSeenWithinTheHorizonIsNotTheFirst() throws Exception {
        assertThat(judge("firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))")).isFalse();
        assertThat(judge("firstFrom(call.organizer.phone, call.startDateTime, duration('456h'))")).isFalse();
        assertThat(judge("firstFrom(call.organizer.phone, call.startDateTime, duration('455h'))")).isTrue();
        assertThat(judge("firstFrom(call.organizer.phone, timestamp('" + SEEN + "'), duration('720h'))")).as("that call itself").isTrue();
        assertThat(judge("firstFrom('+4989111', call.startDateTime, duration('720h'))")).isTrue();
        assertThat(judge("firstFromCountry(country(call.organizer.phone), call.startDateTime, duration('720h'))")).isFalse();
        assertThat(judge("firstFromCountry('FR', call.startDateTime, duration('720h'))")).isTrue();
    }

    @Test
    void whoeverHasNoNumberIsNoNewcomer() throws Exception {
        assertThat(judge("firstFrom('', call.startDateTime, duration('720h'))")).isFalse();
    }

    @Test
    void withoutHistoryNobodyCanSayWhoIsTheFirst() {
        String condition = "call.version > 0 && firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))";
        assertThatThrownBy(() -> new RuleLanguage(RuleContext.builder().build()).compile(condition))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageContaining("`firstFrom` asks what calls there were before, which nothing remembers here")
                .hasMessageContaining("\n    " + condition + "\n" + " ".repeat(4 + condition.indexOf("firstFrom")) + "^");
    }

    private static boolean judge(String when) throws RuleFailure {
        return new RuleLanguage(RuleContext.builder().history(ONE_CALL).build()).compile(when)
                .judge(Records.phoneCall().record()).isMatch();
    }
}
