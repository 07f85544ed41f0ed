package io.callwatch.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong, so that it is reported together. For one thread. */
public final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    /** What was said before is not said again. @param value null where nothing was seen, and for secrets */
    public void add(String key, String value, String expected) {
        Fault fault = new Fault(key, value, expected);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    public boolean any() {
        return !faults.isEmpty();
    }

    public List<Fault> all() {
        return List.copyOf(faults);
    }

    public void throwIfAny() {
        if (any()) {
            throw new ConfigurationException(all());
        }
    }
}
