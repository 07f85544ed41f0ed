package io.callwatch.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A request that Graph turns down, with the answer in the shape that Graph's errors have. */
final class GraphRefusal extends RuntimeException {
    private final transient Answer answer;

    GraphRefusal(int status, String code, String message) {
        super(status + " " + code + ": " + message);
        this.answer = answer(status, code, message);
    }

    GraphRefusal(int status, String code, String message, String header, String value) {
        super(status + " " + code + ": " + message);
        this.answer = answer(status, code, message).header(header, value);
    }

    Answer answer() {
        return answer;
    }

    static Answer answer(int status, String code, String message) {
        String id = UUID.randomUUID().toString();
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        return Answer.json(status, """
                {"error":{"code":"%s","message":"%s","innerError":{"date":"%s","request-id":"%s","client-request-id":"%s"}}}"""
                .formatted(code, message.replace("\\", "\\\\").replace("\"", "\\\""), date, id, id))
                .header("request-id", id);
    }
}
