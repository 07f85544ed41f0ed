package io.callwatch.destination;

import io.callwatch.text.HowMany;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of one webhook, which sign each of its bodies; several while rotating.
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

    /** Signs one attempt at {@code body}. {@code timestamp} is the attempt's, by the real clock. */
    public Signature sign(String id, Instant timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        StringJoiner signatures = new StringJoiner(" ");
        for (SecretKeySpec key : keys) {
            signatures.add("v1," + Base64.getEncoder().encodeToString(hmac(key, head, body)));
        }
        return new Signature(id, timestamp, signatures.toString());
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
