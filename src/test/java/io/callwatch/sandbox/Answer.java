package io.callwatch.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer, and how it goes over the wire. Immutable.
 *
 * @param delay how long nothing at all is sent
 * @param wire whole, or broken in one of the ways in which networks break
 */
public record Answer(int status, Map<String, String> headers, byte[] body, Duration delay, Wire wire) {

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Duration.ZERO, Wire.WHOLE);
    }

    public static Answer json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer json(int status, byte[] body) {
        return of(status, "application/json;odata.metadata=minimal;charset=utf-8", body);
    }

    public static Answer text(int status, String body) {
        return of(status, "text/plain;charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Without a body. */
    public static Answer status(int status) {
        return new Answer(status, Map.of(), new byte[0], Duration.ZERO, Wire.WHOLE);
    }

    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delay, wire);
    }

    public Answer body(byte[] other) {
        return new Answer(status, headers, other, delay, wire);
    }

    public Answer after(Duration pause) {
        return new Answer(status, headers, body, pause, wire);
    }

    public Answer over(Wire other) {
        return new Answer(status, headers, body, delay, other);
    }
}
