package io.callwatch.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one entry of {@code value} after the other from the parser of a page.
 *
 * <p>Absent, null and unknown fields are fine; a field of a wrong type makes the entry unreadable, with the first fault kept.
 * The entry is always read to its end. For one page, one thread.
 */
final class RecordReader {
    /** Of an answer within its bounds, one list may take all the memory. */
    private static final int LONGEST_LIST = 1_000;
    private static final String LONGER = "a longer one";

    private final JsonParser parser;
    private final OrganizerReader organizers;
    private String fault;
    private String id;
    private long version;
    private String type;
    private List<String> modalities = List.of();
    private Instant startDateTime;
    private Instant endDateTime;
    private Instant lastModifiedDateTime;
    private String joinWebUrl;
    private Organizer organizer;

    RecordReader(JsonParser parser) {
        this.parser = parser;
        this.organizers = new OrganizerReader(this, parser);
    }

    String fault() {
        return fault;
    }

    /** The fault just noted is of a field inside. */
    void faultIsWithin(String path) {
        fault = path + "." + fault;
    }

    String id() {
        return id;
    }

    CallRecord record(RawJson raw) {
        return new CallRecord(id, version, type, modalities, startDateTime, endDateTime, lastModifiedDateTime, joinWebUrl,
                organizer, raw);
    }

    void read() throws IOException {
        fault = null;
        id = type = joinWebUrl = null;
        version = 0;
        modalities = List.of();
        startDateTime = endDateTime = lastModifiedDateTime = null;
        organizer = null;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            fault("record", "an object");
            parser.skipChildren();
            parser.finishToken(); // text is read when it is asked for, and its end is where the record ends
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            readField(field);
        }
        if (fault == null && (id == null || id.isBlank())) {
            fault = "id: expected text, saw none";
        }
    }

    /** The same where the parser has nothing but the entry: what it does not take is a fault as well. */
    void readAlone() throws IOException {
        try {
            parser.nextToken();
            read();
        } catch (StreamConstraintsException e) {
            fault = "record: expected texts of at most a million characters, saw a longer one";
        } catch (CharacterCodingException e) {
            fault = "record: expected text in UTF-8, saw other bytes";
        }
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "id" -> id = id(field);
            case "version" -> version = wholeNumber(field);
            case "type" -> type = text(field);
            case "modalities" -> modalities = texts(field);
            case "startDateTime" -> startDateTime = time(field);
            case "endDateTime" -> endDateTime = time(field);
            case "lastModifiedDateTime" -> lastModifiedDateTime = time(field);
            case "joinWebUrl" -> joinWebUrl = text(field);
            case "organizer_v2" -> organizer = organizers.read();
            default -> parser.skipChildren();
        }
    }

    /** The text at hand; null for null, and after noting a fault for anything else. */
    String text(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        faultUnlessNull(field, "text");
        return null;
    }

    /** The same for what the ledger knows somebody or something by; null also where that is too long. */
    String id(String field) throws IOException {
        String text = text(field);
        if (text != null && text.length() > CallRecord.LONGEST_KEY) {
            fault(field, "text of at most " + CallRecord.LONGEST_KEY + " characters", LONGER);
            return null;
        }
        return text;
    }

    private long wholeNumber(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        faultUnlessNull(field, "a whole number");
        return 0;
    }

    private Instant time(String field) throws IOException {
        String text = text(field);
        try {
            return text == null || text.isEmpty() ? null : GraphTime.parse(text);
        } catch (DateTimeException e) {
            fault(field, "a time such as 2026-11-20T14:03:36Z");
            return null;
        }
    }

    private List<String> texts(String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            faultUnlessNull(field, "a list");
            return List.of();
        }
        List<String> texts = new ArrayList<>(3);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String text = text(field);
            if (text != null && texts.size() < LONGEST_LIST) {
                texts.add(text);
            } else if (text != null) {
                fault(field, "a list of at most " + LONGEST_LIST + " values", LONGER);
            }
        }
        return texts;
    }

    /** Notes a fault unless null stands here; in each case the value is read to its end. */
    void faultUnlessNull(String field, String expected) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fault(field, expected);
            parser.skipChildren();
        }
    }

    /** What was seen is named by its kind alone: the value may be a person's. */
    private void fault(String field, String expected) {
        fault(field, expected, switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "other text";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> "a number";
        });
    }

    private void fault(String field, String expected, String seen) {
        if (fault == null) {
            fault = field + ": expected " + expected + ", saw " + seen;
        }
    }
}
