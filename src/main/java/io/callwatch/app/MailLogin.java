package io.callwatch.app;

import io.callwatch.config.Secret;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.component.mail.MailAuthenticator;

/** The login of a mail server, kept out of the endpoint's address. */
final class MailLogin extends MailAuthenticator {
    private final String username;
    private final Secret password;

    MailLogin(String username, Secret password) {
        this.username = username;
        this.password = password;
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(username, password.value());
    }
}
