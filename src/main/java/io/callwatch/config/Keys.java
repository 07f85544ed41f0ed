package io.callwatch.config;

import io.callwatch.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every key there is: what may be read, what the README lists and what {@code application.properties} explains. */
public final class Keys {
    private static final List<Key> ALL = new ArrayList<>();

    static {
        key("callwatch.graph.url", "https://graph.microsoft.com/v1.0",
                "The service with its version; national clouds and /beta too. `http` only for a loopback host.");
        key("callwatch.graph.authority", "https://login.microsoftonline.com",
                "Tokens come from `{authority}/{tenant-id}/oauth2/v2.0/token`.");
        key("callwatch.graph.tenant-id", null, "The directory (tenant) id, a GUID.");
        key("callwatch.graph.client-id", null, "The application (client) id.");
        secret("callwatch.graph.client-secret", "The client secret. Or use a certificate.");
        key("callwatch.graph.client-certificate", null, "A PEM file with RSA key and certificate, in place of a secret.");
        key("callwatch.graph.page-size", null, "Records to a page; empty leaves it to the service, which takes 60. "
                + "To ask for more than it grants does no harm.");
        key("callwatch.graph.first-page-limit", "15/20s", "The service's budget for first pages.");
        key("callwatch.graph.next-page-limit", "55/5m", "The service's budget for further pages.");
        key("callwatch.graph.concurrency", "4", "Windows read at once.");
        key("callwatch.graph.timeout", "30s", "For each request, from connecting to the last byte; at most `1h`.");
        key("callwatch.graph.max-answer", "16MB", "The largest answer that is read, unpacked; of an error 64 kB are.");
        key("callwatch.proxy.url", null, "An HTTP proxy for the service and for webhooks, `http://HOST:PORT`; webhooks with `allow-private` "
                + "and hosts of this machine are reached without it, and so are mail servers.");
        key("callwatch.proxy.username", null, "The proxy's login, if it wants one (Basic).");
        secret("callwatch.proxy.password", "Its password.");
        key("callwatch.sweeps.NAME.schedule", null, "When: a Quartz cron expression, in `callwatch.time-zone`. Where that "
                + "zone's clock is put back, the first of the two hours has no ticks; where it is put forward, a tick in the hour that is "
                + "left out is left out too. The next pass makes up for it; `UTC` knows neither.");
        key("callwatch.sweeps.NAME.look-back", null, "How far back a pass reads.");
        key("callwatch.internal-numbers", "", "Your own number ranges, as prefixes.");
        key("callwatch.time-zone", "UTC", "For rules, messages and schedules; the log and all stored times stay UTC.");
        key("callwatch.rules.NAME.when", null, "The condition, in CEL.");
        key("callwatch.rules.NAME.notify", null, "Names of destinations.");
        key("callwatch.rules.NAME.severity", "warning", "`info`, `warning` or `critical`.");
        key("callwatch.rules.NAME.title", null,
                "One line for people, a FreeMarker template; without it made of the rule's name and the call's facts. "
                + "With `privacy` it is filled in with what that shows.");
        key("callwatch.rules.NAME.per", null, "Bursts: a group for each value of this CEL expression; without it all matches are one group.");
        key("callwatch.rules.NAME.count", null, "Bursts: an alert when a group reaches this many calls.");
        key("callwatch.rules.NAME.within", null, "Bursts: whose start times lie within this span, both ends included; at most `30d`.");
        key("callwatch.business-hours", "Mon-Fri 08:00-18:00", "What `businessHours(call.startDateTime)` means, in `callwatch.time-zone`.");
        key("callwatch.holidays", null, "Days without business hours: dates such as 2026-12-25, or an .ics file.");
        key("callwatch.lists.NAME", null, "Values for `oneOf(value, 'NAME')`, comma-separated, or `@FILE`, one a line, read anew when it changes.");
        key("callwatch.destinations.NAME.type", null, "`email`, `webhook`, `file` or `camel`.");
        key("callwatch.destinations.NAME.retry-for", "3d", "How long a delivery is tried before it counts as dead.");
        key("callwatch.destinations.NAME.timeout", "15s", "The bound of each attempt, from connecting to the last answer; at most `1h`.");
        key("callwatch.destinations.NAME.to", null, "email: recipients, comma-separated.");
        key("callwatch.destinations.NAME.from", null, "email: the sender.");
        key("callwatch.destinations.NAME.host", null, "email: the mail server.");
        key("callwatch.destinations.NAME.port", "587", "email: its port; 465 with `tls=smtps`.");
        key("callwatch.destinations.NAME.tls", "starttls",
                "email: `starttls` (required, not 'if offered'), `smtps`, or `none` (loopback host only, unless allow-plain).");
        key("callwatch.destinations.NAME.allow-plain", "false", "email: `true` lets `tls=none` go to any host.");
        key("callwatch.destinations.NAME.username", null, "email: the login, if the server wants one.");
        secret("callwatch.destinations.NAME.password", "email: its password.");
        key("callwatch.destinations.NAME.url", null, "webhook: `https`, or `http` for a loopback host.");
        secret("callwatch.destinations.NAME.secret",
                "webhook: `whsec_…` signs each call; several, comma-separated, while rotating. For `pagerduty` the routing key.");
        key("callwatch.destinations.NAME.format", null,
                "webhook: `standard` (the default), `cloudevents`, `teams`, `slack` or `pagerduty`. "
                + "file: `jsonl` (the default) or `csv`.");
        key("callwatch.destinations.NAME.path", null, "file: where its lines go.");
        key("callwatch.destinations.NAME.uri", null, "camel: any Camel endpoint on the classpath.");
        key("callwatch.destinations.NAME.rotate", "none",
                "file: `none`, `daily` (the days of UTC) or a size such as `100MB`; old ones are compressed.");
        key("callwatch.destinations.NAME.group", "each",
                "email, webhook: `each` event is a message; or one digest for each `sweep`, or for a span such as `15m`.");
        key("callwatch.destinations.NAME.group-by", null, "`rule`: a digest for each rule.");
        key("callwatch.destinations.NAME.max-per-hour", null,
                "email, webhook: messages in an hour; what is over is held and sent as one digest.");
        key("callwatch.destinations.NAME.max-age", null, "email, webhook: calls that ended longer ago go as one catch-up digest, not as alarms.");
        key("callwatch.destinations.NAME.quiet", null,
                "Held, then one digest: `22:00-06:00 Europe/Berlin`; without a zone in `callwatch.time-zone`.");
        key("callwatch.destinations.NAME.quiet-except", null, "What is at least this severe breaks through: `critical`.");
        key("callwatch.destinations.NAME.fallback", null, "Another destination that gets what is dead or late here.");
        key("callwatch.destinations.NAME.fallback-after", "1h",
                "What was tried and is not delivered after this is late; where a webhook asks to wait, also what waits behind that.");
        key("callwatch.destinations.NAME.min-severity", "info", "It gets what is at least this severe.");
        key("callwatch.destinations.NAME.privacy", "full",
                "How much of a person it shows: `full`, `masked` or `pseudonym`. "
                + "In a burst's group too; a mere piece of a name, number, id or link is `***` there.");
        secret("callwatch.destinations.NAME.privacy-key",
                "The key of `privacy=pseudonym`, at least 16 bytes; the same key gives the same pseudonyms.");
        secret("callwatch.destinations.NAME.headers.NAME", "webhook: a header of every call, but what the call itself "
                + "or its connection sets (`Host`, `Content-Type`, `webhook-id`, …); its value counts as a secret.");
        key("callwatch.destinations.NAME.allow-private", "false",
                "webhook: `true` lets its host resolve to a private address (a loopback URL is allowed as it is).");
        key("callwatch.ledger.url", "jdbc:sqlite:data/callwatch.db", "`jdbc:sqlite:FILE` or `jdbc:postgresql://HOST/DB`, a database in "
                + "UTF-8. It is one tenant's and one process's: two need two databases, not two schemas of one.");
        key("callwatch.ledger.username", null, "PostgreSQL: the user.");
        secret("callwatch.ledger.password", "PostgreSQL: the password.");
        key("callwatch.ledger.keep", "90d", "Delivered events stay this long; pending, dead and quarantined ones until dealt with. "
                + "What `firstFrom` asks for stays as long, and 31 days at least.");
        key("callwatch.undecided-after", "6h", "An undecided verdict older than this is counted and shown as such.");
        key("callwatch.first-alerts", "6h",
                "The first start of `run` on a new ledger alerts of calls that ended at most this long before; `backfill` alerts of older ones.");
        key("callwatch.watch.notify", null,
                "Destinations of the integration's own events: `feed.stale`, `feed.failing`, `feed.recovered`, `feed.lost`.");
        key("callwatch.watch.stale-after", "2h", "No complete pass of any sweep for this long is `feed.stale`.");
        key("callwatch.management.host", "127.0.0.1", "Where health and metrics listen.");
        key("callwatch.management.port", null, "`/observe/health` and `/observe/metrics`; no port, no listener.");
    }

    private Keys() {
    }

    public static List<Key> all() {
        return List.copyOf(ALL);
    }

    static Optional<Key> find(String key) {
        return ALL.stream().filter(k -> k.matches(key)).findFirst();
    }

    /** For a key that is not known: what is wrong with its name, the one that it is a slip of, else what there is beside it. */
    static String hint(String key) {
        List<String> alike = ALL.stream().map(known -> known.likeIn(key)).filter(known -> isSlip(key, known)).toList();
        return alike.contains(key) ? "; a name has letters of ASCII, digits, - and _ alone, and begins with a letter or digit"
                : Nearest.to(key, alike).map(near -> "; did you mean " + near + "?").orElseGet(() -> neighbours(key));
    }

    /** Part by part, since much of a long key may be right where its last word is another; or one dot is another sign. */
    private static boolean isSlip(String key, String known) {
        String[] parts = key.split("\\.");
        String[] others = known.split("\\.");
        return parts.length != others.length ? Math.abs(key.length() - known.length()) <= 1
                : IntStream.range(0, parts.length).allMatch(i -> Nearest.to(parts[i], List.of(others[i])).isPresent());
    }

    private static String neighbours(String key) {
        int end = key.lastIndexOf('.');
        String beside = key.substring(0, end + 1);
        String names = ALL.stream().map(known -> known.likeIn(key))
                .filter(known -> known.lastIndexOf('.') == end && known.startsWith(beside)).map(known -> known.substring(end + 1)).collect(Collectors.joining(", "));
        return names.isEmpty() || beside.equals("callwatch.") ? "" : "; there are " + names;
    }

    private static void key(String pattern, String standard, String meaning) {
        ALL.add(new Key(pattern, standard, meaning));
    }

    /** A secret and its twin, which names a file that holds it. */
    private static void secret(String pattern, String meaning) {
        key(pattern, null, meaning);
        key(pattern + "-file", null, "A file that holds it, read at the start, without its final newline.");
    }
}
