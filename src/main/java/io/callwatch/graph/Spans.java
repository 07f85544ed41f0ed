package io.callwatch.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of instants as windows in order that neither touch nor overlap. Immutable. */
public record Spans(List<Window> windows) {
    public static final Spans NONE = new Spans(List.of());

    public Spans {
        windows = List.copyOf(windows);
    }

    /** The union of windows in any order, overlapping or not. */
    public static Spans of(Collection<Window> windows) {
        List<Window> merged = new ArrayList<>();
        windows.stream().filter(w -> !w.isEmpty()).sorted(Comparator.comparing(Window::from)).forEach(window -> {
            Window last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || last.to().isBefore(window.from())) {
                merged.add(window);
            } else if (last.to().isBefore(window.to())) {
                merged.set(merged.size() - 1, new Window(last.from(), window.to()));
            }
        });
        return new Spans(merged);
    }

    public Spans plus(Collection<Window> more) {
        List<Window> all = new ArrayList<>(windows);
        all.addAll(more);
        return of(all);
    }

    public Spans minus(Collection<Window> others) {
        List<Window> left = windows;
        for (Window other : others) {
            List<Window> next = new ArrayList<>();
            for (Window window : left) {
                cut(window, other, next);
            }
            left = next;
        }
        return new Spans(left);
    }

    public boolean isEmpty() {
        return windows.isEmpty();
    }

    private static void cut(Window window, Window other, List<Window> left) {
        if (other.isEmpty() || !other.from().isBefore(window.to()) || !window.from().isBefore(other.to())) {
            left.add(window);
            return;
        }
        if (window.from().isBefore(other.from())) {
            left.add(new Window(window.from(), other.from()));
        }
        if (other.to().isBefore(window.to())) {
            left.add(new Window(other.to(), window.to()));
        }
    }
}
