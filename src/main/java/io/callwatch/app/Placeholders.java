package io.callwatch.app;

import io.callwatch.config.Faults;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel's property placeholders, {@code {{key}}} and {@code {{env:NAME}}}, in the configuration itself. */
public final class Placeholders {
    /** Seen for any key; of anything else a part could be of a secret. */
    private static final Pattern ALONE = Pattern.compile("\\s*\\{\\{[\\w.:-]+}}\\s*");

    private static final String UNKNOWN = "placeholders that name another key or a variable ({{env:NAME}}), but one is unknown";

    private Placeholders() {
    }

    /**
     * One that cannot be resolved is a fault of its key, whose value stays as it is.
     *
     * @param byProcess whether {@code -D} and environment variables count before a key of that name
     */
    public static Map<String, String> resolve(Map<String, String> values, boolean byProcess, Faults faults) {
        if (values.values().stream().noneMatch(value -> value.contains("{{"))) {
            return values; // no Camel for nothing
        }
        Map<String, String> resolved = new TreeMap<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Properties all = new Properties();
            all.putAll(values);
            PropertiesComponent keys = (PropertiesComponent) camel.getPropertiesComponent();
            keys.setInitialProperties(all);
            if (!byProcess) {
                keys.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                keys.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            }
            values.forEach((key, value) -> {
                try {
                    // of what has none, Camel would take a beginning such as "Exchange." for the name of a constant of its own
                    String full = value.contains("{{") ? camel.resolvePropertyPlaceholders(value) : value;
                    if (full != null) { // which is what it makes of {{?key}} alone, where there is no such key
                        resolved.put(key, full);
                    }
                } catch (IllegalArgumentException e) {
                    resolved.put(key, value);
                    if (ALONE.matcher(value).matches()) {
                        faults.addLast(key, value, UNKNOWN);
                    } else {
                        faults.addUnread(key, value, UNKNOWN);
                    }
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return resolved;
    }
}
