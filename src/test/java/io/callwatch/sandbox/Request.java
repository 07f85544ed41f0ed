package io.callwatch.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One HTTP request as it came in.
 *
 * @param target the request target byte for byte, nothing decoded: path and query
 * @param headers by name, upper and lower case alike; a repeated one joined by a comma
 * @param instant when it was read, by the real clock
 */
public record Request(String method, String target, Map<String, String> headers, byte[] body, Instant instant) {

    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** The raw query; empty if there is none. */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** The header's value; empty if it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
