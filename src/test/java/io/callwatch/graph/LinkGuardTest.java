package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkGuardTest {
    private final LinkGuard guard = new LinkGuard(URI.create("https://graph.microsoft.com/v1.0"));

    @Test
    void letsEachLinkOfTheServicePassOnce() throws Exception {
        guard.pass("https://graph.microsoft.com/v1.0/communications/callRecords?$skiptoken=a");
        guard.pass("https://GRAPH.microsoft.com:443/v1.0/communications/callRecords?$skiptoken=b");
        assertThatThrownBy(() -> guard.pass("https://graph.microsoft.com/v1.0/communications/callRecords?$skiptoken=a"))
                .hasMessageContaining("go round");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/v1.0/x", "http://graph.microsoft.com/v1.0/x",
        "https://graph.microsoft.com:8443/v1.0/x", "https://graph.microsoft.com.evil.example/x",
        "https://graph.microsoft.com@evil.example/x", "https://user@graph.microsoft.com/x", "/v1.0/x", "not a url"})
    void refusesEveryOtherPlaceAndNeverNamesTheLink(String link) {
        assertThatThrownBy(() -> guard.pass(link)).isInstanceOf(GraphException.class).hasMessageNotContaining("/x");
    }

    @Test
    void saysWhatIsWrongInAShortLine() {
        assertThatThrownBy(() -> guard.pass("https://user@graph.microsoft.com/v1.0/x")).hasMessageContaining("has a user before its host");
        assertThatThrownBy(() -> guard.pass("https://" + "a".repeat(20_000) + ".example/v1.0/x"))
                .hasMessageContaining("leads to https://aaa").satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void takesAnExplicitUsualPortAsTheSame() {
        assertThatCode(() -> new LinkGuard(URI.create("http://127.0.0.1/v1.0")).pass("http://127.0.0.1:80/v1.0/y"))
                .doesNotThrowAnyException();
    }
}
