package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * The check of a signed {@code client_assertion} (RS256 or PS256), by the real clock as the assertion is made by it.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">certificate credentials</a>
 */
final class ClientAssertion {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientAssertion() {
    }

    static boolean isGood(Map<String, String> form, PublicKey key, String audience) {
        String[] parts = form.get("client_assertion").split("\\.");
        if (!TYPE.equals(form.get("client_assertion_type")) || parts.length != 3) {
            return false;
        }
        try {
            JsonNode header = JSON.readTree(decode(parts[0]));
            JsonNode claims = JSON.readTree(decode(parts[1]));
            return namesItsCertificate(header) && claimsFit(claims, audience, Instant.now().getEpochSecond())
                    && signatureFits(header.path("alg").asText(), parts, key);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean namesItsCertificate(JsonNode header) {
        return header.hasNonNull("x5t") || header.hasNonNull("x5t#S256");
    }

    private static boolean claimsFit(JsonNode claims, String audience, long now) {
        return audience.equals(claims.path("aud").asText())
                && SimulatedTenant.CLIENT_ID.equals(claims.path("iss").asText())
                && SimulatedTenant.CLIENT_ID.equals(claims.path("sub").asText())
                && claims.hasNonNull("jti")
                && claims.path("nbf").asLong(now) <= now + 60
                && claims.path("exp").asLong(0) > now;
    }

    private static boolean signatureFits(String algorithm, String[] parts, PublicKey key) throws GeneralSecurityException {
        Signature signature;
        if (algorithm.equals("PS256")) {
            signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        } else if (algorithm.equals("RS256")) {
            signature = Signature.getInstance("SHA256withRSA");
        } else {
            return false;
        }
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(decode(parts[2]));
    }

    private static byte[] decode(String part) {
        return Base64.getUrlDecoder().decode(part);
    }
}
