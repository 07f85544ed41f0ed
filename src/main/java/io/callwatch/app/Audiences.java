package io.callwatch.app;

import io.callwatch.config.DestinationSettings;
import io.callwatch.rule.Rule;
import io.callwatch.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who is told of a rule's matches: the destinations that it notifies and for which it is severe enough. Immutable. */
final class Audiences {
    private final Map<String, Severity> least;

    Audiences(List<DestinationSettings> destinations) {
        least = destinations.stream().collect(Collectors.toMap(DestinationSettings::name,
                d -> Severity.of(d.common().minSeverity())));
    }

    List<String> of(Rule rule) {
        return rule.destinations().stream()
                .filter(name -> rule.severity().compareTo(least.getOrDefault(name, Severity.INFO)) >= 0).toList();
    }
}
