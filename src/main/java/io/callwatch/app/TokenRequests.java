package io.callwatch.app;

import io.callwatch.config.GraphSettings;
import io.callwatch.graph.AccessToken;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.TokenAnswer;
import io.callwatch.graph.TokenProvider;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

/** Asks the token endpoint by the route {@code request-token}, with the client secret or a signed assertion. */
final class TokenRequests implements TokenProvider.Endpoint {
    private final GraphSettings settings;
    private final String scope;
    private final ClientAssertion assertion;
    private final ProducerTemplate camel;
    private final InstantSource realClock;

    /** @param assertion null where a secret is used */
    TokenRequests(GraphSettings settings, String scope, ClientAssertion assertion, ProducerTemplate camel,
            InstantSource realClock) {
        this.settings = settings;
        this.scope = scope;
        this.assertion = assertion;
        this.camel = camel;
        this.realClock = realClock;
    }

    @Override
    public AccessToken request() throws GraphException {
        String url = settings.authority().toString().replaceFirst("/+$", "") + "/" + settings.tenantId() + "/oauth2/v2.0/token";
        Exchange answer = camel.request("direct:request-token", exchange -> {
            Message request = exchange.getMessage();
            request.setHeader(Exchange.HTTP_METHOD, "POST");
            request.setHeader(Exchange.HTTP_URI, url);
            request.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
            request.setHeader("Accept", "application/json");
            request.setBody(form(url));
        });
        if (answer.getException() != null) {
            throw GraphFailures.of(answer.getException(), realClock.instant())
                    .map(e -> new GraphException(e.failure(), "the token endpoint: " + e.getMessage()))
                    .orElseGet(() -> new GraphException(Failure.NETWORK, "the token endpoint could not be asked ("
                            + answer.getException().getClass().getSimpleName() + ")"));
        }
        Message message = answer.getMessage();
        Map<String, String> headers = new TreeMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return TokenAnswer.read(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), message.getBody(String.class),
                GraphFailures.retryAfter(headers, realClock.instant()).orElse(null), realClock.instant());
    }

    private String form(String url) {
        Map<String, String> fields = new TreeMap<>(Map.of("grant_type", "client_credentials",
                "client_id", settings.clientId(), "scope", scope));
        if (assertion == null) {
            fields.put("client_secret", settings.clientSecret().value());
        } else {
            fields.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            fields.put("client_assertion", assertion.sign(url, settings.clientId(), realClock.instant()));
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
