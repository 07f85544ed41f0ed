package io.callwatch.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers all that is wrong, so that it is reported together. For one thread. */
public final class Faults {
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> unusable = new HashSet<>();
    private String place;

    /** @param place where the configuration is that they are of, for people */
    public void of(String place) {
        this.place = place;
    }

    /** Null where it is not known. */
    public String place() {
        return place;
    }

    /** What was said before is not said again. @param value null where nothing was seen, and for secrets */
    public void add(String key, String value, String expected) {
        Fault fault = new Fault(key, value, expected);
        if (!faults.contains(fault) && !unusable.contains(key)) {
            faults.add(fault);
        }
    }

    /** The last that is said of a key: of a value that cannot be used at all, whatever else is missed would mislead. */
    public void addLast(String key, String value, String expected) {
        add(key, value, expected);
        unusable.add(key);
    }

    /** The same of a value that stands where it was given: it is shown unless it, or a part of it, may be of a secret. */
    public void addUnread(String key, String value, String expected) {
        addLast(key, Keys.isShown(key) ? value : null, expected);
    }

    public boolean any() {
        return !faults.isEmpty();
    }

    public List<Fault> all() {
        return List.copyOf(faults);
    }

    public void throwIfAny() {
        if (any()) {
            throw new ConfigurationException(all(), place);
        }
    }
}
