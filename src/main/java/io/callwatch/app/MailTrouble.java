package io.callwatch.app;

import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the mail library says of a connection that came to nothing, in words that name no host and quote no answer. */
final class MailTrouble {
    private static final Pattern GREETING = Pattern.compile("response: (-?\\d+)");

    private MailTrouble() {
    }

    /** Empty where it is no such trouble. */
    static Optional<String> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof MessagingException && cause.getMessage() != null) {
                Matcher greeting = GREETING.matcher(cause.getMessage());
                if (cause.getMessage().startsWith("STARTTLS is required")) {
                    return Optional.of("the mail server does not offer STARTTLS, which tls=starttls asks for");
                }
                if (greeting.find()) {
                    return Optional.of(greeting.group(1).equals("-1") ? "the mail server closed the connection without a greeting"
                            : "the mail server turned the connection away (" + greeting.group(1) + ")");
                }
            }
        }
        return Optional.empty();
    }
}
