package io.callwatch.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads an answer of the list request: bytes in, a {@link Page} out, in one pass over the text; where that fails, record by record.
 *
 * <p>An entry that is no call record is set aside with its reason and loses nothing else. An answer that is cut, is not
 * JSON or has no {@code value} is refused with {@link Failure#MALFORMED}. Threads may share it.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/callrecords-cloudcommunications-list-callrecords">List callRecords</a>
 */
public final class PageReader {
    /** No call record of the service is shorter; of entries of a few bytes an answer could hold millions. */
    private static final int SHORTEST = 256;
    /** However short, so many are no burden. */
    private static final int NO_BURDEN = 1_000;

    /** Takes whatever a page may hold. */
    public static final JsonFactory JSON = JsonFactory.builder()
            // the answer's size is capped before it comes here; one strange record must not cost its neighbours, unless it takes
            // all the memory
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1_000_000).maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(100_000).maxNameLength(1_000_000).build())
            .build();
    /** Skips texts and names of any length, and keeps none: one that is too long is a fault of its record alone. */
    private static final JsonFactory SKIMMING = JSON.rebuild().streamReadConstraints(JSON.streamReadConstraints().rebuild()
            .maxStringLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

    private final int asked;

    /** @param asked how many records to a page were asked for: so many are no surprise */
    public PageReader(int asked) {
        this.asked = asked;
    }

    /** A saved list, of any length. */
    public static Page readList(byte[] list) throws GraphException {
        return read(list, list.length, Integer.MAX_VALUE);
    }

    /** The answer is the first {@code length} bytes; the records point into them. */
    public Page read(byte[] answer, int length) throws GraphException {
        return read(answer, length, Math.max(asked, NO_BURDEN + length / SHORTEST));
    }

    private static Page read(byte[] answer, int length, int most) throws GraphException {
        return read(answer, length, (parser, text) -> readAnswer(parser, text, most));
    }

    /** One record on its own, as it stands in a saved list or in the ledger; what is more or less than one is refused. */
    public static Page readRecord(String record) throws GraphException {
        byte[] text = record.getBytes(StandardCharsets.UTF_8);
        return read(text, text.length, PageReader::readOne);
    }

    private interface Reading {
        Page of(JsonParser parser, byte[] text) throws IOException, GraphException;
    }

    private static Page read(byte[] text, int length, Reading reading) throws GraphException {
        try (JsonParser parser = JSON.createParser(text, 0, length)) {
            if (parser.nextToken() != null && parser.currentTokenLocation().getByteOffset() < 0) {
                throw malformed("text that is not in UTF-8"); // Jackson reads UTF-16 too, but cannot say where in it a record stands
            }
            return toTheEnd(parser, text, reading);
        } catch (JsonProcessingException e) {
            return readApart(text, length, reading, e);
        } catch (IOException e) {
            throw malformed("not JSON in UTF-8");
        }
    }

    private static Page toTheEnd(JsonParser parser, byte[] text, Reading reading) throws IOException, GraphException {
        Page page = reading.of(parser, text);
        if (parser.nextToken() != null) {
            throw malformed("more text after its end");
        }
        return page;
    }

    /**
     * One record may hold what costs the whole text: a long text or name, or in a name an escaped surrogate pair, which Jackson's
     * parser of bytes takes for no JSON. By characters, one a byte so that their places are the same, the records are found and
     * read each alone.
     */
    private static Page readApart(byte[] text, int length, Reading reading, JsonProcessingException why) throws GraphException {
        try (JsonParser parser = SKIMMING.createParser(characters(text, 0, length, StandardCharsets.ISO_8859_1))) {
            parser.nextToken();
            return toTheEnd(parser, text, reading);
        } catch (StreamConstraintsException e) {
            throw malformed("JSON that is nested too deep, or a nextLink of a million characters");
        } catch (IOException e) {
            throw malformed("not JSON at byte " + Math.max(0, why.getLocation() == null ? 0 : why.getLocation().getByteOffset())
                    + " of " + length);
        }
    }

    private static Reader characters(byte[] text, int from, int to, Charset charset) {
        return new InputStreamReader(new ByteArrayInputStream(text, from, to - from), charset.newDecoder());
    }

    private static Page readOne(JsonParser parser, byte[] text) throws IOException, GraphException {
        if (parser.currentToken() == null) {
            throw malformed("no text");
        }
        List<CallRecord> records = new ArrayList<>(1);
        List<UnreadableRecord> unreadable = new ArrayList<>(1);
        readRecord(new RecordReader(parser), parser, text, records, unreadable);
        return new Page(records, unreadable, null);
    }

    private static Page readAnswer(JsonParser parser, byte[] answer, int most) throws IOException, GraphException {
        List<CallRecord> records = null;
        List<UnreadableRecord> unreadable = new ArrayList<>();
        String nextLink = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            if (field.equals("value") && token == JsonToken.START_ARRAY) {
                records = Objects.requireNonNullElseGet(records, () -> new ArrayList<>(64)); // a list in two parts has both
                readRecords(parser, answer, most, records, unreadable);
            } else if (isNextLink(field) && token == JsonToken.VALUE_STRING) {
                String link = text(parser, answer);
                nextLink = link.isEmpty() ? nextLink : link;
            } else if (isNextLink(field) && token != JsonToken.VALUE_NULL) {
                throw malformed("its nextLink is not text");
            } else {
                parser.skipChildren();
            }
        }
        if (records == null) {
            throw malformed("no JSON object with a list in 'value'");
        }
        return new Page(records, unreadable, nextLink);
    }

    /** One old documentation page spells it with the type's name in front. */
    private static boolean isNextLink(String field) {
        return field.equals("@odata.nextLink") || field.equals("callRecord@odata.nextLink");
    }

    /** The text at hand; where the parser reads one character a byte, its letters are not what it has. */
    private static String text(JsonParser parser, byte[] answer) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        if (start.getByteOffset() >= 0) {
            return parser.getText();
        }
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        try (JsonParser alone = JSON.createParser(characters(answer, (int) start.getCharOffset(), to, StandardCharsets.UTF_8))) {
            return alone.nextTextValue();
        }
    }

    private static void readRecords(JsonParser parser, byte[] answer, int most, List<CallRecord> records,
            List<UnreadableRecord> unreadable) throws IOException, GraphException {
        RecordReader reader = new RecordReader(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readRecord(reader, parser, answer, records, unreadable);
            if (records.size() + unreadable.size() > most) {
                throw malformed("more entries than there is room for records: over " + most);
            }
        }
    }

    private static void readRecord(RecordReader reader, JsonParser parser, byte[] answer, List<CallRecord> records,
            List<UnreadableRecord> unreadable) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        RawJson raw;
        if (start.getByteOffset() >= 0) {
            reader.read();
            raw = new RawJson(answer, (int) start.getByteOffset(), (int) parser.currentLocation().getByteOffset());
        } else {
            parser.skipChildren();
            parser.finishToken();
            int from = (int) start.getCharOffset();
            int to = (int) parser.currentLocation().getCharOffset();
            raw = new RawJson(answer, from, to);
            reader = readAlone(characters(answer, from, to, StandardCharsets.UTF_8));
        }
        if (reader.fault() == null) {
            records.add(reader.record(raw));
        } else {
            unreadable.add(new UnreadableRecord(reader.id(), reader.fault(), raw));
        }
    }

    private static RecordReader readAlone(Reader record) throws IOException {
        try (JsonParser parser = JSON.createParser(record)) {
            RecordReader reader = new RecordReader(parser);
            reader.readAlone();
            return reader;
        }
    }

    private static GraphException malformed(String seen) {
        return new GraphException(Failure.MALFORMED, "expected a list of call records, saw " + seen);
    }
}
