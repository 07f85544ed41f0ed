package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswerTest {
    /** Graph's own have a code; one without is a gateway's, or of an address where no Graph is. */
    @Test
    void anAddressWhereNoGraphIsIsSaidByItsKey() {
        assertThat(ErrorAnswer.read(403, "<html>", "", null)).hasMessageContaining("CallRecords.Read.All")
                .hasMessageEndingWith("nothing in between");
        assertThat(ErrorAnswer.read(403, "{\"error\":{\"code\":\"Forbidden\"}}", "", null)).hasMessageEndingWith("admin consent");
        assertThat(ErrorAnswer.read(302, "", "", null))
                .hasMessageContaining("answered 302: redirects are not followed; check callwatch.graph.url");
        assertThat(ErrorAnswer.read(404, "<html>", "", null)).hasMessageContaining("answered 404: check callwatch.graph.url");
        assertThat(ErrorAnswer.read(404, "{\"error\":{\"code\":\"NotFound\"}}", "", null)).hasMessageEndingWith("answered 404 NotFound");
        assertThat(ErrorAnswer.read(502, "<html>", "", null)).hasMessage("the service answered 502");
    }

    @ParameterizedTest
    @ValueSource(strings = {"innerError", "innererror"})
    void aRefusalIsNamedByTheIdThatTheServiceKnowsItBy(String inner) {
        assertThat(ErrorAnswer.read(400, "{\"error\":{\"code\":\"BadRequest\",\"" + inner + "\":{\"request-id\":\"a-1\"}}}", "", null))
                .hasMessage("the service answered 400 BadRequest (request-id a-1)");
    }

    @ParameterizedTest
    @CsvSource({"400, CLIENT, false", "401, AUTH, false", "403, FORBIDDEN, false", "404, SERVER, true", "408, SERVER, true",
        "410, SERVER, true", "429, THROTTLED, true", "499, CLIENT, false", "500, SERVER, true"})
    void aStatusSaysWhetherItIsWorthwhileToAskAgain(int status, Failure failure, boolean passing) {
        assertThat(ErrorAnswer.read(status, "", "", null).failure()).isEqualTo(failure);
        assertThat(failure.isPassing()).isEqualTo(passing);
    }
}
