package io.callwatch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault that tests can ask for does go wrong on the wire, and only where it was asked for. */
class FaultsTest {
    private final SimulatedTenant tenant = new SimulatedTenant().clock(TurnedClock.at("2026-11-20T18:00:00Z"));
    private final Client client = new Client(tenant);

    @BeforeEach
    void publish() {
        for (int i = 0; i < 30; i++) {
            tenant.publish(CallJson.call().start(Instant.parse("2026-11-20T08:00:00Z").plusSeconds(i)));
        }
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void answersWithAStatusOnTheNthRequestOfAKind() throws Exception {
        tenant.faults().nth(Kind.NEXT_PAGE, 2, Fault.throttled("7"));
        JsonNode first = Client.json(client.list(Client.DAY, 10));
        String token = client.token();
        JsonNode second = Client.json(client.get(first.path("@odata.nextLink").asText(), token, 10));
        String third = second.path("@odata.nextLink").asText();
        HttpResponse<String> refusal = client.get(third, token, 10);
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.headers().firstValue("Retry-After")).contains("7");
        HttpResponse<String> again = client.get(third, token, 10);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Client.json(again).has("@odata.nextLink")).isFalse();
    }

    @Test
    void breaksConnectionsAndBodies() throws Exception {
        tenant.faults().next(Kind.FIRST_PAGE, Fault.reset());
        // the JDK's client asks once more when a connection is lost before a byte of the answer came
        assertThat(client.list(Client.DAY, 10).statusCode()).isEqualTo(200);
        assertThat(tenant.requests(Kind.FIRST_PAGE)).hasSize(2);
        tenant.faults().next(Kind.FIRST_PAGE, Fault.cut());
        assertThatThrownBy(() -> client.list(Client.DAY, 10)).isInstanceOf(IOException.class);
        tenant.faults().next(Kind.FIRST_PAGE, Fault.notJson());
        assertThat(client.list(Client.DAY, 10).body()).startsWith("<html>");
        tenant.faults().next(Kind.FIRST_PAGE, Fault.oversize(1_000_000));
        assertThat(client.list(Client.DAY, 10).body()).hasSizeGreaterThan(1_000_000);
        tenant.faults().next(Kind.FIRST_PAGE, Fault.drip(Duration.ofNanos(1)));
        assertThat(Client.json(client.list(Client.DAY, 10)).path("value")).hasSize(10);
    }

    @Test
    void misleadsWithLinks() throws Exception {
        tenant.faults().next(Kind.FIRST_PAGE, Fault.emptyPage());
        assertThat(client.walk(10)).extracting(page -> page.path("value").size()).containsExactly(0, 10, 10, 10);
        tenant.faults().next(Kind.FIRST_PAGE, Fault.linkTo("http://elsewhere.invalid/x"));
        assertThat(client.list(Client.DAY, 10).body()).contains("http://elsewhere.invalid/x");
        tenant.faults().next(Kind.FIRST_PAGE, Fault.loopOfOne());
        assertThat(client.list(Client.DAY, 10).body()).contains(Client.DAY + "\"");
        JsonNode first = Client.json(client.list(Client.DAY, 10));
        tenant.faults().next(Kind.NEXT_PAGE, Fault.loopOfTwo());
        assertThat(client.get(first.path("@odata.nextLink").asText(), client.token(), 10).body()).contains(Client.DAY + "\"");
    }

    @Test
    void lastsUntilItIsCleared() throws Exception {
        tenant.faults().always(Kind.FIRST_PAGE, Fault.gateway());
        assertThat(client.list(Client.DAY, 10).statusCode()).isEqualTo(502);
        assertThat(client.list(Client.DAY, 10).statusCode()).isEqualTo(502);
        tenant.faults().clear();
        assertThat(client.list(Client.DAY, 10).statusCode()).isEqualTo(200);
    }
}
