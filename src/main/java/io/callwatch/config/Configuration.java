package io.callwatch.config;

import io.callwatch.text.Letters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads settings from keys and values, and gathers every fault instead of stopping at the first.
 *
 * <p>With faults the settings may hold nulls; they are then for looking at further faults alone.
 */
public final class Configuration {
    private static final Pattern LIMIT = Pattern.compile("(\\d{1,6})/(\\S+)");
    private static final List<SweepSettings> USUAL_SWEEPS = List.of(
            new SweepSettings("recent", "0 0/5 * * * ?", Duration.ofHours(3)),
            new SweepSettings("hourly", "0 17 * * * ?", Duration.ofHours(36)),
            new SweepSettings("nightly", "0 30 2 * * ?", Duration.ofDays(30)));

    private final Values values;
    private final Faults faults;

    private Configuration(Values values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /** @param values with placeholders resolved; keys outside {@code callwatch.} are left alone */
    public static Settings read(Map<String, String> values, Path workingDirectory, Faults faults) {
        return new Configuration(new Values(values, workingDirectory, faults), faults).settings();
    }

    private Settings settings() {
        values.unknownKeys();
        GraphSettings graph = graph();
        List<SweepSettings> sweeps = sweeps();
        ZoneId zone = timeZone();
        List<DestinationSettings> destinations = new DestinationReader(values, faults, zone).all();
        List<RuleSettings> rules = rules(values.names("destinations"));
        return new Settings(graph, proxy(), sweeps, internalNumbers(), zone,
                values.optional("callwatch.business-hours"), values.optional("callwatch.holidays"), lists(), rules, destinations, ledger(),
                values.duration("callwatch.undecided-after"), values.duration("callwatch.first-alerts"),
                watch(values.names("destinations")), management());
    }

    private GraphSettings graph() {
        Secret secret = values.secret("callwatch.graph.client-secret");
        Path certificate = values.path("callwatch.graph.client-certificate");
        boolean secretGiven = values.givenOf("callwatch.graph.client-secret") != null;
        if (secretGiven == (certificate != null)) {
            faults.add("callwatch.graph.client-secret", null,
                    "one of client-secret, client-secret-file and client-certificate, saw " + (secretGiven ? "several" : "none"));
        }
        values.required("callwatch.graph.tenant-id", "the directory (tenant) id");
        values.required("callwatch.graph.client-id", "the application (client) id");
        return new GraphSettings(
                base("callwatch.graph.url"),
                base("callwatch.graph.authority"),
                values.typed("callwatch.graph.tenant-id", "a tenant's id", Configuration::word),
                values.typed("callwatch.graph.client-id", "an application's id", Configuration::word),
                secret,
                certificate,
                values.number("callwatch.graph.page-size", 1, 100_000),
                limit("callwatch.graph.first-page-limit"),
                limit("callwatch.graph.next-page-limit"),
                Optional.ofNullable(values.number("callwatch.graph.concurrency", 1, 32)).orElse(1),
                values.timeout("callwatch.graph.timeout"),
                Optional.ofNullable(values.typed("callwatch.graph.max-answer", "a size such as 64MB", Values::size)).orElse(1L));
    }

    private ProxySettings proxy() {
        String expected = "a proxy such as http://proxy.example.com:3128";
        URI url = values.typed("callwatch.proxy.url", expected + ", its login in keys of its own", text ->
                text.matches("http://([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+]):\\d{1,5}/?")
                ? Values.url(text).filter(Values::hasPort) : Optional.empty());
        if (values.isGiven("callwatch.proxy.url")) {
            values.requireWholeLogin("callwatch.proxy.");
        } else {
            Stream.of("username", "password", "password-file").map("callwatch.proxy."::concat).filter(values::isGiven)
                    .forEach(key -> faults.add(key, null, "callwatch.proxy.url beside it: " + expected));
        }
        return url == null ? null : new ProxySettings(url.getHost(), url.getPort(),
                values.optional("callwatch.proxy.username"), values.secret("callwatch.proxy.password"));
    }

    /** Paths are appended to it. */
    private URI base(String key) {
        URI url = values.safeUrl(key);
        return url == null || url.getRawQuery() == null ? url : values.wrong(key, url.toString(), "a URL without a query");
    }

    /** What becomes part of a URL's path and of an event's id. */
    private static Optional<String> word(String text) {
        return text.matches("[A-Za-z0-9._-]+") ? Optional.of(text) : Optional.empty();
    }

    private RequestLimit limit(String key) {
        return values.typed(key, "a number of requests in a time, such as 15/20s", text -> {
            Matcher limit = LIMIT.matcher(text);
            return limit.matches() && Integer.parseInt(limit.group(1)) > 0
                    ? Durations.parse(limit.group(2)).map(per -> new RequestLimit(Integer.parseInt(limit.group(1)), per))
                    : Optional.empty();
        });
    }

    private List<SweepSettings> sweeps() {
        List<SweepSettings> sweeps = values.names("sweeps").stream().map(name -> {
            String group = "callwatch.sweeps." + name + ".";
            String schedule = values.required(group + "schedule", "a Quartz cron expression such as 0 0/5 * * * ?");
            values.required(group + "look-back", "a duration such as 3h");
            // Quartz takes tabs, the endpoint's URI does not
            return new SweepSettings(name, schedule == null ? null : schedule.replace('\t', ' '), whileKept(group + "look-back"));
        }).toList();
        return sweeps.isEmpty() ? USUAL_SWEEPS : sweeps;
    }

    private Duration whileKept(String key) {
        Duration span = values.duration(key);
        if (span != null && span.compareTo(Duration.ofDays(30)) > 0) {
            faults.add(key, values.optional(key), "at most 30d: the service keeps records no longer");
        }
        return span;
    }

    private List<RuleSettings> rules(Set<String> destinations) {
        if (values.names("rules").isEmpty()) {
            faults.add("callwatch.rules.NAME.when", null, "at least one rule, saw none");
        }
        List<RuleSettings> rules = new ArrayList<>();
        for (String name : values.names("rules")) {
            String group = "callwatch.rules." + name + ".";
            String when = values.required(group + "when", "a condition such as call.duration < duration('5s')");
            String severity = values.severity(group + "severity");
            if (Stream.of("count", "within").noneMatch(key -> values.isGiven(group + key)) && values.isGiven(group + "per")) {
                faults.add(group + "per", values.optional(group + "per"), "none, or " + group + "count and " + group + "within beside it");
            }
            rules.add(new RuleSettings(name, when, destinationNames(group + "notify", destinations), severity,
                    values.optional(group + "title"), values.optional(group + "per"), values.number(group + "count", 2, 1_000_000),
                    whileKept(group + "within")));
        }
        return rules;
    }

    private List<String> destinationNames(String key, Set<String> destinations) {
        String known = destinations.isEmpty() ? "none is configured"
                : "known are " + String.join(", ", destinations);
        List<String> names = values.requiredList(key, "names of destinations (" + known + ")");
        List<String> unknown = names.stream().filter(name -> !destinations.contains(name)).toList();
        if (!unknown.isEmpty()) {
            faults.add(key, values.optional(key), "names of destinations, but " + String.join(", ", unknown)
                    + (unknown.size() == 1 ? " is none" : " are none") + "; " + known);
        }
        return names;
    }

    private List<String> internalNumbers() {
        String key = "callwatch.internal-numbers";
        String expected = "prefixes of numbers such as +1425555,+4930901";
        List<String> prefixes = values.isGiven(key) ? values.requiredList(key, expected) : List.of();
        prefixes.stream().filter(prefix -> !prefix.matches("\\+?[0-9]+")).forEach(prefix -> faults.add(key, prefix, expected));
        return prefixes;
    }

    /** By name; still unread where they name a file. */
    private Map<String, String> lists() {
        Map<String, String> lists = new TreeMap<>();
        values.keysOf("callwatch.lists.").forEach(key ->
                lists.put(key.substring("callwatch.lists.".length()), Objects.toString(values.optional(key), "")));
        return lists;
    }

    /** UTC where it is at fault, so that what depends on it can be looked at all the same. */
    private ZoneId timeZone() {
        ZoneId zone = values.typed("callwatch.time-zone", "a time zone such as Europe/Berlin", text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
        return Objects.requireNonNullElse(zone, ZoneOffset.UTC);
    }

    /** A colon stands behind a drive alone: other files of SQLite's would be none on the disk. */
    private LedgerSettings ledger() {
        String url = values.optional("callwatch.ledger.url");
        boolean isFile = url.startsWith("jdbc:sqlite:");
        Path file = isFile ? values.inWorkingDirectory(url.substring("jdbc:sqlite:".length())).orElse(null) : null;
        if (isFile && file == null || Values.hasComment(url)
                || !url.matches("jdbc:(sqlite:([A-Za-z]:[/\\\\])?[^:?]+|postgresql://[^@?/]*/[^@?/;&]+([?].*)?)")) {
            url = values.wrong("callwatch.ledger.url", url.replaceFirst("[?;&].*", "?…"),
                    "jdbc:sqlite:FILE or jdbc:postgresql://HOST/DB, its user and password in keys of their own" + Letters.missing(url));
        } else if (isFile) {
            values.writable("callwatch.ledger.url", file);
            if (Files.isWritable(file)) {
                values.writable("callwatch.ledger.url", log(file));
            }
        }
        return new LedgerSettings(url, values.optional("callwatch.ledger.username"), values.secret("callwatch.ledger.password"),
                values.duration("callwatch.ledger.keep"));
    }

    /** Of SQLite's own files, which lie beside the one that a link leads to. */
    private static Path log(Path file) {
        try {
            return Path.of(file.toRealPath() + "-wal");
        } catch (IOException e) { // it was taken away just now
            return file;
        }
    }

    private WatchSettings watch(Set<String> destinations) {
        String key = "callwatch.watch.notify";
        return new WatchSettings(values.isGiven(key) ? destinationNames(key, destinations) : List.of(),
                values.duration("callwatch.watch.stale-after"));
    }

    private ManagementSettings management() {
        String host = "[A-Za-z0-9._-]+|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"; // one colon would be a port's
        return new ManagementSettings(values.typed("callwatch.management.host", "a host's name or address",
                text -> text.matches(host) ? Optional.of(text) : Optional.empty()),
                values.number("callwatch.management.port", 1, 65_535));
    }
}
