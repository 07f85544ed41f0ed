package io.callwatch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulation's own promises, over real HTTP: a test of the product is worth what these are. */
class SimulatedTenantTest {
    private final TurnedClock clock = TurnedClock.at("2026-11-20T18:00:00Z");
    private final SimulatedTenant tenant = new SimulatedTenant().clock(clock);
    private final Client client = new Client(tenant);

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void givesTokensForTheSecretAlone() throws Exception {
        assertThat(client.token()).isNotEmpty();
        for (String field : List.of("client_id", "client_secret", "scope", "grant_type")) {
            Map<String, String> form = client.form();
            form.put(field, "wrong");
            HttpResponse<String> refusal = client.post(form);
            assertThat(refusal.statusCode()).isIn(400, 401);
            assertThat(refusal.body()).contains("AADSTS");
        }
        assertThat(tenant.tokenRequests()).isEqualTo(5);
    }

    @Test
    void tokensRunOutByTheTenantsClock() throws Exception {
        String token = client.token();
        String url = tenant.graphUrl() + "/communications/callRecords";
        assertThat(client.get(url, token, 0).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        HttpResponse<String> refusal = client.get(url, token, 0);
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(Client.json(refusal).at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
        assertThat(Client.json(refusal).at("/error/innerError/request-id").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "?$filter=endDateTime%20ge%202026-11-20T00:00:00Z",
        "?$filter=startDateTime%20eq%202026-11-20T00:00:00Z",
        "?$filter=startDateTime%20ge%202026-11-20",
        "?$filter=startDateTime%20ge%20'2026-11-20T00:00:00Z'",
        "?$filter=startDateTime%20ge%202026-11-20T00:00:00.00000000Z",
        "?$filter=startDateTime%20ge%202026-11-20T00:00:00+01:00",
        "?$filter=startDateTime%20ge%202026-11-20T00:00:00Z%20or%20startDateTime%20lt%202026-11-21T00:00:00Z",
        "?$top=5", "?$orderby=startDateTime", "?$skiptoken=invented"})
    void refusesWhatTheServiceDoesNotKnow(String query) throws Exception {
        HttpResponse<String> refusal = client.list(query, 0);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(Client.json(refusal).at("/error/code").asText()).isEqualTo("BadRequest");
    }

    @Test
    void listsHalfOpenWindows() throws Exception {
        tenant.publish(CallJson.call().start("2026-11-19T23:59:59.9999999Z"), CallJson.call().start("2026-11-20T00:00:00Z"),
                CallJson.call().start("2026-11-20T23:59:59.9999999Z"), CallJson.call().start("2026-11-21T00:00:00Z"));
        assertThat(Client.json(client.list(Client.DAY, 0)).findValuesAsText("startDateTime"))
                .containsExactlyInAnyOrder("2026-11-20T00:00:00Z", "2026-11-20T23:59:59.9999999Z");
        assertThat(Client.json(client.list(Client.DAY.replace("%20ge%20", "%20gt%20").replace("%20lt%20", "%20le%20"), 0))
                .path("value")).hasSize(2);
    }

    @Test
    void walksTheWholeListInPagesOfTheSizePreferred() throws Exception {
        publish(150);
        List<JsonNode> pages = client.walk(7);
        assertThat(pages).hasSize(22);
        assertThat(Client.ids(pages)).hasSize(150).doesNotHaveDuplicates().isNotEqualTo(Client.ids(pages).stream().sorted().toList());
        assertThat(client.walk(0)).extracting(page -> page.path("value").size()).containsExactly(60, 60, 30);
    }

    @Test
    void knowsALinkByItsBytesAlone() throws Exception {
        publish(61);
        JsonNode first = Client.json(client.list(Client.DAY, 0));
        String link = first.path("@odata.nextLink").asText();
        assertThat(link).startsWith(tenant.graphUrl()).contains("%2B", "%26", "%3D", "=");
        String token = client.token();
        assertThat(client.get(link.replace("%2B", "+"), token, 0).statusCode()).isEqualTo(400);
        assertThat(client.get(link.replace("%2f", "%2F"), token, 0).statusCode()).isEqualTo(400);
        assertThat(client.get(link.replace("$", "%24"), token, 0).statusCode()).isEqualTo(400);
        HttpResponse<String> second = client.get(link, token, 0);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(Client.json(second).path("value")).hasSize(1);
    }

    @Test
    void listsTheHighestVersionThatIsPublished() throws Exception {
        CallJson call = CallJson.call().publishedAt("2026-11-20T17:00:00Z");
        tenant.publish(call, call.later().lasting(Duration.ofSeconds(3)).publishedAt("2026-11-20T19:00:00Z"));
        assertThat(versions()).containsExactly("1");
        clock.set(Instant.parse("2026-11-20T16:59:59Z"));
        assertThat(versions()).isEmpty();
        clock.set(Instant.parse("2026-11-20T19:00:00Z"));
        assertThat(versions()).containsExactly("2");
        clock.set(Instant.parse("2026-12-20T14:00:01Z"));
        assertThat(versions()).as("30 days after its start").isEmpty();
    }

    @Test
    void repeatsAndMovesCallsBetweenPagesOnRequest() throws Exception {
        publish(100);
        List<String> repeated = Client.ids(tenantWith(0.3, 0).walk(10));
        assertThat(repeated).hasSizeGreaterThan(100);
        assertThat(new HashSet<>(repeated)).hasSize(100);
        List<String> moved = Client.ids(tenantWith(0, 0.3).walk(10));
        assertThat(moved).hasSize(100);
        assertThat(new HashSet<>(moved)).hasSizeLessThan(100);
    }

    @Test
    void throttlesWhatIsOverTheBudgetAndSaysForHowLong() throws Exception {
        tenant.budgets(2, Duration.ofSeconds(20), 1, Duration.ofMinutes(5), clock);
        assertThat(client.list(Client.DAY, 0).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(5));
        assertThat(client.list(Client.DAY, 0).statusCode()).isEqualTo(200);
        HttpResponse<String> refusal = client.list(Client.DAY, 0);
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.headers().firstValue("Retry-After")).contains("15");
        clock.advance(Duration.ofSeconds(15));
        assertThat(client.list(Client.DAY, 0).statusCode()).isEqualTo(200);
        assertThat(tenant.throttled()).isEqualTo(1);
    }

    @Test
    void showsTheDocumentationPage() throws Exception {
        clock.set(Instant.parse("2023-09-25T16:00:00Z"));
        tenant.publishSaved("/graph/documentation-page.json");
        assertThat(Client.json(client.list("", 0)).path("value")).hasSize(2);
    }

    @Test
    void keepsALogOfWhatWasAsked() throws Exception {
        client.list(Client.DAY, 5);
        Asked asked = tenant.requests(Kind.FIRST_PAGE).get(0);
        assertThat(asked.target()).endsWith(Client.DAY);
        assertThat(asked.authorized()).isTrue();
        assertThat(asked.request().header("prefer")).isEqualTo("odata.maxpagesize=5");
        assertThat(asked.status()).isEqualTo(200);
    }

    private Client tenantWith(double repeating, double moving) {
        tenant.repeating(repeating).moving(moving);
        return client;
    }

    private List<String> versions() throws Exception {
        return Client.json(client.list(Client.DAY, 0)).findValuesAsText("version");
    }

    private void publish(int calls) {
        for (int i = 0; i < calls; i++) {
            tenant.publish(CallJson.call().start(Instant.parse("2026-11-20T08:00:00Z").plusSeconds(i)));
        }
    }
}
