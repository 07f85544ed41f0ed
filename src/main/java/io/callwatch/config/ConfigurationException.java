package io.callwatch.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used: its message has a line for each fault. */
public class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final String place;

    public ConfigurationException(Fault fault) {
        this(List.of(fault), null);
    }

    /** @param place where the configuration is; null if it is not known */
    ConfigurationException(List<Fault> faults, String place) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
        this.place = place;
    }

    public String place() {
        return place;
    }

    public List<Fault> faults() {
        return faults;
    }
}
