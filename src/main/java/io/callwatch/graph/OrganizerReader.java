package io.callwatch.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.callwatch.callrecord.Organizer;
import io.callwatch.text.OneLine;
import java.io.IOException;

/**
 * Reads {@code organizer_v2}: the one identity that is set, under the key by which Graph names its kind.
 *
 * <p>The leaf's id counts before the outer one, which sometimes differs. Keys of identity that hold no object
 * ({@code endpointType} is text) name nobody; one whose object is empty does so only where no other has anything.
 */
final class OrganizerReader {
    /** Of a kind in a reason; the service's own are shorter. */
    private static final int LONGEST_KIND = 100;

    private final RecordReader record;
    private final JsonParser parser;
    private String kind;
    private String leafId;
    private String displayName;
    private String tenantId;

    OrganizerReader(RecordReader record, JsonParser parser) {
        this.record = record;
        this.parser = parser;
    }

    /** @return null where the service has not filled the field yet */
    Organizer read() throws IOException {
        kind = leafId = displayName = tenantId = null;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            record.faultUnlessNull("organizer_v2", "an object");
            return null;
        }
        String outerId = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> outerId = record.id("organizer_v2.id");
                case "identity" -> readIdentity();
                default -> parser.skipChildren();
            }
        }
        return new Organizer(kind == null ? Organizer.UNKNOWN : kind, leafId == null ? outerId : leafId, displayName, tenantId);
    }

    private void readIdentity() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            record.faultUnlessNull("organizer_v2.identity", "an object");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT && isEmpty()) {
                String before = kind;
                kind = key;
                readLeaf();
                kind = before != null && isEmpty() ? before : key;
            } else {
                parser.skipChildren();
            }
        }
    }

    private boolean isEmpty() {
        return leafId == null && displayName == null && tenantId == null;
    }

    private void readLeaf() throws IOException {
        boolean sound = record.fault() == null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> leafId = record.id("id");
                case "displayName" -> displayName = record.text("displayName");
                case "tenantId" -> tenantId = record.text("tenantId");
                default -> parser.skipChildren();
            }
        }
        if (sound && record.fault() != null) {
            // made of texts only here: a sound record costs none
            record.faultIsWithin("organizer_v2.identity." + OneLine.of(kind, LONGEST_KIND));
        }
    }
}
