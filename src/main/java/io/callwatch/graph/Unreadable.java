package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Windows that failed, for as long as they are not read. Each is read apart from what is around it and in two halves, so that what
 * keeps failing narrows, pass by pass, to a minute or two, and hides nothing else.
 *
 * <p>Where the service as a whole fails, halves would tell nothing and only grow in number: see {@link #join}. Threads may share
 * it; {@link #toText()} is for keeping.
 */
public final class Unreadable {

    /** No half is shorter. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** No two overlap; they may touch. */
    private List<Window> windows = List.of();

    /** What {@link #toText()} wrote; refuses anything else with a {@link RuntimeException}. */
    public static Unreadable parse(String text) {
        Unreadable unreadable = new Unreadable();
        unreadable.windows = text.lines().map(line -> line.split(" "))
                .map(ends -> new Window(Instant.parse(ends[0]), Instant.parse(ends[1]))).toList();
        return unreadable;
    }

    public synchronized String toText() {
        return windows.stream().map(window -> window.from() + " " + window.to()).collect(Collectors.joining("\n"));
    }

    /** What was known of it by wider or by narrower windows stays apart. */
    public synchronized void failed(Window window) {
        List<Window> parts = new ArrayList<>(Spans.of(windows).missingIn(window).windows());
        for (Window known : windows) {
            known.overlap(window).ifPresent(parts::add);
            parts.addAll(known.minus(window));
        }
        windows = parts;
    }

    /** It was read, or has left the service. */
    public synchronized void remove(Window window) {
        windows = windows.stream().flatMap(known -> known.minus(window).stream()).toList();
    }

    /** Nothing at all could be read: what failed side by side is one window again. */
    public synchronized void join() {
        windows = Spans.of(windows).windows();
    }

    /** Where no window is to reach across. */
    synchronized NavigableSet<Instant> edges() {
        NavigableSet<Instant> edges = new TreeSet<>();
        for (Window window : windows) {
            edges.add(window.from());
            edges.add(window.to());
            if (hasHalves(window)) {
                edges.add(window.split().get(0).to());
            }
        }
        return edges;
    }

    /** What is not narrowed any further. */
    synchronized Spans narrowest() {
        return Spans.of(windows.stream().filter(window -> !hasHalves(window)).toList());
    }

    private static boolean hasHalves(Window window) {
        return window.length().compareTo(SHORTEST.multipliedBy(2)) >= 0;
    }
}
