package io.callwatch.sandbox;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives out access tokens for a client secret or a signed assertion, and knows which are still good by the tenant's clock.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">client credentials</a>
 */
final class TokenEndpoint {
    private static final Duration LIFETIME = Duration.ofSeconds(3599);

    private final String url;
    volatile String scope;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    volatile PublicKey key;

    TokenEndpoint(String origin) {
        this.url = origin + SimulatedTenant.TOKEN_PATH;
        this.scope = origin + "/.default";
    }

    /** Dated by the real clock, as assertions are. */
    Answer answer(Request request, InstantSource clock) {
        return judged(request, clock).header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }

    private Answer judged(Request request, InstantSource clock) {
        if (!request.method().equals("POST") || !request.path().equals(SimulatedTenant.TOKEN_PATH)) {
            return refusal(400, "invalid_request", "AADSTS90002: Tenant not found, or no POST.");
        }
        if (!request.header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
            return refusal(400, "invalid_request", "AADSTS900144: The request body must be form-encoded.");
        }
        Map<String, String> form = Form.parse(request.text());
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refusal(400, "unsupported_grant_type", "AADSTS70003: The grant type is not supported.");
        }
        if (!SimulatedTenant.CLIENT_ID.equals(form.get("client_id"))) {
            return refusal(400, "unauthorized_client", "AADSTS700016: Application was not found in the directory.");
        }
        if (!scope.equals(form.get("scope"))) {
            return refusal(400, "invalid_scope", "AADSTS70011: The provided value for 'scope' is not valid.");
        }
        return proves(form) ? token(clock.instant())
                : refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
    }

    boolean accepts(String authorization, Instant now) {
        Instant end = authorization.startsWith("Bearer ") ? tokens.get(authorization.substring(7)) : null;
        return end != null && now.isBefore(end);
    }

    void expireAll() {
        tokens.clear();
    }

    private boolean proves(Map<String, String> form) {
        return form.containsKey("client_assertion")
                ? key != null && ClientAssertion.isGood(form, key, url)
                : SimulatedTenant.CLIENT_SECRET.equals(form.get("client_secret"));
    }

    private Answer token(Instant now) {
        String token = "eyJ0eXAiOiJKV1QifQ." + UUID.randomUUID() + ".sig";
        tokens.put(token, now.plus(LIFETIME));
        return Answer.json(200, "{\"token_type\":\"Bearer\",\"expires_in\":%s,\"ext_expires_in\":%1$s,\"access_token\":\"%s\"}"
                .formatted(LIFETIME.toSeconds(), token));
    }

    private static Answer refusal(int status, String error, String description) {
        String code = description.replaceFirst("AADSTS(\\d+).*", "$1");
        return Answer.json(status, "{\"error\":\"%s\",\"error_description\":\"%s Trace ID: %s\",\"error_codes\":[%s]}"
                .formatted(error, description, UUID.randomUUID(), code));
    }
}
