package io.callwatch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAssertionTest {
    private final SimulatedTenant tenant = new SimulatedTenant();
    private final Client client = new Client(tenant);

    @Test
    void givesTokensForASignedAssertion() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair known = generator.generateKeyPair();
        try (tenant) {
            tenant.publicKey(known.getPublic());
            String audience = tenant.authority() + SimulatedTenant.TOKEN_PATH;
            assertThat(status(assertion(known, audience))).isEqualTo(200);
            assertThat(status(assertion(known, "https://elsewhere.example"))).isEqualTo(401);
            assertThat(status(assertion(generator.generateKeyPair(), audience))).isEqualTo(401);
        }
    }

    private int status(String assertion) throws Exception {
        Map<String, String> form = client.form();
        form.remove("client_secret");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        return client.post(form).statusCode();
    }

    private static String assertion(KeyPair key, String audience) throws Exception {
        long now = Instant.now().getEpochSecond();
        String text = encoded("{\"alg\":\"RS256\",\"x5t\":\"thumb\"}") + "." + encoded(
                "{\"aud\":\"%s\",\"iss\":\"%s\",\"sub\":\"%2$s\",\"jti\":\"1\",\"nbf\":%s,\"exp\":%s}"
                        .formatted(audience, SimulatedTenant.CLIENT_ID, now, now + 300));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
