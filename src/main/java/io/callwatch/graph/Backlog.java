package io.callwatch.graph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * What is to be read, by urgency: the smallest number first, the newest first within it.
 *
 * <p>An instant that is wanted twice is held twice, but read once: taking a window takes it from every urgency. Wanted
 * again while it is being read, it is read again, since the answer may be older than the wish. No window of it reaches across an
 * edge. Not for several threads.
 */
final class Backlog {

    private final TreeMap<Integer, Spans> wanted = new TreeMap<>();
    private final NavigableSet<Instant> edges;

    Backlog(NavigableSet<Instant> edges) {
        this.edges = edges;
    }

    void add(int urgency, Spans spans) {
        wanted.merge(urgency, spans, Spans::plus);
    }

    /** The windows of the most urgent work that is not being read already, newest first; empty when there is none. */
    List<Window> mostUrgent(Spans reading) {
        for (Spans spans : wanted.values()) {
            List<Window> windows = windows(spans.minus(reading));
            if (!windows.isEmpty()) {
                Collections.reverse(windows);
                return windows;
            }
        }
        return List.of();
    }

    /** The greatest urgency with which any of the window is wanted. */
    int urgency(Window window) {
        return wanted.entrySet().stream()
                .filter(e -> e.getValue().windows().stream().anyMatch(w -> w.overlap(window).isPresent()))
                .findFirst().orElseThrow().getKey();
    }

    /** The window and what is wanted right below it, however urgent: a page that has room left may as well be full. */
    Window below(Window window, Spans reading) {
        return windows(all().minus(reading)).stream().filter(w -> w.contains(window)).findFirst()
                .map(w -> new Window(w.from(), window.to())).orElse(window);
    }

    private List<Window> windows(Spans spans) {
        List<Window> windows = new ArrayList<>();
        for (Window window : spans.windows()) {
            Instant from = window.from();
            for (Instant edge : edges.subSet(from, false, window.to(), false)) {
                windows.add(new Window(from, edge));
                from = edge;
            }
            windows.add(new Window(from, window.to()));
        }
        return windows;
    }

    void take(Window window) {
        wanted.replaceAll((urgency, spans) -> spans.minus(window));
    }

    Spans all() {
        return wanted.values().stream().reduce(Spans.none(), Spans::plus);
    }
}
