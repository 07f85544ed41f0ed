package io.callwatch.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.callwatch.callrecord.Impersonal;
import io.callwatch.graph.PageReader;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a text names a person, by an id, name, address or number: as a whole, inside a longer text unless it is short, and not
 * as a part of a longer id or name. A number is found in whatever form it is written.
 */
final class Mention {
    /** Shorter ones stand in ids and links by chance. */
    private static final int SHORTEST_FOUND = 9;
    private static final int SHORTEST_NUMBER = 7;
    private static final Set<String> OF_THE_CALL = Set.of("id", "version");
    private static final Pattern NUMBER = Pattern.compile("(?:tel:)?[+(]?[0-9][0-9 ()./-]*");

    private final String id;
    private final String digits;
    private final Pattern inside;

    /** A link may hold it with its quotation marks as {@code %22}. */
    Mention(String id) {
        this.id = id;
        this.digits = digits(id);
        // itself first: what stands before it would be looked at from each letter of a link
        String itself = Pattern.quote(id);
        this.inside = Pattern.compile("(?=" + itself + ")(?:(?<![A-Za-z0-9@]|[A-Za-z0-9][.-])|(?<=%[0-9A-Fa-f]{2}))" + itself
                + "(?![A-Za-z0-9]|[.-][A-Za-z0-9])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** In the JSON of a record or of a list of them: in any key or value that can name a person, however it is escaped there. */
    boolean isInRecord(String json) {
        try (JsonParser parser = PageReader.JSON.createParser(json)) {
            int depth = 0;
            int record = 0;
            String key = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                record = record == 0 && token == JsonToken.START_OBJECT ? depth : record;
                key = token == JsonToken.FIELD_NAME ? parser.currentName() : key;
                boolean call = depth == record && OF_THE_CALL.contains(key);
                if (!call && isIn(token, key, parser)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return isIn(json);
        }
    }

    private boolean isIn(JsonToken token, String key, JsonParser parser) throws IOException {
        return switch (token) {
            case FIELD_NAME -> !Impersonal.isKey(key) && isIn(key);
            case VALUE_STRING -> !Impersonal.isText(key, parser.getText()) && isIn(parser.getText());
            case VALUE_NUMBER_INT -> isNumber(parser.getText());
            default -> false;
        };
    }

    boolean isIn(String text) {
        return id.equalsIgnoreCase(text) || isNumber(text) || id.length() >= SHORTEST_FOUND && inside.matcher(text).find();
    }

    private boolean isNumber(String text) {
        return digits.length() >= SHORTEST_NUMBER && digits.equals(digits(text));
    }

    private static String digits(String text) {
        return NUMBER.matcher(text).matches() ? text.replaceAll("[^0-9]", "") : "";
    }
}
