package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of a filter as the service takes them, up to seven digits and ending in Z; and what the request prefers. */
class ListRequestTest {
    @ParameterizedTest
    @CsvSource({"2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z", "2026-11-20T10:00:00.5Z, 2026-11-20T10:00:00.500Z",
        "2026-11-20T10:00:00.123456Z, 2026-11-20T10:00:00.123456Z", "2026-11-20T10:00:00.1234567Z, 2026-11-20T10:00:00.1234567Z",
        "2026-11-20T10:00:00.123456701Z, 2026-11-20T10:00:00.1234568Z", "2026-11-20T10:00:00.999999999Z, 2026-11-20T10:00:01Z",
        "2026-11-20T10:00:00.000000001Z, 2026-11-20T10:00:00.0000001Z"})
    void writesTimesInTheServicesTicks(Instant from, String written) {
        Instant to = Instant.parse("2026-11-21T00:00:00Z");
        assertThat(new ListRequest(URI.create("https://graph.microsoft.com/v1.0"), null).firstPage(new Window(from, to)))
                .endsWith("ge%20" + written + "%20and%20startDateTime%20lt%202026-11-21T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/v1.0/"})
    void aSlashAtTheEndOfTheServicesAddressIsNoneTooMany(URI url) {
        ListRequest request = new ListRequest(url, null);
        assertThat(request.firstPage(Window.before(Instant.EPOCH.plusSeconds(60), Duration.ofSeconds(60))))
                .startsWith("https://graph.microsoft.com/v1.0/communications/callRecords?$filter=startDateTime%20ge%20");
        assertThat(request.scope()).isEqualTo("https://graph.microsoft.com/.default");
        assertThat(new ListRequest(URI.create("http://localhost:8080"), null).scope()).isEqualTo("http://localhost:8080/.default");
    }

    @Test
    void prefersNewWordsAsTheyAre() {
        URI url = URI.create("https://graph.microsoft.com/v1.0");
        assertThat(new ListRequest(url, null).prefer()).isEqualTo("include-unknown-enum-members");
        assertThat(new ListRequest(url, 200).prefer()).isEqualTo("odata.maxpagesize=200, include-unknown-enum-members");
    }
}
