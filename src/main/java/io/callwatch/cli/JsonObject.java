package io.callwatch.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results in JSON, in ASCII whatever the locale: members in the order in which they are put. */
final class JsonObject {
    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Instants and other values without a JSON form of their own become text. */
    JsonObject put(String name, Object value) {
        members.put(name, value == null || value instanceof Number || value instanceof Boolean || value instanceof JsonObject
                || value instanceof Iterable ? value : value.toString());
        return this;
    }

    /** As which Jackson writes it within another one. */
    @JsonValue
    Map<String, Object> members() {
        return members;
    }

    @Override
    public String toString() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
