package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The records of an answer of the list request that lies on the class path. */
final class SavedAnswer {
    private SavedAnswer() {
    }

    static List<Publication> read(String resource) {
        try (InputStream in = SavedAnswer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            JsonNode value = new ObjectMapper().readTree(in).path("value");
            return StreamSupport.stream(value.spliterator(), false).map(SavedAnswer::publication).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource, e);
        }
    }

    private static Publication publication(JsonNode call) {
        return Publication.raw(call.path("id").asText(), call.path("version").asLong(), call.toString(),
                Instant.parse(call.path("startDateTime").asText()),
                Instant.parse(call.path("lastModifiedDateTime").asText()));
    }
}
