package io.callwatch.destination;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Teams' habit of answering 200 with "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP
 * error 429 …": the status in the text is the one that counts, else 502.
 */
final class TeamsAnswer {
    private static final Pattern INNER = Pattern.compile("http error (\\d{3})");

    private TeamsAnswer() {
    }

    static int statusWithin(int status, String answer) {
        String text = answer.toLowerCase(Locale.ROOT);
        if (status / 100 != 2 || !(text.contains("delivery failed") || text.contains("error") || text.contains("bad payload"))) {
            return status;
        }
        Matcher inner = INNER.matcher(text);
        int within = inner.find() ? Integer.parseInt(inner.group(1)) : 502;
        return within / 100 == 2 ? 502 : within;
    }
}
