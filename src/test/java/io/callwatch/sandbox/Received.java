package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * One request that reached the webhook receiver.
 *
 * @param verified whether a secret of the receiver fits its signature; false too if the receiver knows none
 * @param status what it was answered with; 0 if it got no answer
 */
public record Received(Request request, boolean verified, int status) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public String header(String name) {
        return request.header(name);
    }

    public String body() {
        return request.text();
    }

    public JsonNode json() {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + body(), e);
        }
    }

    public boolean accepted() {
        return status / 100 == 2;
    }
}
