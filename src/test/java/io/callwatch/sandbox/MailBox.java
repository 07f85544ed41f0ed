package io.callwatch.sandbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A mail server on a loopback port that takes mail for anybody, and leaves it as files that a person can open. */
final class MailBox implements AutoCloseable {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    MailBox() {
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    List<MimeMessage> mails() {
        return List.of(server.getReceivedMessages());
    }

    /** The event's id, of which the Message-ID is made. */
    static String eventId(MimeMessage mail) {
        try {
            return mail.getMessageID().replaceAll("[<>]|@.*", "");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes each mail as {@code NNN.eml} and its HTML part as {@code NNN.html}. */
    void leave(Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (MimeMessage mail : mails()) {
            String name = "%03d".formatted(++number);
            try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".eml"))) {
                mail.writeTo(out);
                String html = html(mail);
                if (html != null) {
                    Files.writeString(folder.resolve(name + ".html"), html);
                }
            } catch (MessagingException e) {
                throw new IOException("writing mail " + name, e);
            }
        }
    }

    private static String html(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/html")) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                String found = html(each);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        server.stop();
    }
}
