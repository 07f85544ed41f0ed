package io.callwatch.config;

import io.callwatch.text.FileTrouble;
import io.callwatch.text.Letters;
import io.callwatch.text.TextFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads values by key, as types; what is wrong goes to the faults and comes back as null. A key that is not in {@link Keys}
 * cannot be read. For one thread.
 */
final class Values {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(kB|MB|GB)");
    private static final Pattern COMMENT = Pattern.compile("\\s#");
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final Map<String, String> values;
    private final Path workingDirectory;
    private final Faults faults;

    Values(Map<String, String> values, Path workingDirectory, Faults faults) {
        this.values = values;
        this.workingDirectory = workingDirectory;
        this.faults = faults;
    }

    /** Null where nothing is given and there is no default. */
    String optional(String key) {
        Key known = Keys.find(key).orElseThrow(() -> new IllegalStateException("no such key in the table: " + key));
        String value = values.get(key);
        return value == null || value.isBlank() ? known.standard() : value.strip();
    }

    /** What is seen of a key in a wrong place; null where it may hold a secret. */
    String shown(String key) {
        return Keys.isShown(key) ? values.get(key).strip() : null;
    }

    String required(String key, String expected) {
        String value = optional(key);
        if (value == null) {
            faults.add(key, values.get(key), expected);
        }
        return value;
    }

    <T> T typed(String key, String expected, Function<String, Optional<T>> parser) {
        String value = optional(key);
        return value == null ? null : parser.apply(value).orElseGet(() -> wrong(key, value, expected));
    }

    <T> T wrong(String key, String value, String expected) {
        faults.addLast(key, value, expected + (hasComment(value) ? "; a comment stands on a line of its own" : ""));
        return null;
    }

    /** What a properties file takes for a part of the value. */
    static boolean hasComment(String value) {
        return COMMENT.matcher(value).find();
    }

    Duration duration(String key) {
        return typed(key, "a duration such as 90s, 15m, 3h, 30d or PT15M", Durations::parse);
    }

    /** How long one attempt may take: what waits longer than an hour waits for ever. */
    Duration timeout(String key) {
        Duration timeout = duration(key);
        return timeout == null || timeout.compareTo(LONGEST_TIMEOUT) <= 0 ? timeout : wrong(key, optional(key), "at most 1h");
    }

    Integer number(String key, int least, int most) {
        return typed(key, "a whole number from " + least + " to " + most, text -> text.matches("\\d{1,9}")
                ? Optional.of(Integer.valueOf(text)).filter(n -> n >= least && n <= most) : Optional.empty());
    }

    /** In bytes; powers of 1024. */
    static Optional<Long> size(String text) {
        Matcher size = SIZE.matcher(text);
        return size.matches() ? Optional.of(Long.parseLong(size.group(1)) * switch (size.group(2)) {
            case "kB" -> 1L << 10;
            case "MB" -> 1L << 20;
            default -> 1L << 30;
        }).filter(n -> n > 0) : Optional.empty();
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(oneOf(key, "true", "false"));
    }

    String oneOf(String key, String... words) {
        return typed(key, "one of " + String.join(", ", words),
                text -> Arrays.asList(words).contains(text) ? Optional.of(text) : Optional.empty());
    }

    String severity(String key) {
        return oneOf(key, "info", "warning", "critical");
    }

    /** One value at least, each once: commas alone hold none. */
    List<String> requiredList(String key, String expected) {
        String text = Objects.requireNonNullElse(optional(key), "");
        List<String> list = Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).distinct().toList();
        if (list.isEmpty()) {
            faults.add(key, values.get(key), expected);
        }
        return list;
    }

    /** https, or http for a loopback host: what goes there holds secrets and personal data. */
    URI safeUrl(String key) {
        URI url = urlOfAnyPort(key);
        return url == null || hasPort(url) ? url : wrong(key, url.toString(), "a port from 1 to 65535");
    }

    /** Or none, which is the scheme's own. */
    static boolean hasPort(URI url) {
        return url.getPort() == -1 || url.getPort() >= 1 && url.getPort() <= 65_535;
    }

    private URI urlOfAnyPort(String key) {
        boolean secure = Objects.requireNonNullElse(optional(key), "").toLowerCase(Locale.ROOT).startsWith("https://");
        return typed(key, "an https URL, or http for a loopback host"
                + (secure ? ", without user, fragment and characters that no URL has, such as a space or ü" : ""),
                text -> url(text).filter(url -> url.getRawUserInfo() == null && url.getRawFragment() == null)
                        .filter(url -> secure || "http".equalsIgnoreCase(url.getScheme()) && Loopback.is(url.getHost())));
    }

    static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text)).filter(url -> url.getHost() != null); // Java reads none that holds a _
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    Path path(String key) {
        return typed(key, "a path" + Letters.missing(optional(key)), text -> hasComment(text) ? Optional.empty() : inWorkingDirectory(text));
    }

    /** Empty for what can be no file's name. */
    Optional<Path> inWorkingDirectory(String path) {
        try {
            return Optional.of(workingDirectory.resolve(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A file that can be written or made; a fault where it is a folder, or where the folder it would lie in cannot be written. */
    Path writableFile(String key) {
        Path path = path(key);
        if (path != null) {
            writable(key, path);
        }
        return path;
    }

    void writable(String key, Path path) {
        Path nearest = path.toAbsolutePath();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        boolean itself = path.toAbsolutePath().equals(nearest);
        if (nearest == null || !Files.isWritable(nearest) || Files.isDirectory(nearest) == itself) {
            faults.add(key, optional(key), "a file that can be written, but " + nearest
                    + (nearest != null && Files.isDirectory(nearest) == itself
                            ? (itself ? " is a folder" : " is no folder") : " cannot be written"));
        }
    }

    /** Which of a secret's key and its {@code -file} twin is given; null where neither is. */
    String givenOf(String secret) {
        return isGiven(secret) ? secret : isGiven(secret + "-file") ? secret + "-file" : null;
    }

    /** With one of username and password alone no login would be tried. @param group the keys of both, up to the last dot */
    void requireWholeLogin(String group) {
        String password = givenOf(group + "password");
        if (password == null && isGiven(group + "username")) {
            faults.add(group + "username", optional(group + "username"), group + "password or password-file beside it");
        } else if (password != null && !isGiven(group + "username")) {
            faults.add(password, null, group + "username beside it");
        }
    }

    /** The value or what its {@code -file} twin holds; null where neither is given. */
    Secret secret(String key) {
        String inline = optional(key);
        Path file = path(key + "-file");
        if (inline != null && file != null) {
            faults.add(key + "-file", file.toString(), "only one of " + key + " and " + key + "-file");
        }
        if (file == null) {
            return inline == null ? null : new Secret(inline);
        }
        try {
            String value = TextFile.read(file).replaceFirst("\r?\n\\z", "");
            if (value.isEmpty()) {
                faults.add(key + "-file", file.toString(), "a file that holds the secret, saw an empty one");
            }
            return new Secret(value);
        } catch (IOException e) {
            faults.add(key + "-file", file.toString(), "a file that can be read (" + FileTrouble.of(e) + ")");
            return null;
        }
    }

    /** The names under a group: {@code callwatch.rules.NAME.…} gives each NAME once, in order; the beginning of one with a dot is none. */
    SortedSet<String> names(String group) {
        Pattern named = Pattern.compile(Pattern.quote("callwatch." + group + ".") + "(" + Key.NAME + ")\\.([^.]+|headers\\..+)");
        return values.keySet().stream().map(named::matcher).filter(Matcher::matches).map(m -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    SortedSet<String> keysOf(String prefix) {
        return values.keySet().stream().filter(key -> key.startsWith(prefix) && Keys.find(key).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isGiven(String key) {
        return values.containsKey(key) && !values.get(key).isBlank();
    }

    void unknownKeys() {
        for (String key : new TreeSet<>(values.keySet())) {
            if (Keys.isOurs(key) && Keys.find(key).isEmpty()) {
                faults.add(key, shown(key), "a known key" + Keys.hint(key));
            }
        }
    }
}
