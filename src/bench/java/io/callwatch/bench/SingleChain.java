package io.callwatch.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** One chain of nextLinks over a blocking HTTP client and Jackson's streaming parser, nothing else: what one chain can do. */
public final class SingleChain {
    private SingleChain() {
    }

    public static void main(String[] args) throws Exception {
        JsonFactory json = new JsonFactory();
        int records = 0;
        String link = args[0];
        while (link != null) {
            HttpURLConnection connection = (HttpURLConnection) URI.create(link).toURL().openConnection();
            link = null;
            try (InputStream in = connection.getInputStream(); JsonParser parser = json.createParser(in)) {
                int depth = 0;
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    records += token == JsonToken.START_OBJECT && depth == 3 ? 1 : 0;
                    if (token == JsonToken.FIELD_NAME && depth == 1 && parser.currentName().equals("@odata.nextLink")) {
                        parser.nextToken();
                        link = parser.getText();
                    }
                }
            }
        }
        System.out.println(records);
    }
}
