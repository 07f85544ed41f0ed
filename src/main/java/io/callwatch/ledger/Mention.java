package io.callwatch.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;

/** Whether a text names an id: in any value of a JSON text, however it is escaped there, and not as a part of a longer id. */
final class Mention {
    private static final JsonFactory JSON = new JsonFactory();

    private final Pattern id;

    /** A link may hold it with its quotation marks as {@code %22}. */
    Mention(String id) {
        this.id = Pattern.compile("(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))" + Pattern.quote(id) + "(?![A-Za-z0-9])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean isIn(String text) {
        try (JsonParser values = JSON.createParser(text)) {
            for (JsonToken token = values.nextToken(); token != null; token = values.nextToken()) {
                if (token.isScalarValue() && id.matcher(values.getText()).find()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return id.matcher(text).find(); // no JSON: what could not be read, or the value of a burst's group
        }
    }
}
