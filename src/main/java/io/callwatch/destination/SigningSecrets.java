package io.callwatch.destination;

import io.callwatch.text.HowMany;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of one webhook, which sign each of its bodies; several while rotating, none where it is not signed.
 *
 * <p>In goes {@code whsec_} and base64 of each (the prefix may be missing, as in the specification's own libraries); out come
 * the three headers of an attempt. Refuses what is no base64, without quoting it. Immutable;
 * prints as a count alone.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public final class SigningSecrets {
    private static final String PREFIX = "whsec_";

    private final List<SecretKeySpec> keys;

    private SigningSecrets(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    public static SigningSecrets of(List<String> secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets) {
            keys.add(key(secret.strip(), keys.size() + 1));
        }
        return new SigningSecrets(List.copyOf(keys));
    }

    /**
     * The headers of one attempt at {@code body}, made anew for each, by name; without a secret none that says it is signed.
     *
     * @param timestamp the attempt's, by the real clock
     */
    public Map<String, String> headers(String id, Instant timestamp, byte[] body) {
        String seconds = Long.toString(timestamp.getEpochSecond());
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        String signatures = keys.stream().map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, head, body)))
                .collect(Collectors.joining(" "));
        Map<String, String> headers = new HashMap<>(Map.of("webhook-id", id, "webhook-timestamp", seconds));
        if (!keys.isEmpty()) {
            headers.put("webhook-signature", signatures);
        }
        return headers;
    }

    private static SecretKeySpec key(String secret, int place) {
        String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length == 0) {
            // no cause: the decoder's message would quote a part
            throw new IllegalArgumentException("secret " + place + " is not '" + PREFIX + "' followed by base64");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    static byte[] hmac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return HowMany.of(keys.size(), "secret");
    }
}
