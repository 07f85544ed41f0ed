package io.callwatch.cli;

import io.callwatch.app.Prepared;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Faults;
import io.callwatch.config.Settings;
import io.callwatch.ledger.Ledger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A configuration that was read without fault, and its ledger: what the commands that look at the ledger begin with. */
record Session(Prepared prepared, Ledger ledger) implements AutoCloseable {
    /** Beside a process that may hold the ledger. */
    static Session beside(ConfigOption config) {
        Prepared prepared = prepare(config);
        return new Session(prepared, prepared.ledger().openBeside());
    }

    static Prepared prepare(ConfigOption config) {
        Faults faults = new Faults();
        return Prepared.of(config.values(faults), config.workingDirectory(), faults).without(faults);
    }

    /** The one of the name that was typed. */
    static DestinationSettings destination(Prepared prepared, String name) {
        List<DestinationSettings> known = prepared.settings().destinations();
        return known.stream().filter(destination -> destination.name().equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("no destination is called '" + name + "'; known are "
                        + known.stream().map(DestinationSettings::name).collect(Collectors.joining(", "))));
    }

    Settings settings() {
        return prepared.settings();
    }

    /** The names of those that are configured. */
    Set<String> destinations() {
        return settings().destinations().stream().map(DestinationSettings::name).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
