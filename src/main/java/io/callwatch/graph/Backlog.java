package io.callwatch.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What is to be read, by urgency: the smallest number first, the newest first within it.
 *
 * <p>An instant that is wanted twice is held twice, but read once: taking a window takes it from every urgency. Wanted
 * again while it is being read, it is read again, since the answer may be older than the wish. Not for several threads.
 */
final class Backlog {

    private final TreeMap<Integer, Spans> wanted = new TreeMap<>();

    void add(int urgency, Spans spans) {
        if (!spans.isEmpty()) {
            wanted.merge(urgency, spans, Spans::plus);
        }
    }

    /** The windows of the most urgent work, newest first; empty when there is no work. */
    List<Window> mostUrgent() {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Window> windows = new ArrayList<>(wanted.firstEntry().getValue().windows());
        java.util.Collections.reverse(windows);
        return windows;
    }

    int urgency() {
        return wanted.firstKey();
    }

    /** The window and what is wanted right below it, however urgent: a page that has room left may as well be full. */
    Window below(Window window) {
        return all().windows().stream().filter(w -> w.contains(window)).findFirst()
                .map(w -> new Window(w.from(), window.to())).orElse(window);
    }

    void take(Window window) {
        wanted.replaceAll((urgency, spans) -> spans.minus(window));
        wanted.values().removeIf(Spans::isEmpty);
    }

    Spans all() {
        return wanted.values().stream().reduce(Spans.none(), Spans::plus);
    }
}
