package io.callwatch.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * One version of one call and the moment from which the service lists it.
 *
 * @param start what {@code $filter} sees, whatever the JSON says
 * @param json the record as rendered once, since a page is asked for more often than a record is made
 */
public record Publication(String id, long version, Instant start, Instant publishedAt, byte[] json) {

    /** Any text, as a call of its own. */
    public static Publication raw(String json, Instant start, Instant publishedAt) {
        return raw(UUID.randomUUID().toString(), 1, json, start, publishedAt);
    }

    public static Publication raw(String id, long version, String json, Instant start, Instant publishedAt) {
        return new Publication(id, version, start, publishedAt, json.getBytes(StandardCharsets.UTF_8));
    }
}
