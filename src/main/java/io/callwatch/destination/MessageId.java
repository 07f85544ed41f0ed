package io.callwatch.destination;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A mail's {@code Message-ID}, made from an event's id and the sender's domain, so that a repeat bears the same.
 *
 * <p>An id with characters that a {@code msg-id} cannot hold, or too long for a header line, is replaced by a hash of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4">RFC 5322, 3.6.4</a>
 */
final class MessageId {
    private static final String NO_DOMAIN = "callwatch.invalid";

    private MessageId() {
    }

    /** With angle brackets. {@code from} is an address, with a name before it or not. */
    static String of(String eventId, String from) {
        String left = eventId.matches("[A-Za-z0-9_-]{1,128}(\\.[A-Za-z0-9_-]{1,64})*") && eventId.length() <= 160
                ? eventId
                : UUID.nameUUIDFromBytes(eventId.getBytes(StandardCharsets.UTF_8)).toString();
        return "<" + left + "@" + domain(from) + ">";
    }

    private static String domain(String from) {
        if (from == null || from.lastIndexOf('@') < 0) {
            return NO_DOMAIN;
        }
        String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[>\\s].*", "");
        try {
            String ascii = IDN.toASCII(domain);
            return ascii.matches("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*") ? ascii : NO_DOMAIN;
        } catch (IllegalArgumentException e) {
            return NO_DOMAIN;
        }
    }
}
