package io.callwatch.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings together what is configured: {@code -Dkey=value} beats an environment variable, which beats the file.
 *
 * <p>An environment variable is a key in upper case with {@code _} for {@code .} and {@code -}. One that fits no key is left
 * alone: container platforms set such as {@code CALLWATCH_SERVICE_HOST} on their own account.
 */
public final class Sources {
    private static final String DESTINATIONS = "callwatch.destinations.";
    /** Of the launcher, of the log, and what Kubernetes sets of a service by this name. */
    private static final Pattern OTHERS = Pattern.compile("CALLWATCH_(ARCHIVE|LOG_LEVEL|(SERVICE|PORT)(_.*)?)");
    /** What begins a character's number and has none: a path of Windows, mostly. In a comment it is nothing. */
    private static final Pattern NO_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u(?!\\p{XDigit}{4})");
    /** Stands before it, so that its key is known; no text has this character. */
    private static final String MARK = "\uFFFF";
    /** Two names in one key: of the destination and of the header. */
    private static final Pattern HEADER = Pattern.compile("CALLWATCH_DESTINATIONS_(.+)_HEADERS_(.+)");

    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final Properties system;

    public Sources(Map<String, String> file, Map<String, String> environment, Properties system) {
        this.file = file;
        this.environment = environment;
        this.system = system;
    }

    /**
     * Reads a properties file.
     *
     * @param twice told of each key of ours that has a value already: as in all such files the last one counts, which may not be meant
     */
    public static Map<String, String> read(String text, Faults faults, Consumer<String> twice) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object marked, Object value) {
                String key = ((String) marked).replace(MARK, "");
                String text = ((String) value).replace(MARK, "");
                String before = values.put(key, text);
                if (before != null && !before.isBlank() && key.startsWith("callwatch.")) {
                    twice.accept(key);
                }
                if (!key.equals(marked) || !text.equals(value)) {
                    faults.addUnread(key, text, "\\uXXXX escapes with four hexadecimal digits; a backslash is doubled, or written /");
                }
                return super.put(key, text);
            }
        };
        properties.load(new StringReader(NO_ESCAPE.matcher(text).replaceAll("$1" + MARK + "\\\\\\\\u")));
        return values;
    }

    /** Every key with the value that counts. */
    public Map<String, String> merged() {
        Map<String, String> merged = new TreeMap<>(file);
        Set<String> known = known();
        environment.forEach((variable, value) -> {
            String key = variable.startsWith("CALLWATCH_") ? key(variable, known) : null;
            if (key != null) {
                merged.put(key, value);
            }
        });
        merged.putAll(given());
        return merged;
    }

    /** Variables that look like keys and are none: a slip, maybe. */
    public List<String> ignored() {
        Set<String> known = known();
        return environment.keySet().stream().filter(variable -> variable.startsWith("CALLWATCH_") && !OTHERS.matcher(variable).matches()
                && key(variable, known) == null).sorted().toList();
    }

    private Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        system.stringPropertyNames().stream().filter(key -> key.startsWith("callwatch."))
                .forEach(key -> given.put(key, system.getProperty(key)));
        return given;
    }

    /** What is configured before what is only spoken of. */
    private Set<String> known() {
        Set<String> known = new LinkedHashSet<>(file.keySet());
        known.addAll(given().keySet());
        Stream.of(file, environment, given()).forEach(source ->
                source.forEach((key, value) -> known.addAll(toldOf(variable(key), value))));
        return known;
    }

    /** What the environment alone configures bears the name by which the rest speaks of it. */
    private static List<String> toldOf(String variable, String value) {
        return !variable.matches("CALLWATCH_.+_(NOTIFY|FALLBACK)") ? List.of() : Stream.of(value.split(",")).map(String::strip)
                .filter(name -> name.matches(Key.NAME)).map(name -> DESTINATIONS + name + ".").toList();
    }

    /** The key that a variable stands for: one in use before one that only could be; null where it fits none. */
    private static String key(String variable, Set<String> known) {
        for (String key : known) {
            if (variable(key).equals(variable)) {
                return key;
            }
        }
        Matcher header = HEADER.matcher(variable);
        boolean isHeader = header.matches();
        if (isHeader && nameInUse(header.group(1), DESTINATIONS, known).isPresent()) {
            return header(header, known);
        }
        for (Key key : Keys.all()) {
            String[] around = key.pattern().split("NAME", 2);
            if (around.length == 1 && variable(key.pattern()).equals(variable)) {
                return key.pattern();
            }
            if (around.length == 2 && variable.startsWith(variable(around[0])) && variable.endsWith(variable(around[1]))
                    && variable.length() > variable(around[0]).length() + variable(around[1]).length()) {
                String middle = variable.substring(variable(around[0]).length(), variable.length() - variable(around[1]).length());
                return around[0] + name(middle, around[0], known) + around[1];
            }
        }
        return isHeader ? header(header, known) : null;
    }

    private static String header(Matcher header, Set<String> known) {
        return DESTINATIONS + name(header.group(1), DESTINATIONS, known) + ".headers." + lower(header.group(2));
    }

    /** A name already in use that reads the same, else the variable's in lower case with {@code -} for {@code _}. */
    private static String name(String middle, String group, Set<String> known) {
        return nameInUse(middle, group, known).orElse(lower(middle));
    }

    private static Optional<String> nameInUse(String middle, String group, Set<String> known) {
        return known.stream().filter(key -> key.startsWith(group)).map(key -> key.split("\\.", -1)[2])
                .filter(name -> variable(name).equals(middle)).findFirst();
    }

    private static String lower(String words) {
        return words.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
