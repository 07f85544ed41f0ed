package io.callwatch.destination;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.callwatch.alert.Event;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

/** How a file holds events, a line for each: as the configuration spells it, {@code jsonl} or {@code csv}. */
public enum LineFormat {
    JSONL("", EventJson::of, Event::id) {
        @Override
        String keyOf(String lineStart) {
            try (JsonParser in = Json.FACTORY.createParser(lineStart)) {
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    return null;
                }
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    boolean id = "id".equals(in.currentName());
                    in.nextToken();
                    if (id) {
                        return in.getValueAsString();
                    }
                    in.skipChildren();
                }
            } catch (IOException e) {
                // somebody's own line, or one too long to look into: no id of ours
            }
            return null;
        }

        @Override
        boolean startsLikeOurs(String beginning) {
            return beginning.startsWith("{");
        }

        @Override
        boolean isWhole(String line) {
            try {
                Json.MAPPER.readTree(line);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    },
    /** Its key is the cell as written, so that what is read back compares without undoing quotes and apostrophes. */
    CSV(CsvLine.HEADER, CsvLine::of, event -> Cell.of(event.id())) {
        @Override
        String keyOf(String lineStart) {
            if (lineStart.startsWith("\"")) {
                int end = 1;
                while (end < lineStart.length() && (lineStart.charAt(end) != '"' || lineStart.startsWith("\"\"", end))) {
                    end += lineStart.charAt(end) == '"' ? 2 : 1;
                }
                return end < lineStart.length() ? lineStart.substring(0, end + 1) : null;
            }
            int comma = lineStart.indexOf(',');
            return comma <= 0 ? null : lineStart.substring(0, comma);
        }

        @Override
        boolean startsLikeOurs(String beginning) {
            return beginning.startsWith(CsvLine.HEADER);
        }

        /** A cut number or name looks like a whole one. */
        @Override
        boolean isWhole(String line) {
            return false;
        }
    };

    private final String header;
    private final Function<Event, String> line;
    private final Function<Event, String> key;

    LineFormat(String header, Function<Event, String> line, Function<Event, String> key) {
        this.header = header;
        this.line = line;
        this.key = key;
    }

    /** What a new file would hold after this event. */
    public String sample(Event event) {
        return (header().isEmpty() ? "" : header() + "\n") + line(event) + "\n";
    }

    /** The first line, or empty. */
    String header() {
        return header;
    }

    String line(Event event) {
        return line.apply(event);
    }

    /** What of an event is compared with {@link #keyOf}. */
    String key(Event event) {
        return key.apply(event);
    }

    /** The id in a line, of which at least the beginning is given; null if there is none. */
    abstract String keyOf(String lineStart);

    abstract boolean startsLikeOurs(String beginning);

    /** Whether a last line without line end lacks nothing but that. */
    abstract boolean isWhole(String line);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What {@link #word()} gives, in any case. */
    public static LineFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
