package io.callwatch.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The decoded fields of a query or of a form-encoded body; a field that comes twice is refused with a 400. */
final class Form {
    private Form() {
    }

    static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("&")) {
            int sign = part.indexOf('=');
            String name = decode(sign < 0 ? part : part.substring(0, sign));
            if (fields.put(name, sign < 0 ? "" : decode(part.substring(sign + 1))) != null) {
                throw new GraphRefusal(400, "BadRequest", "Duplicate parameter: " + name);
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GraphRefusal(400, "BadRequest", "Malformed percent-encoding");
        }
    }
}
