package io.callwatch.connection;

import io.callwatch.config.DestinationSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The mail server of a destination: its TLS as configured, its bounds; no secret in its address. */
public final class MailServer {
    private MailServer() {
    }

    static String protocol(DestinationSettings.Email email) {
        return email.tls().equals("smtps") ? "smtps" : "smtp";
    }

    /** The mail library's settings. Its time-out is for each read, so the sockets, which come connected, bound the whole. */
    public static Properties properties(DestinationSettings.Email email) {
        Duration within = email.common().timeout();
        Map<String, Object> settings = new TreeMap<>(Map.of("timeout", Long.toString(within.toMillis()),
                "socketFactory", new BoundedSocket.Factory(email.host(), email.port(), within), "socketFactory.fallback", "false"));
        // a recipient that is refused concerns that recipient alone
        settings.put("sendpartial", "true");
        // what the server has taken is noted at once: it may take its time to say goodbye, and a stop meanwhile would send it again
        settings.put("quitwait", "false");
        if (email.tls().equals("none")) {
            settings.put("starttls.enable", "false");
        } else {
            String starttls = Boolean.toString(email.tls().equals("starttls"));
            settings.put("ssl.checkserveridentity", "true");
            settings.put("starttls.enable", starttls);
            settings.put("starttls.required", starttls);
        }
        Properties properties = new Properties();
        settings.forEach((name, value) -> properties.put("mail." + protocol(email) + "." + name, value));
        return properties;
    }

    /** The camel-mail endpoint; the session and the login lie in the registry. */
    public static String uri(DestinationSettings.Email email) {
        return protocol(email) + "://" + email.host() + ":" + email.port() + "?session=#mail-" + email.name()
                + (email.username() != null ? "&authenticator=#login-" + email.name() : "");
    }
}
