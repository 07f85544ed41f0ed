package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** The gist of an event: what was said, by which rule, of which call. */
record Said(String type, String rule, String callId) implements Comparable<Said> {
    private static final Comparator<Said> ORDER =
            Comparator.comparing(Said::rule).thenComparing(Said::callId).thenComparing(Said::type);

    static Said of(JsonNode event) {
        return new Said(event.path("type").asText(), event.at("/data/rule").asText(), event.at("/data/call/id").asText());
    }

    @Override
    public int compareTo(Said other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + " " + rule + " " + callId;
    }
}
