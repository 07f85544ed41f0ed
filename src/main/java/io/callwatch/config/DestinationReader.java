package io.callwatch.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the destinations; a key that belongs to another type of destination is a fault too. */
final class DestinationReader {
    private static final Map<String, Set<String>> OWN = Map.of(
            "email", Set.of("to", "from", "host", "port", "tls", "allow-plain", "username", "password", "password-file"),
            "webhook", Set.of("url", "secret", "secret-file", "format", "allow-private"),
            "file", Set.of("path", "format", "rotate"),
            "camel", Set.of("uri"));
    private static final int SHORTEST_PRIVACY_KEY = 16;

    /** What could not arrive as it is set. */
    private static final Pattern OWN_HEADER = Pattern.compile("host|content-(type|length)|transfer-encoding|connection|keep-alive|te|trailer"
            + "|upgrade|proxy-.*|webhook-(id|timestamp|signature)|camel.*", Pattern.CASE_INSENSITIVE);

    /** Of a URL, and then nothing that could make a part of it a user's name or password. */
    private static final Pattern BEGINNING = Pattern.compile(
            "([a-zA-Z]+://([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?)([/?#][^@]*)?");
    /** An endpoint of HTTP with a user before its host, each request to which the client refuses. */
    private static final Pattern USER_OF_HTTP = Pattern.compile("(?i)https?:/*+[^/?#]*@");

    private final Values values;
    private final Faults faults;
    private final PaceReader paces;
    private final MailReader mails;

    /** @param zone in which quiet hours are told where they name none */
    DestinationReader(Values values, Faults faults, ZoneId zone) {
        this.values = values;
        this.faults = faults;
        this.paces = new PaceReader(values, faults, zone);
        this.mails = new MailReader(values, faults);
    }

    List<DestinationSettings> all() {
        if (values.names("destinations").isEmpty()) {
            faults.add("callwatch.destinations.NAME.type", null, "at least one destination, saw none");
        }
        List<DestinationSettings> all = values.names("destinations").stream().map(this::destination).filter(Objects::nonNull).toList();
        checkPaths(all.stream().filter(DestinationSettings.File.class::isInstance).map(DestinationSettings.File.class::cast)
                .filter(file -> file.path() != null).toList());
        return all;
    }

    private void checkPaths(List<DestinationSettings.File> files) {
        for (int i = 1; i < files.size(); i++) {
            DestinationSettings.File file = files.get(i);
            files.subList(0, i).stream().filter(other -> isSame(other.path(), file.path())).findFirst().ifPresent(other ->
                    faults.add("callwatch.destinations." + file.name() + ".path", file.path().toString(),
                            "a file of its own, but " + other.name() + " writes to it"));
        }
    }

    /** Also where one leads to the other. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(place(one), place(other));
        } catch (IOException e) {
            return false; // one is not there yet
        }
    }

    /** What '..' leads to is beside what a link before it leads to. */
    private static Path place(Path file) {
        Path folder = file.getParent();
        try {
            return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            return file.normalize(); // its folder is not there yet
        }
    }

    private DestinationSettings destination(String name) {
        String group = "callwatch.destinations." + name + ".";
        values.required(group + "type", "one of email, webhook, file, camel");
        String given = values.oneOf(group + "type", "email", "webhook", "file", "camel");
        String type = given == null ? meant(group) : given;
        if (given != null) {
            OWN.forEach((other, keys) -> keys.stream().sorted()
                    .filter(key -> !OWN.get(given).contains(key) && values.isGiven(group + key))
                    .forEach(key -> faults.add(group + key, shown(group + key, given), belongsElsewhere(given, other))));
            values.keysOf(group + "headers.").stream().filter(key -> !given.equals("webhook") && values.isGiven(key))
                    .forEach(key -> faults.add(key, null, belongsElsewhere(given, "webhook")));
        }
        DestinationSettings.Common common = new DestinationSettings.Common(name, values.duration(group + "retry-for"),
                values.timeout(group + "timeout"), values.severity(group + "min-severity"),
                values.oneOf(group + "privacy", "full", "masked", "pseudonym"), values.secret(group + "privacy-key"),
                paces.read(group, type), fallback(group, name), values.duration(group + "fallback-after"));
        if (common.privacy() != null) {
            checkPrivacyKey(group, common);
        }
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "email" -> mails.read(group, common);
            case "webhook" -> webhook(group, common);
            case "file" -> file(group, common);
            default -> new DestinationSettings.Camel(common, uri(group + "uri"));
        };
    }

    /** A webhook's path may be that of its URL; another is a file's. */
    private String shown(String key, String type) {
        return key.endsWith(".path") && !type.equals("webhook") ? values.optional(key) : values.shown(key);
    }

    private static String belongsElsewhere(String given, String other) {
        return "no such key for a destination of type " + given + "; it belongs to " + other;
    }

    private String uri(String key) {
        String expected = "a Camel endpoint such as seda:alerts";
        String uri = values.required(key, expected);
        if (uri != null && !uri.matches("(?s)[A-Za-z][\\w+.-]*:.+")) {
            faults.addLast(key, uri.replaceFirst("(?s)([:/?@]).+", "$1…"), expected); // it may be a webhook's, or begin with a user
        } else if (uri != null && USER_OF_HTTP.matcher(uri).lookingAt()) {
            faults.addLast(key, uri.replaceFirst("(?s)(:/*).+", "$1…"), "a URL without a user before its host, which the HTTP client refuses: "
                    + "its options authMethod=Basic, authUsername and authPassword log in");
        }
        return uri;
    }

    /** The only type to which all of its keys belong; null where several do, or none. */
    private String meant(String group) {
        List<String> keys = OWN.values().stream().flatMap(Set::stream).filter(key -> values.isGiven(group + key)).toList();
        List<String> fitting = OWN.keySet().stream().filter(type -> OWN.get(type).containsAll(keys)).toList();
        return fitting.size() == 1 ? fitting.get(0) : null;
    }

    private void checkPrivacyKey(String group, DestinationSettings.Common common) {
        String given = values.givenOf(group + "privacy-key");
        Secret key = common.privacyKey();
        boolean wanted = common.privacy().equals("pseudonym");
        if (given != null && !wanted) {
            faults.add(given, null, group + "privacy=pseudonym beside it");
        } else if (given == null && wanted) {
            faults.add(group + "privacy", "pseudonym", "privacy-key or privacy-key-file beside it");
        } else if (wanted && key != null && key.value().getBytes(StandardCharsets.UTF_8).length < SHORTEST_PRIVACY_KEY) {
            faults.add(given, null, "a key of at least " + SHORTEST_PRIVACY_KEY + " bytes");
        }
    }

    private String fallback(String group, String name) {
        String other = values.optional(group + "fallback");
        if (other != null && (other.equals(name) || !values.names("destinations").contains(other))) {
            faults.add(group + "fallback", other, "the name of another destination; known are "
                    + String.join(", ", values.names("destinations")));
        }
        if (other == null && values.isGiven(group + "fallback-after")) {
            faults.add(group + "fallback-after", values.optional(group + "fallback-after"), group + "fallback beside it");
        }
        return other;
    }

    private DestinationSettings webhook(String group, DestinationSettings.Common common) {
        values.required(group + "url", "an https URL, or http for a loopback host");
        URI url = webhookUrl(group + "url");
        String format = values.isGiven(group + "format")
                ? values.oneOf(group + "format", "standard", "cloudevents", "teams", "slack", "pagerduty") : "standard";
        Secret secret = values.secret(group + "secret");
        List<Secret> secrets = secret == null ? List.of()
                : Stream.of(secret.value().split(",")).map(String::strip).map(Secret::new).toList();
        if ("pagerduty".equals(format)) {
            if (secrets.size() != 1) {
                faults.add(group + "secret", null, "PagerDuty's routing key, one");
            }
        } else if (secret != null && secrets.isEmpty() || secrets.stream().anyMatch(s -> !isSigningSecret(s.value()))) {
            faults.add(group + "secret", null, "whsec_ and a key in Base64, best of 24 to 64 bytes; several are separated by commas");
        }
        return new DestinationSettings.Webhook(common, url, secrets, format, headers(group), values.flag(group + "allow-private"));
    }

    private Map<String, Secret> headers(String group) {
        Map<String, Secret> headers = new TreeMap<>();
        for (String key : values.keysOf(group + "headers.")) {
            String name = key.substring((group + "headers.").length()).replaceFirst("-file$", "");
            Secret value = values.secret(group + "headers." + name);
            if (OWN_HEADER.matcher(name).matches()) {
                faults.add(key, null, "another header: this one is set by the call itself or belongs to the connection");
            } else if (value != null && value.value().chars().anyMatch(c -> c < ' ' || c == 127)) {
                faults.add(key, null, "a value on one line");
            } else if (headers.keySet().stream().anyMatch(other -> other.equalsIgnoreCase(name) && !other.equals(name))) {
                faults.add(key, null, "another header: that one is set already, in other case");
            } else if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** The fault shows scheme and host alone, and nothing of what does not begin so: the path is often the only secret there is. */
    private URI webhookUrl(String key) {
        Faults own = new Faults();
        String value = values.optional(key);
        if (value == null) {
            return null;
        }
        URI url = new Values(Map.of(key, value), null, own).safeUrl(key);
        if (own.any()) {
            Matcher begun = BEGINNING.matcher(value);
            faults.add(key, begun.matches() ? begun.group(1) + "/…" : null, own.all().get(0).expected());
        }
        return url;
    }

    private DestinationSettings file(String group, DestinationSettings.Common common) {
        values.required(group + "path", "a path");
        String format = values.isGiven(group + "format") ? values.oneOf(group + "format", "jsonl", "csv") : "jsonl";
        Long maxBytes = values.typed(group + "rotate", "none, daily or a size such as 100MB",
                text -> text.matches("none|daily") ? Optional.of(Long.MAX_VALUE) : Values.size(text));
        return new DestinationSettings.File(common, values.writableFile(group + "path"), format,
                "daily".equals(values.optional(group + "rotate")), maxBytes == null ? 0 : maxBytes);
    }

    private static boolean isSigningSecret(String text) {
        try {
            int length = Base64.getDecoder().decode(text.replaceFirst("^whsec_", "")).length;
            return text.startsWith("whsec_") && length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
