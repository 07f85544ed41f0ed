package io.callwatch.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where mails go, and by which server. */
final class MailReader {
    private static final String WORDS = "[\\w!#$%&'*+/=?^`{|}~-]+(?:[.][\\w!#$%&'*+/=?^`{|}~-]+)*";
    /** In ASCII: others go to servers that say they take them, which the mail library does not ask. */
    private static final String ADDRESS = WORDS + "@(?:[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)*|\\[[A-Za-z0-9.:-]+])";
    private static final Pattern SENDER = Pattern.compile(
            "(?<name>\"[^\"\\\\\\p{Cntrl}]*\"|[^\"\\\\<>,;:@()\\[\\]\\p{Cntrl}]*)\\s*<(?<address>" + ADDRESS + ")>");

    private final Values values;
    private final Faults faults;

    MailReader(Values values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /** @param group the destination's keys, up to the last dot */
    DestinationSettings read(String group, DestinationSettings.Common common) {
        List<String> to = values.requiredList(group + "to", "recipients, comma-separated");
        to.stream().filter(address -> !address.matches(ADDRESS)).forEach(address ->
                faults.add(group + "to", address, "a mail address such as ops@example.com"));
        String from = values.required(group + "from", "the sender's mail address");
        Matcher sender = SENDER.matcher(from == null ? "" : from.contains("<") ? from : "<" + from + ">");
        if (from != null && !sender.matches()) {
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
        return new DestinationSettings.Email(common, to, part(sender, "address"), part(sender, "name"), host,
                !portGiven && "smtps".equals(tls) ? 465 : port == null ? 0 : port, tls,
                values.optional(group + "username"), values.secret(group + "password"));
    }

    /** @return null where it has none */
    private static String part(Matcher sender, String group) {
        String part = sender.matches() ? sender.group(group).replace("\"", "").strip() : "";
        return part.isEmpty() ? null : part;
    }
}
