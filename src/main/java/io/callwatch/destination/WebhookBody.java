package io.callwatch.destination;

import java.nio.charset.StandardCharsets;

/** What a webhook is sent, in UTF-8, and its content type. The bytes are what is signed. */
public record WebhookBody(String contentType, byte[] bytes) {

    static WebhookBody of(String contentType, String text) {
        return new WebhookBody(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The length alone: it speaks of persons. */
    @Override
    public String toString() {
        return contentType + " of " + bytes.length + " bytes";
    }
}
