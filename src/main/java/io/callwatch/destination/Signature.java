package io.callwatch.destination;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What proves to a webhook's receiver who sent a body and when. Made anew for each attempt; the id stays.
 *
 * @param value one {@code v1,…} for each secret, a space between
 */
public record Signature(String id, Instant timestamp, String value) {

    /** The headers of Standard Webhooks for an attempt without a secret: no signature. */
    public static Signature none(String id, Instant timestamp) {
        return new Signature(id, timestamp, null);
    }

    /** By header name, in the specification's order. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp.getEpochSecond()));
        if (value != null) {
            headers.put("webhook-signature", value);
        }
        return headers;
    }

    @Override
    public String toString() {
        return "signature of " + id;
    }
}
