package io.callwatch.alert;

import java.util.Arrays;

/** What is said about an alert, or about the feed itself. */
public enum EventType {
    CALL_MATCHED("call.matched"),
    CALL_CORRECTED("call.corrected"),
    CALL_WITHDRAWN("call.withdrawn"),
    CALLS_MATCHED("calls.matched"),
    CALLS_WITHDRAWN("calls.withdrawn"),
    FEED_STALE("feed.stale"),
    FEED_FAILING("feed.failing"),
    FEED_RECOVERED("feed.recovered"),
    FEED_LOST("feed.lost"),
    TEST("test");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** As events and files spell it: {@code call.matched}. */
    public String word() {
        return word;
    }

    public boolean isMatch() {
        return this == CALL_MATCHED || this == CALLS_MATCHED;
    }

    public boolean isWithdrawal() {
        return this == CALL_WITHDRAWN || this == CALLS_WITHDRAWN;
    }

    public boolean isBurst() {
        return this == CALLS_MATCHED || this == CALLS_WITHDRAWN;
    }

    public static EventType of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event type is called '" + word + "'"));
    }
}
