package io.callwatch.cli;

import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Settings;
import java.util.stream.Collectors;

/** Finds a destination by the name that was typed. */
final class Named {
    private Named() {
    }

    static DestinationSettings destination(Settings settings, String name) {
        return settings.destinations().stream().filter(d -> d.name().equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("no destination is called '" + name + "'; known are "
                        + settings.destinations().stream().map(DestinationSettings::name).collect(Collectors.joining(", "))));
    }
}
