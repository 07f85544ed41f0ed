package io.callwatch.destination;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a webhook call by the Standard Webhooks specification: HMAC-SHA256 over id, timestamp and body.
 *
 * <p>With several secrets there are several signatures, so that the receiver can change its own at leisure. Immutable;
 * prints without the secrets.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Specification</a>
 */
public final class Signature {
    private static final String PREFIX = "whsec_";

    private final List<SecretKeySpec> keys;

    /** @param secrets {@code whsec_} and the key in Base64 */
    public Signature(List<String> secrets) {
        this.keys = secrets.stream()
                .map(secret -> Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret))
                .map(key -> new SecretKeySpec(key, "HmacSHA256"))
                .toList();
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The value of {@code webhook-signature}. */
    public String of(String id, Instant timestamp, String body) {
        byte[] signed = (id + "." + timestamp.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
