package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** It is no fault of the rule or the record, which would be set aside for good. */
    @ParameterizedTest
    @ValueSource(strings = {
        "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))",
        "size(call.id) > 0 && firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))",
        "!(size(call.id) > 0 && firstFrom(call.organizer.phone, call.startDateTime, duration('720h')))",
        "call.modalities.exists(m, firstFromCountry(country(call.organizer.phone), call.startDateTime, duration('720h')))"
    })
    void whatCannotBeAskedFailsWithTheReasonForThat(String when) {
        History away = (origin, value, from, to) -> {
            throw new IllegalStateException("the ledger is away");
        };
        RuleSet rules = RuleCompiler.compile(List.of(new RuleText("first", when, null, List.of("hook"), null, null, null)),
                RuleContext.builder().history(away).build(), (key, value, expected) -> {
                    throw new AssertionError(expected);
                });
        assertThatThrownBy(() -> rules.judge(Records.phoneCall().record()))
                .isInstanceOf(IllegalStateException.class).hasMessage("the ledger is away");
    }

    private static boolean judge(String when) throws RuleFailure {
        return new RuleLanguage(RuleContext.builder().history(ONE_CALL).build()).compile(when)
                .judge(Records.phoneCall().record()).isMatch();
    }
}
