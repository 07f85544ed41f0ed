package io.callwatch.app;

import io.callwatch.config.DestinationSettings;
import io.callwatch.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The file that holds all that another destination is told of, for a digest that has no room for it. */
final class CompleteFile {
    /** What tells of the integration itself, beside the rules; no rule has such a name. */
    private static final String WATCH = "callwatch.watch";

    private final Prepared prepared;
    private final List<DestinationSettings> destinations;
    private final Audiences audiences;

    private CompleteFile(Prepared prepared) {
        this.prepared = prepared;
        this.destinations = prepared.settings().destinations();
        this.audiences = new Audiences(destinations);
    }

    /** In words for people; null where there is no such file. */
    static String of(Prepared prepared, String destination) {
        return new CompleteFile(prepared).of(destination);
    }

    private String of(String destination) {
        Set<String> sources = sources(destination);
        Set<String> told = sources.stream().flatMap(source -> tellers(source).stream()).collect(Collectors.toSet());
        return destinations.stream().filter(DestinationSettings.File.class::isInstance).map(DestinationSettings.File.class::cast)
                .filter(file -> !sources.contains(file.name()) && tellers(file.name()).containsAll(told))
                .map(file -> file.path().getFileName() + " (destination " + file.name() + ")").findFirst().orElse(null);
    }

    /** The destination, and those whose dead and late events it gets. */
    private Set<String> sources(String destination) {
        Set<String> sources = new HashSet<>(Set.of(destination));
        boolean more;
        do {
            more = sources.addAll(destinations.stream().filter(d -> sources.contains(d.common().fallback()))
                    .map(DestinationSettings::name).toList());
        } while (more);
        return sources;
    }

    /** The names of the rules that tell it. */
    private Set<String> tellers(String destination) {
        Set<String> tellers = prepared.rules().all().stream().filter(rule -> audiences.of(rule).contains(destination))
                .map(Rule::name).collect(Collectors.toSet());
        if (prepared.settings().watch().destinations().contains(destination)) {
            tellers.add(WATCH);
        }
        return tellers;
    }
}
