package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The file that holds all events of a digest, for one that has no room for them. Immutable. */
final class CompleteFile {
    /** What tells of the integration itself, beside the rules; no rule has such a name. */
    private static final String WATCH = "callwatch.watch";

    private final List<Candidate> candidates;

    /** @param tellers the names of the rules that tell the file */
    private record Candidate(String words, Set<String> tellers) {
    }

    /** @param destination the one that gets the digests */
    CompleteFile(Prepared prepared, String destination) {
        List<DestinationSettings> destinations = prepared.settings().destinations();
        Audiences audiences = new Audiences(destinations);
        Set<String> sources = sources(destinations, destination);
        candidates = destinations.stream().filter(DestinationSettings.File.class::isInstance).map(DestinationSettings.File.class::cast)
                .filter(file -> !sources.contains(file.name()))
                .map(file -> new Candidate(words(file), tellers(prepared, audiences, file.name()))).toList();
    }

    private static String words(DestinationSettings.File file) {
        boolean rotates = file.daily() || file.maxBytes() < Long.MAX_VALUE;
        return file.path().getFileName() + (rotates ? " and those rotated beside it" : "") + " (destination " + file.name() + ")";
    }

    /** In words for people; null where there is no such file. */
    String of(List<Event> events) {
        Set<String> told = events.stream().map(event -> Objects.requireNonNullElse(event.rule(), WATCH)).collect(Collectors.toSet());
        return candidates.stream().filter(file -> file.tellers.containsAll(told)).map(Candidate::words).findFirst().orElse(null);
    }

    /** The destination, and those whose dead and late events it gets. */
    private static Set<String> sources(List<DestinationSettings> destinations, String destination) {
        Set<String> sources = new HashSet<>(Set.of(destination));
        boolean more;
        do {
            more = sources.addAll(destinations.stream().filter(d -> sources.contains(d.common().fallback()))
                    .map(DestinationSettings::name).toList());
        } while (more);
        return sources;
    }

    private static Set<String> tellers(Prepared prepared, Audiences audiences, String destination) {
        Set<String> tellers = prepared.rules().all().stream().filter(rule -> audiences.of(rule).contains(destination))
                .map(Rule::name).collect(Collectors.toSet());
        if (prepared.settings().watch().destinations().contains(destination)) {
            tellers.add(WATCH);
        }
        return tellers;
    }
}
