package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What the service has and will have: every version of every call, sorted by start, so that a window costs what it
 * holds and not what there is. At any moment a call is listed with its highest version published by then, for 30 days
 * from its start. Threads may share it.
 */
final class Publications {
    static final Duration KEPT = Duration.ofDays(30);
    private static final Comparator<Entry> BY_START =
            Comparator.comparing((Entry each) -> each.publication.start()).thenComparing(each -> each.number);

    private final NavigableSet<Entry> byStart = new TreeSet<>(BY_START);
    private final Map<String, List<Publication>> byId = new HashMap<>();
    private long number;

    synchronized void add(Publication publication) {
        byStart.add(new Entry(publication, ++number));
        byId.computeIfAbsent(publication.id(), id -> new ArrayList<>(1)).add(publication);
    }

    /** What is listed at {@code now}, oldest start first. */
    synchronized List<Publication> listed(StartFilter filter, Instant now) {
        Instant oldest = now.minus(KEPT);
        Instant from = filter.from().isAfter(oldest) ? filter.from() : oldest;
        List<Publication> listed = new ArrayList<>();
        for (Entry each : byStart.tailSet(new Entry(new Publication("", 0, from, from, null), -1))) {
            Publication publication = each.publication;
            if (!publication.start().isBefore(filter.to())) {
                break;
            }
            if (publication == current(publication.id(), now)) {
                listed.add(publication);
            }
        }
        return listed;
    }

    /** The version of a call that is listed at {@code now}; null if there is none. */
    synchronized Publication current(String id, Instant now) {
        Publication best = null;
        for (Publication each : byId.getOrDefault(id, List.of())) {
            if (!each.publishedAt().isAfter(now) && (best == null || each.version() >= best.version())) {
                best = each;
            }
        }
        return best;
    }

    private record Entry(Publication publication, long number) {
    }
}
