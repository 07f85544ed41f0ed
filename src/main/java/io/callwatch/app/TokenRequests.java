package io.callwatch.app;

import io.callwatch.config.GraphSettings;
import io.callwatch.graph.AccessToken;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.TokenAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the token endpoint by the route {@code request-token}, with the client secret or a signed assertion. */
final class TokenRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRequests.class);

    private final GraphSettings settings;
    private final String scope;
    private final Supplier<ProducerTemplate> camel;
    private final InstantSource realClock;
    private final ClockCheck clockCheck = new ClockCheck();
    /** That the certificate is about to end. */
    private final Seldom ending = new Seldom(Duration.ofDays(1));

    /** @param camel asked at the first request */
    TokenRequests(GraphSettings settings, String scope, Supplier<ProducerTemplate> camel, InstantSource realClock) {
        this.settings = settings;
        this.scope = scope;
        this.camel = camel;
        this.realClock = realClock;
    }

    AccessToken request() throws GraphException {
        String url = settings.authority().toString().replaceFirst("/+$", "") + "/" + settings.tenantId() + "/oauth2/v2.0/token";
        String credential = credential(url);
        String form = form(credential);
        Instant sent = realClock.instant();
        Exchange answer = camel.get().request("direct:request-token", exchange -> {
            Message request = exchange.getMessage();
            request.setHeader(Exchange.HTTP_METHOD, "POST");
            request.setHeader(Exchange.HTTP_URI, url);
            request.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
            request.setHeader("Accept", "application/json");
            request.setBody(form);
        });
        if (answer.getException() != null) {
            throw GraphFailures.of(answer.getException(), realClock.instant())
                    .map(e -> new GraphException(e.failure(), "the token endpoint: " + e.getMessage()))
                    .orElseGet(() -> new GraphException(Failure.NETWORK, "the token endpoint could not be asked ("
                            + answer.getException().getClass().getSimpleName() + ")"));
        }
        Message message = answer.getMessage();
        clockCheck.look(message.getHeader("Date", String.class), sent, realClock.instant());
        return TokenAnswer.read(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), message.getBody(String.class), credential,
                GraphFailures.retryAfter(message.getHeaders(), realClock.instant()).orElse(null), realClock.instant());
    }

    /** A certificate's file is read anew for each token; while it is being replaced it may be half written, so it is tried again. */
    private String credential(String url) throws GraphException {
        if (settings.clientSecret() != null) {
            return settings.clientSecret().value();
        }
        try {
            Instant now = realClock.instant();
            ClientAssertion assertion = ClientAssertion.read(settings.clientCertificate());
            assertion.ending(now).filter(any -> ending.isDue(now)).ifPresent(LOG::warn);
            return assertion.sign(url, settings.clientId(), now);
        } catch (IllegalArgumentException e) {
            throw new GraphException(Failure.NETWORK, "callwatch.graph.client-certificate: expected " + e.getMessage());
        }
    }

    private String form(String credential) {
        Map<String, String> fields = new TreeMap<>(Map.of("grant_type", "client_credentials",
                "client_id", settings.clientId(), "scope", scope));
        if (settings.clientSecret() != null) {
            fields.put("client_secret", credential);
        } else {
            fields.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            fields.put("client_assertion", credential);
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
