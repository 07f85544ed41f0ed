package io.callwatch.config;

import io.callwatch.text.Unseen;
import io.callwatch.text.Url;

/**
 * One thing that is wrong with the configuration.
 *
 * @param value what was seen; null where nothing was, and for secrets
 * @param expected what was expected, as the second half of a sentence
 */
public record Fault(String key, String value, String expected) {
    private static final int LONGEST = 200;
    /** What is pasted where its file is to be named. */
    private static final String PASTED_KEY = "PRIVATE KEY-----";

    /**
     * {@code callwatch.graph.timeout=soon: expected a duration such as 30s}; without a private key, without what a URL says of a user, and
     * with what is not seen as {@code \\u200b}.
     */
    @Override
    public String toString() {
        String seen = Url.withoutUser(value == null || value.contains(PASTED_KEY) ? key : key + "=" + value);
        int longest = key.length() + 1 + LONGEST;
        return Unseen.spelled((seen.length() > longest ? seen.substring(0, longest) + "…" : seen) + ": expected " + expected);
    }
}
