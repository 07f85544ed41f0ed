package io.callwatch.app;

import io.callwatch.config.DestinationSettings;

/** The camel-mail endpoint of a mail destination: its TLS as configured, its time-outs, no secret in it. */
final class MailServer {
    private MailServer() {
    }

    static String uri(DestinationSettings.Email email) {
        boolean implicit = email.tls().equals("smtps");
        String protocol = implicit ? "smtps" : "smtp";
        long millis = email.common().timeout().toMillis();
        StringBuilder uri = new StringBuilder(protocol).append("://").append(email.host()).append(':').append(email.port())
                .append("?connectionTimeout=").append(millis);
        property(uri, protocol, "timeout", millis);
        property(uri, protocol, "writetimeout", millis);
        // a recipient that is refused concerns that recipient alone
        property(uri, protocol, "sendpartial", true);
        if (email.tls().equals("none")) {
            property(uri, protocol, "starttls.enable", false);
        } else {
            property(uri, protocol, "ssl.checkserveridentity", true);
            property(uri, protocol, "starttls.enable", !implicit);
            property(uri, protocol, "starttls.required", !implicit);
        }
        if (email.username() != null && email.password() != null) {
            uri.append("&authenticator=#login-").append(email.name());
        }
        return uri.toString();
    }

    private static void property(StringBuilder uri, String protocol, String name, Object value) {
        uri.append("&mail.").append(protocol).append('.').append(name).append('=').append(value);
    }
}
