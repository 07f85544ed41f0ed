package io.callwatch.connection;

import io.callwatch.text.Causes;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** What the mail library says of a connection or a mail that came to nothing, in words that name no host and quote no answer. */
public final class MailTrouble {
    private static final Pattern GREETING = Pattern.compile("response: (-?\\d+|\\[EOF]|)");
    /** Of a command before the mail, such as EHLO or STARTTLS. */
    private static final Pattern REFUSAL = Pattern.compile("[45]\\d\\d\\b");
    /** From here on codes refuse; the 250 of a mail that some got is none, nor is the library's -1 for no answer. */
    private static final int REFUSALS = 400;
    private static final String NOT_TAKEN = "the mail server did not take it";
    private static final String NEITHER = "the mail server answered something that is neither a yes nor a no";
    /** What the library has in the place of an answer where the connection was closed. */
    private static final String CLOSED = "[EOF]";

    private MailTrouble() {
    }

    /** Empty where it is no such trouble. */
    public static Optional<String> of(Throwable thrown) {
        for (MessagingException cause : Causes.all(thrown, MessagingException.class).filter(e -> e.getMessage() != null).toList()) {
            String said = cause.getMessage();
            if (said.startsWith("STARTTLS is required")) {
                return Optional.of("the mail server does not offer STARTTLS, which tls=starttls asks for");
            }
            if (said.startsWith(CLOSED)) {
                return Optional.of("the mail server closed the connection");
            }
            Matcher greeting = GREETING.matcher(said);
            if (greeting.find()) {
                return Optional.of(greeted(greeting.group(1)));
            }
            Matcher answer = REFUSAL.matcher(said);
            if (answer.lookingAt()) {
                return Optional.of("the mail server refused to go on (" + answer.group() + ")");
            }
            if (said.endsWith("\n")) { // the library's own words have no line end, an answer that it quotes has
                return Optional.of(NEITHER);
            }
        }
        return Optional.empty();
    }

    /**
     * Empty where it was refused for what was shown: a server that has no time for it just now, goes away or does not answer says
     * nothing of that.
     */
    public static Optional<String> ofLogin(AuthenticationFailedException failed) {
        String said = String.valueOf(failed.getMessage());
        if (said.startsWith("5")) {
            return Optional.empty();
        }
        if (said.startsWith("No authentication mechanisms")) {
            return Optional.of("the mail server offers no way to log in that is known here");
        }
        return of(failed).or(() -> Causes.first(failed, IOException.class).map(ConnectionTrouble::of));
    }

    private static String greeted(String answer) {
        return switch (answer) {
            case "-1", CLOSED -> "the mail server closed the connection without a greeting";
            case "" -> "what answers there is no mail server";
            default -> "the mail server turned the connection away (" + answer + ")";
        };
    }

    /** With the first code by which the server refused, and its step; it has none where it only went away, maybe with the mail. */
    public static String answer(SendFailedException sending) {
        boolean closed = false;
        for (Exception next = sending; next instanceof MessagingException link; next = link.getNextException()) {
            if (next instanceof SMTPAddressFailedException failed && failed.getReturnCode() >= REFUSALS) {
                return NOT_TAKEN + " (" + failed.getReturnCode() + " at RCPT TO)";
            }
            if (next instanceof SMTPSendFailedException failed && failed.getReturnCode() >= REFUSALS) {
                return NOT_TAKEN + " (" + failed.getReturnCode() + step(failed.getCommand()) + ")";
            }
            closed |= String.valueOf(link.getMessage()).contains(CLOSED);
        }
        return closed ? "the mail server closed the connection without an answer" : NEITHER;
    }

    /** The command without what follows it, which names addresses; at RCPT it is one of them that failed. */
    private static String step(String command) {
        return command.startsWith("MAIL") ? " at MAIL FROM" : command.startsWith("DATA") ? " at DATA" : " after DATA";
    }
}
