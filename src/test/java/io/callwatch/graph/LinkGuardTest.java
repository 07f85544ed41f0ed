package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkGuardTest {
    private final LinkGuard guard = new LinkGuard(URI.create("https://graph.microsoft.com/v1.0"));

    @Test
    void letsEachLinkOfTheServicePassOnce() throws Exception {
        guard.pass(pageTo("https://graph.microsoft.com/v1.0/communications/callRecords?$skiptoken=a"));
        guard.pass(pageTo("HTTPS://GRAPH.microsoft.com:443/v1.0/communications/callRecords?$skiptoken=b"));
        assertThatThrownBy(() -> guard.pass(pageTo("https://graph.microsoft.com/v1.0/communications/callRecords?$skiptoken=a")))
                .hasMessageContaining("go round");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/v1.0/x", "http://graph.microsoft.com/v1.0/x",
        "https://graph.microsoft.com:8443/v1.0/x", "https://graph.microsoft.com.evil.example/x",
        "https://graph.microsoft.com@evil.example/x", "https://user@graph.microsoft.com/x", "/v1.0/x", "not a url"})
    void refusesEveryOtherPlaceAndNeverNamesTheLink(String link) {
        assertThatThrownBy(() -> guard.pass(pageTo(link))).isInstanceOf(GraphException.class).hasMessageNotContaining("/x");
    }

    @Test
    void saysWhatIsWrongInAShortLine() {
        assertThatThrownBy(() -> guard.pass(pageTo("https://user@graph.microsoft.com/v1.0/x")))
                .hasMessageContaining("has a user before its host");
        assertThatThrownBy(() -> guard.pass(pageTo("/v1.0/x"))).hasMessageContaining("names no host");
        assertThatThrownBy(() -> guard.pass(pageTo("https://" + "a".repeat(20_000) + ".example/v1.0/x")))
                .hasMessageContaining("leads to https://aaa").satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void saysWhereALinkLeadsAndWhereItShouldByHostAndPort() {
        assertThatThrownBy(() -> guard.pass(pageTo("https://evil.example:443/x")))
                .hasMessageContaining("leads to https://evil.example instead of https://graph.microsoft.com;");
        LinkGuard elsewhere = new LinkGuard(URI.create("https://graph.example:8443/v1.0"));
        assertThatThrownBy(() -> elsewhere.pass(pageTo("https://graph.example:8444/x")))
                .hasMessageContaining("leads to https://graph.example:8444 instead of https://graph.example:8443;");
    }

    /** A service that makes a new link for each answer would never be done. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "c d e f g h i j"})
    void endsWherePagesBringNothingNewThoughEachLinkIs(String id) throws Exception {
        for (int i = 0; i < 49; i++) {
            guard.pass(page(i, id));
        }
        guard.pass(page(49, "b"));
        for (int i = 50; i < 99; i++) {
            guard.pass(page(i, i % 2 == 0 ? id : "b"));
        }
        assertThatThrownBy(() -> guard.pass(page(99, id))).hasMessageContaining("nothing that was not there before");
    }

    @Test
    void takesAnExplicitUsualPortAsTheSame() {
        assertThatCode(() -> new LinkGuard(URI.create("http://127.0.0.1/v1.0")).pass(pageTo("http://127.0.0.1:80/v1.0/y")))
                .doesNotThrowAnyException();
    }

    private static Page pageTo(String link) {
        return new Page(List.of(), List.of(), link);
    }

    private static Page page(int number, String ids) {
        List<CallRecord> records = new ArrayList<>(Stream.of(ids.split(" ")).filter(id -> !id.isEmpty())
                .map(id -> new CallRecord(id, 1, null, List.of(), null, null, null, null, null, RawJson.of("{}"))).toList());
        Collections.shuffle(records, new Random(number)); // the service promises no order
        return new Page(records, List.of(), "https://graph.microsoft.com/v1.0/x?$skiptoken=" + number);
    }
}
