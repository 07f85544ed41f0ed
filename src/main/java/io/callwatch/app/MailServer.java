package io.callwatch.app;

import io.callwatch.config.DestinationSettings;
import java.util.Map;
import java.util.TreeMap;

/** The mail server of a destination: its TLS as configured, its time-outs; no secret in its address. */
final class MailServer {
    private MailServer() {
    }

    static String protocol(DestinationSettings.Email email) {
        return email.tls().equals("smtps") ? "smtps" : "smtp";
    }

    /** The mail library's settings, without {@code mail.smtp.} in front. */
    static Map<String, String> properties(DestinationSettings.Email email) {
        String millis = Long.toString(email.common().timeout().toMillis());
        Map<String, String> properties = new TreeMap<>(Map.of("connectiontimeout", millis, "timeout", millis, "writetimeout", millis));
        // a recipient that is refused concerns that recipient alone
        properties.put("sendpartial", "true");
        if (email.tls().equals("none")) {
            properties.put("starttls.enable", "false");
        } else {
            String starttls = Boolean.toString(email.tls().equals("starttls"));
            properties.put("ssl.checkserveridentity", "true");
            properties.put("starttls.enable", starttls);
            properties.put("starttls.required", starttls);
        }
        return properties;
    }

    /** The camel-mail endpoint. */
    static String uri(DestinationSettings.Email email) {
        StringBuilder uri = new StringBuilder(protocol(email)).append("://").append(email.host()).append(':').append(email.port())
                .append("?connectionTimeout=").append(email.common().timeout().toMillis());
        properties(email).forEach((name, value) -> uri.append("&mail.").append(protocol(email)).append('.').append(name)
                .append('=').append(value));
        if (email.username() != null && email.password() != null) {
            uri.append("&authenticator=#login-").append(email.name());
        }
        return uri.toString();
    }
}
