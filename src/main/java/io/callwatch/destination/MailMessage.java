package io.callwatch.destination;

/**
 * A mail, ready to be sent.
 *
 * @param messageId with its angle brackets, made of the event's id
 * @param inReplyTo the first mail about the same alert; null for that one itself
 */
public record MailMessage(String subject, String text, String html, String messageId, String inReplyTo) {
}
