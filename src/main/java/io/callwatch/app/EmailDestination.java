package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.ProxySettings;
import io.callwatch.connection.MailServer;
import io.callwatch.connection.MailTrouble;
import io.callwatch.destination.MailMessage;
import io.callwatch.destination.MailRenderer;
import io.callwatch.destination.Notice;
import io.callwatch.destination.Titles;
import io.callwatch.ledger.Delivery;
import io.callwatch.text.Causes;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.mail.DefaultAuthenticator;
import org.apache.camel.main.Main;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/**
 * Makes a mail of an event or of a digest. A recipient that the server refuses with 55x is given up alone; the others get the mail, and
 * another attempt leaves out whoever has it.
 */
public final class EmailDestination extends Channel {
    private final DestinationSettings.Email settings;
    private final MailRenderer renderer;
    private final InstantSource realClock;
    private final CompleteFile complete;

    EmailDestination(DestinationSettings.Email settings, Titles titles, MailRenderer renderer, InstantSource realClock,
            CompleteFile complete) {
        super("send-email", settings.common(), titles);
        this.settings = settings;
        this.renderer = renderer;
        this.realClock = realClock;
        this.complete = complete;
    }

    @Override
    Map<String, Object> parameters() {
        return Map.of("server", MailServer.uri(settings));
    }

    @Override
    void bind(Main main, ProxySettings proxy) {
        super.bind(main, proxy);
        // knows no login, or a refused one would be shown to the server once more
        main.bind("mail-" + name(), Session.getInstance(MailServer.properties(settings)));
        if (settings.username() != null) {
            main.bind("login-" + name(), new DefaultAuthenticator(settings.username(), settings.password().value()));
        }
    }

    /** Leaves a complete mail as the body, so that nothing else on the message can change it; none where nobody is left to get it. */
    public void compose(Exchange exchange, @ExchangeProperty("dispatch") Dispatch dispatch)
            throws MessagingException, UnsupportedEncodingException {
        List<String> left = left(dispatch);
        exchange.getMessage().setBody(left.isEmpty() ? null : mail(dispatch.notice(this::shown, complete), dispatch.opener(), left));
    }

    @Override
    void preview(Event event, OutputStream out) throws IOException {
        try {
            String opener = event.id().equals(event.firstId()) ? null : event.firstId();
            mail(Notice.of(shown(event)), opener, settings.to()).writeTo(out);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    boolean takesDigests() {
        return true;
    }

    @Override
    boolean converses() {
        return true;
    }

    private MimeMessage mail(Notice notice, String opener, List<String> recipients)
            throws MessagingException, UnsupportedEncodingException {
        MailMessage mail = renderer.render(notice, opener);
        MimeMessage message = new WithOwnId(mail.messageId());
        message.setFrom(new InternetAddress(settings.from(), settings.fromName(), StandardCharsets.UTF_8.name()));
        for (String recipient : recipients) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(realClock.instant()));
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        if (mail.inReplyTo() != null) {
            message.setHeader("In-Reply-To", mail.inReplyTo());
            message.setHeader("References", mail.inReplyTo());
        }
        MimeMultipart parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(mail.text(), "plain"));
        parts.addBodyPart(part(mail.html(), "html"));
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    /** Whom no earlier attempt has reached, and the server has not refused for good. */
    private List<String> left(Dispatch dispatch) {
        Delivery first = dispatch.deliveries().get(0);
        return settings.to().stream().filter(to -> !first.reached().contains(to) && !first.refused().contains(to)).toList();
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    @Override
    DeliveryFailure failure(Throwable thrown, Dispatch dispatch, Instant now) {
        Optional<AuthenticationFailedException> login = Causes.first(thrown, AuthenticationFailedException.class);
        if (login.isPresent()) {
            return DeliveryFailure.ofAll(MailTrouble.ofLogin(login.get())
                    .orElse("the mail server refused the login; a password that was changed is read at the next start"));
        }
        List<SendFailedException> answers = Causes.all(thrown, SendFailedException.class).toList();
        if (answers.isEmpty()) {
            return MailTrouble.of(thrown).map(DeliveryFailure::passing)
                    .orElseGet(() -> super.failure(thrown, dispatch, now));
        }
        Set<String> reached = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        answers.forEach(answer -> recipients(answer, reached, refused));
        Set<String> open = new TreeSet<>(left(dispatch));
        open.removeAll(reached);
        open.removeAll(refused);
        Set<String> all = new TreeSet<>(refused);
        all.addAll(refusedOf(dispatch));
        String waiting = open.isEmpty() || open.size() == settings.to().size() ? "" : "; waiting for it: " + String.join(", ", open);
        String reason = MailTrouble.answer(answers.get(0)) + (all.isEmpty() ? "" : "; " + refusedForGood(all)) + waiting;
        return DeliveryFailure.ofRecipients(reason, open.isEmpty(), reached, refused);
    }

    @Override
    Optional<DeliveryFailure> refusedBefore(Dispatch dispatch) {
        Set<String> refused = refusedOf(dispatch);
        return refused.isEmpty() ? Optional.empty() : Optional.of(DeliveryFailure.ofRecipients(refusedForGood(refused), true,
                new TreeSet<>(left(dispatch)), Set.of()));
    }

    /** Those that earlier attempts were refused; whoever was taken out of the configuration since is not missed. */
    private Set<String> refusedOf(Dispatch dispatch) {
        Set<String> refused = new TreeSet<>(dispatch.deliveries().get(0).refused());
        refused.retainAll(settings.to());
        return refused;
    }

    private static String refusedForGood(Set<String> refused) {
        return "refused for good: " + String.join(", ", refused);
    }

    /** The mail library keeps what the server said to each recipient in an exception of its own, one the cause of the other. */
    private static void recipients(SendFailedException answer, Set<String> reached, Set<String> refused) {
        if (answer.getValidSentAddresses() != null) {
            for (Address address : answer.getValidSentAddresses()) {
                reached.add(((InternetAddress) address).getAddress());
            }
        }
        if (answer instanceof SMTPAddressFailedException failed && failed.getReturnCode() / 10 == 55) {
            refused.add(failed.getAddress().getAddress());
        }
    }

    /** The mail library would make an id of its own when the message is saved. Of no session: that of its endpoint sends it. */
    private static final class WithOwnId extends MimeMessage {
        private final String id;

        WithOwnId(String id) {
            super((Session) null);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
