package io.callwatch.config;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads where mails go, and by which server. */
final class MailReader {
    private final Values values;
    private final Faults faults;

    MailReader(Values values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /** @param group the destination's keys, up to the last dot */
    DestinationSettings read(String group, DestinationSettings.Common common) {
        List<String> to = values.requiredList(group + "to", "recipients, comma-separated");
        to.stream().filter(address -> !isAddress(address)).forEach(address ->
                faults.add(group + "to", address, "a mail address such as ops@example.com"));
        String from = values.required(group + "from", "the sender's mail address");
        InternetAddress sender = from == null ? null : sender(from);
        if (from != null && sender == null) {
            faults.add(group + "from", from, "a mail address such as callwatch@example.com or Callwatch <callwatch@example.com>");
        }
        String host = values.required(group + "host", "the mail server's host");
        // camel-mail knows no address of IPv6 in its endpoints
        if (host != null && !host.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?")) {
            faults.add(group + "host", host, "a host's name, or its address in IPv4");
        }
        String tls = values.oneOf(group + "tls", "starttls", "smtps", "none");
        boolean plainAllowed = values.flag(group + "allow-plain");
        if ("none".equals(tls) && !Loopback.is(host) && !plainAllowed) {
            faults.add(group + "tls", tls, "starttls or smtps: without encryption mail goes to a loopback host only, unless "
                    + group + "allow-plain=true");
        }
        values.requireWholeLogin(group);
        boolean portGiven = values.isGiven(group + "port");
        Integer port = values.number(group + "port", 1, 65_535);
        return new DestinationSettings.Email(common, to, sender, host,
                !portGiven && "smtps".equals(tls) ? 465 : port == null ? 0 : port, tls,
                values.optional(group + "username"), values.secret(group + "password"));
    }

    /** @return null for what is no address, with or without a name before it */
    private static InternetAddress sender(String text) {
        try {
            InternetAddress sender = new InternetAddress(text, true);
            // made anew, since a name as it was read would go out unencoded
            return text.chars().anyMatch(Character::isISOControl) || !isAddress(sender.getAddress()) ? null
                    : new InternetAddress(sender.getAddress(), sender.getPersonal(), StandardCharsets.UTF_8.name());
        } catch (AddressException | UnsupportedEncodingException e) {
            return null;
        }
    }

    /** In ASCII: others go to servers that say they take them, which the mail library does not ask. */
    private static boolean isAddress(String text) {
        try {
            return text.matches("[!-~&&[^@<>\",;]]+@[A-Za-z0-9.\\[\\]:-]+") && new InternetAddress(text, true).getAddress().equals(text);
        } catch (AddressException e) {
            return false;
        }
    }
}
