package io.callwatch.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * Names a failed list request by status, code and request id; a gateway's HTML is named as such. Texts are left out: they are
 * no contract.
 */
public final class ErrorAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorAnswer() {
    }

    public static GraphException read(int status, String body, Duration retryAfter) {
        JsonNode error = error(body);
        String code = error.path("code").asText("");
        JsonNode inner = error.has("innerError") ? error.path("innerError") : error.path("innererror");
        String requestId = inner.path("request-id").asText("");
        Failure failure = Failure.ofStatus(status);
        String advice = switch (failure) {
            case FORBIDDEN -> ": grant the application permission CallRecords.Read.All and give admin consent";
            case AUTH -> ": the token was not accepted twice";
            default -> status == 404 && code.isEmpty() ? ": check callwatch.graph.url, which ends with the version, such as /v1.0" : "";
        };
        return new GraphException(failure, "the service answered " + status + (plain(code) ? " " + code : "")
                + (plain(requestId) ? " (request-id " + requestId + ")" : "") + advice, retryAfter);
    }

    private static boolean plain(String text) {
        return text.matches("[A-Za-z0-9._-]{1,80}");
    }

    private static JsonNode error(String body) {
        try {
            JsonNode node = JSON.readTree(body == null ? "" : body);
            return node == null ? JSON.createObjectNode() : node.path("error");
        } catch (IOException html) {
            return JSON.createObjectNode();
        }
    }
}
