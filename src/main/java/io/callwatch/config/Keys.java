package io.callwatch.config;

import io.callwatch.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every key there is, with its default: what may be read, what the README lists and what {@code application.properties} explains. */
final class Keys {
    private static final List<Key> ALL = new ArrayList<>();

    static {
        key("callwatch.graph.url", "https://graph.microsoft.com/v1.0");
        key("callwatch.graph.authority", "https://login.microsoftonline.com");
        key("callwatch.graph.tenant-id");
        key("callwatch.graph.client-id");
        secret("callwatch.graph.client-secret");
        key("callwatch.graph.client-certificate");
        key("callwatch.graph.page-size");
        key("callwatch.graph.first-page-limit", "15/20s");
        key("callwatch.graph.next-page-limit", "55/5m");
        key("callwatch.graph.concurrency", "4");
        key("callwatch.graph.timeout", "30s");
        key("callwatch.graph.max-answer", "16MB");
        withSecret("callwatch.proxy.url", null);
        key("callwatch.proxy.username");
        secret("callwatch.proxy.password");
        key("callwatch.sweeps.NAME.schedule");
        key("callwatch.sweeps.NAME.look-back");
        key("callwatch.internal-numbers", "");
        key("callwatch.time-zone", "UTC");
        key("callwatch.rules.NAME.when");
        key("callwatch.rules.NAME.notify");
        key("callwatch.rules.NAME.severity", "warning");
        key("callwatch.rules.NAME.title");
        key("callwatch.rules.NAME.per");
        key("callwatch.rules.NAME.count");
        key("callwatch.rules.NAME.within");
        key("callwatch.business-hours", "Mon-Fri 08:00-18:00");
        key("callwatch.holidays");
        key("callwatch.lists.NAME");
        key("callwatch.destinations.NAME.type");
        key("callwatch.destinations.NAME.retry-for", "3d");
        key("callwatch.destinations.NAME.timeout", "15s");
        key("callwatch.destinations.NAME.to");
        key("callwatch.destinations.NAME.from");
        key("callwatch.destinations.NAME.host");
        key("callwatch.destinations.NAME.port", "587");
        key("callwatch.destinations.NAME.tls", "starttls");
        key("callwatch.destinations.NAME.allow-plain", "false");
        key("callwatch.destinations.NAME.username");
        secret("callwatch.destinations.NAME.password");
        withSecret("callwatch.destinations.NAME.url", null);
        secret("callwatch.destinations.NAME.secret");
        key("callwatch.destinations.NAME.format");
        withSecret("callwatch.destinations.NAME.path", null);
        withSecret("callwatch.destinations.NAME.uri", null);
        key("callwatch.destinations.NAME.rotate", "none");
        key("callwatch.destinations.NAME.group", "each");
        key("callwatch.destinations.NAME.group-by");
        key("callwatch.destinations.NAME.max-per-hour");
        key("callwatch.destinations.NAME.max-age");
        key("callwatch.destinations.NAME.quiet");
        key("callwatch.destinations.NAME.quiet-except");
        key("callwatch.destinations.NAME.fallback");
        key("callwatch.destinations.NAME.fallback-after", "1h");
        key("callwatch.destinations.NAME.min-severity", "info");
        key("callwatch.destinations.NAME.privacy", "full");
        secret("callwatch.destinations.NAME.privacy-key");
        secret("callwatch.destinations.NAME.headers.NAME");
        key("callwatch.destinations.NAME.allow-private", "false");
        withSecret("callwatch.ledger.url", "jdbc:sqlite:data/callwatch.db");
        key("callwatch.ledger.username");
        secret("callwatch.ledger.password");
        key("callwatch.ledger.keep", "90d");
        key("callwatch.undecided-after", "6h");
        key("callwatch.first-alerts", "6h");
        key("callwatch.watch.notify");
        key("callwatch.watch.stale-after", "2h");
        key("callwatch.management.host", "127.0.0.1");
        key("callwatch.management.port");
    }

    private Keys() {
    }

    static List<Key> all() {
        return List.copyOf(ALL);
    }

    static Optional<Key> find(String key) {
        return ALL.stream().filter(k -> k.matches(key)).findFirst();
    }

    /** Also with a slip in its first word: it would be taken for one of Camel's, and what it says be missing without a word. */
    static boolean isOurs(String key) {
        return key.regionMatches(true, 0, "callwatch.", 0, "callwatch.".length()) || !slips(key).isEmpty();
    }

    /** For a key that is not known: what is wrong with its name, the one that it is a slip of, else what there is beside it. */
    static String hint(String key) {
        List<String> alike = slips(key).stream().map(known -> known.likeIn(key)).toList();
        return ALL.stream().anyMatch(known -> known.isMeantBy(key))
                ? "; a name has letters of ASCII, digits, - and _ alone, and begins with a letter or digit"
                : Nearest.to(key, alike).map(near -> "; did you mean " + near + "?").orElseGet(() -> neighbours(key));
    }

    /** Whether the value of a key in a wrong place may be seen: neither it nor what it may have been meant for could hold a secret. */
    static boolean isShown(String key) {
        return find(key).map(List::of).or(() -> meant(key)).filter(keys -> keys.stream().noneMatch(Key::mayHoldSecret)).isPresent();
    }

    /** Also what begins with the same word, as client-secret does of client-pw, which is nearer to client-id; empty where nobody knows. */
    private static Optional<List<Key>> meant(String key) {
        List<Key> slips = slips(key);
        List<Key> close = slips.isEmpty() ? beside(key) : slips;
        int end = key.indexOf('-', key.lastIndexOf('.'));
        Stream<Key> alike = end < 0 ? Stream.empty() : ALL.stream().filter(known -> known.likeIn(key).startsWith(key.substring(0, end + 1)));
        return close.isEmpty() ? Optional.empty() : Optional.of(Stream.concat(close.stream(), alike).toList());
    }

    private static List<Key> slips(String key) {
        return ALL.stream().filter(known -> isSlip(key, known.likeIn(key))).toList();
    }

    /** Part by part, since much of a long key may be right where its last word is another; or one dot is another sign. */
    private static boolean isSlip(String key, String known) {
        String[] parts = key.split("\\.");
        String[] others = known.split("\\.");
        return parts.length != others.length ? Math.abs(key.length() - known.length()) <= 1 && Nearest.to(key, List.of(known)).isPresent()
                : IntStream.range(0, parts.length).allMatch(i -> Nearest.to(parts[i], List.of(others[i])).isPresent());
    }

    private static String neighbours(String key) {
        String names = beside(key).stream().map(known -> known.likeIn(key).substring(key.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; there are " + names;
    }

    private static List<Key> beside(String key) {
        int end = key.lastIndexOf('.');
        String group = key.substring(0, end + 1);
        return group.equals("callwatch.") ? List.of() : ALL.stream().filter(known -> known.likeIn(key).lastIndexOf('.') == end
                && known.likeIn(key).startsWith(group)).toList();
    }

    private static void key(String pattern) {
        key(pattern, null);
    }

    private static void key(String pattern, String standard) {
        ALL.add(new Key(pattern, standard, false));
    }

    /** A secret and its twin, which names a file that holds it. */
    private static void secret(String pattern) {
        withSecret(pattern, null);
        withSecret(pattern + "-file", null);
    }

    /** What may hold a secret, or be given one by mistake. */
    private static void withSecret(String pattern, String standard) {
        ALL.add(new Key(pattern, standard, true));
    }
}
