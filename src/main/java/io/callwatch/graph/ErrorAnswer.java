package io.callwatch.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Objects;

/** Names a failed list request by status, and by code and request id where there are any. Texts are left out: they are no contract. */
public final class ErrorAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorAnswer() {
    }

    /** @param header the id of the request in the answer's head, for where the body has none: a gateway's HTML, say; empty for none */
    public static GraphException read(int status, String body, String header, Duration retryAfter) {
        JsonNode error = json(body).path("error");
        String code = error.path("code").asText("");
        JsonNode inner = error.has("innerError") ? error.path("innerError") : error.path("innererror");
        String requestId = inner.path("request-id").asText(header);
        Failure failure = Failure.ofStatus(status);
        String advice = switch (failure) {
            case FORBIDDEN -> ": grant the application permission CallRecords.Read.All and give admin consent"
                    + (code.isEmpty() ? ", if it was the service that refused, and nothing in between" : "");
            case AUTH -> ": the token was not accepted twice";
            case CLIENT -> status < 400 ? ": redirects are not followed; check callwatch.graph.url and what stands in between" : "";
            default -> status == 404 && code.isEmpty() ? ": check callwatch.graph.url, which ends with the version, such as /v1.0" : "";
        };
        return new GraphException(failure, "the service answered " + status + (plain(code) ? " " + code : "")
                + (plain(requestId) ? " (request-id " + requestId + ")" : "") + advice, retryAfter);
    }

    private static boolean plain(String text) {
        return text.matches("[A-Za-z0-9._-]{1,80}");
    }

    /** An answer's JSON; what is none, such as a gateway's HTML, has no members. @param body null for none */
    static JsonNode json(String body) {
        try {
            return JSON.readTree(Objects.toString(body, ""));
        } catch (JsonProcessingException html) {
            return MissingNode.getInstance();
        }
    }
}
