package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When each stretch of {@code startDateTime} was read last, for 31 days. What was never read is not in it, and neither is
 * what lay ahead when it was read. Threads may share it.
 */
public final class LastRead {

    private static final Duration KEPT = Duration.ofDays(31);

    /** @param at when the first page was asked for */
    public record Reading(Window window, Instant at) {
    }

    private final TreeMap<Instant, Reading> byStart = new TreeMap<>();

    public synchronized void read(Window asked, Instant at) {
        if (asked.isEmpty() || !asked.from().isBefore(at)) {
            return;
        }
        Window window = asked.to().isAfter(at) ? new Window(asked.from(), at) : asked;
        for (Reading old : overlapping(window)) {
            byStart.remove(old.window.from());
            old.window.minus(window).forEach(rest -> byStart.put(rest.from(), new Reading(rest, old.at)));
        }
        byStart.put(window.from(), new Reading(window, at));
        while (!byStart.isEmpty() && byStart.firstEntry().getValue().window.to().isBefore(at.minus(KEPT))) {
            byStart.pollFirstEntry();
        }
    }

    /** The readings of what lies in the window, in order of time; gaps are left out. */
    synchronized List<Reading> in(Window window) {
        List<Reading> parts = new ArrayList<>();
        for (Reading reading : overlapping(window)) {
            reading.window.overlap(window).ifPresent(part -> parts.add(new Reading(part, reading.at)));
        }
        return parts;
    }

    /** When the calls that began then were asked for last; empty if never. */
    public synchronized Optional<Instant> at(Instant startDateTime) {
        return upTo(startDateTime).filter(reading -> reading.window.contains(startDateTime)).map(Reading::at);
    }

    /** The reading that holds that moment, or else the one of the last stretch before it. */
    synchronized Optional<Reading> upTo(Instant moment) {
        return Optional.ofNullable(byStart.floorEntry(moment)).map(Map.Entry::getValue);
    }

    private List<Reading> overlapping(Window window) {
        Map.Entry<Instant, Reading> first = byStart.floorEntry(window.from());
        Instant from = first == null ? window.from() : first.getKey();
        return byStart.subMap(from, window.to()).values().stream()
                .filter(r -> r.window.overlap(window).isPresent()).toList();
    }
}
