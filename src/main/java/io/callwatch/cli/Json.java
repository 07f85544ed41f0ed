package io.callwatch.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results as one JSON document: members in the order in which they are put. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Instants and other values without a JSON form of their own become text. */
    Json put(String name, Object value) {
        members.put(name, value == null || value instanceof Number || value instanceof Boolean || value instanceof Map
                || value instanceof Iterable ? value : value.toString());
        return this;
    }

    Map<String, Object> map() {
        return members;
    }

    @Override
    public String toString() {
        try {
            return MAPPER.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
