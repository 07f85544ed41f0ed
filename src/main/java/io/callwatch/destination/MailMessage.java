package io.callwatch.destination;

import java.util.Map;

/**
 * A mail as it is to be sent, but for its addresses. Every header value is clean of line breaks.
 *
 * @param html the same in HTML, for {@code multipart/alternative}
 * @param messageId with angle brackets; the same for each repeat
 * @param inReplyTo the message id of the mail that told of the alert; null for that itself and for digests
 * @param headers further headers by name
 */
public record MailMessage(
        String subject, String text, String html, String messageId, String inReplyTo, Map<String, String> headers) {

    public MailMessage {
        headers = Map.copyOf(headers);
    }

    /** The subject may name a person. */
    @Override
    public String toString() {
        return "mail " + messageId;
    }
}
