package io.callwatch.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * When several matching calls of one group make one alert: the same calls give the same bursts, in whatever order they came.
 *
 * <p>By start time, {@code count} calls in a row whose first and last start lie {@code within} of each other, inclusive,
 * make a burst; it goes on as long as each {@code count} of them in a row do. So two bursts may share calls: where one
 * ends and another begins, no {@code count} calls in a row across the border lie within the span. Immutable; shared by
 * threads.
 *
 * @param count how many calls make a burst; a rule has at least 2
 * @param within the span, inclusive; above zero
 */
public record Burst(int count, Duration within) {
    /** The bursts by their first call, each with its calls by start. Takes the time of sorting. */
    public List<List<BurstCall>> among(Collection<BurstCall> calls) {
        List<BurstCall> sorted = newestVersions(calls);
        List<List<BurstCall>> bursts = new ArrayList<>();
        int first = -1;
        for (int i = 0; i + count <= sorted.size() + 1; i++) {
            boolean together = i + count <= sorted.size() && liesWithin(sorted.get(i), sorted.get(i + count - 1));
            if (together && first < 0) {
                first = i;
            } else if (!together && first >= 0) {
                bursts.add(List.copyOf(sorted.subList(first, i - 1 + count)));
                first = -1;
            }
        }
        return bursts;
    }

    /** @return of each {@code count} in a row of a burst's starts the longest time from the first of them to the last */
    Duration widest(List<Instant> starts) {
        return IntStream.rangeClosed(0, starts.size() - count).mapToObj(i -> Duration.between(starts.get(i), starts.get(i + count - 1)))
                .max(Comparator.naturalOrder()).orElseThrow();
    }

    private boolean liesWithin(BurstCall first, BurstCall last) {
        return Duration.between(first.startDateTime(), last.startDateTime()).compareTo(within) <= 0;
    }

    private static List<BurstCall> newestVersions(Collection<BurstCall> calls) {
        Map<String, BurstCall> newest = new HashMap<>();
        for (BurstCall call : calls) {
            newest.merge(call.id(), call, (a, b) -> b.version() > a.version() ? b : a);
        }
        return newest.values().stream().sorted().toList();
    }
}
