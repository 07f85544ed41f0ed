package io.callwatch.destination;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * JSON on one line, however it came in.
 *
 * <p>What is invisible, ends a line for some reader or turns the reading direction is written as {@code \\uXXXX}; half a
 * surrogate pair becomes U+FFFD, since strict readers refuse the whole document for one. Threads may share it.
 */
final class Json {
    /** Without limits of its own: what comes in has passed the reader's. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE).maxNestingDepth(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build())
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
            .build().setCharacterEscapes(new VisibleEscapes());
    /** What is whole is one code point of another kind. */
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");
    static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

    private Json() {
    }

    /** Something that writes itself. */
    interface Part {
        void write(JsonGenerator out) throws IOException;
    }

    static String text(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            part.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Copies one value, numbers digit by digit. Throws if {@code json} is not exactly one value. */
    static void copy(String json, JsonGenerator out) throws IOException {
        try (JsonParser in = FACTORY.createParser(json)) {
            int depth = 0;
            do {
                JsonToken token = in.nextToken();
                if (token == null) {
                    throw new IOException("the text is empty");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                copy(token, in, out);
            } while (depth > 0);
            if (in.nextToken() != null) {
                throw new IOException("something follows the value");
            }
        }
    }

    static void copy(JsonToken token, JsonParser in, JsonGenerator out) throws IOException {
        switch (token) {
            case FIELD_NAME -> out.writeFieldName(whole(in.currentName()));
            case VALUE_STRING -> out.writeString(whole(in.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getText());
            default -> out.copyCurrentEvent(in);
        }
    }

    /** {@code text} without halves of surrogate pairs. */
    static String whole(String text) {
        return text == null ? null : HALF.matcher(text).replaceAll("\uFFFD");
    }

    private static final class VisibleEscapes extends CharacterEscapes {
        private final int[] ascii = standardAsciiEscapesForJSON();

        VisibleEscapes() {
            ascii[0x7F] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    new SerializedString(String.format("\\u%04x", c));
                default -> null;
            };
        }
    }
}
