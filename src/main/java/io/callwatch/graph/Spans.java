package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of instants, held as windows: what is covered, what is still to be read.
 *
 * <p>The windows are in order of time; none is empty, and no two touch or overlap, so that equal sets are equal values.
 * Every operation gives a new value and takes time linear in the number of windows (but the first sort). Immutable.
 */
public final class Spans {

    private static final Spans NONE = new Spans(List.of());

    private final List<Window> windows;

    private Spans(List<Window> normalised) {
        this.windows = List.copyOf(normalised);
    }

    public static Spans none() {
        return NONE;
    }

    public static Spans of(Window... windows) {
        return of(List.of(windows));
    }

    /** The instants that are in any of these windows, which may overlap and come in any order. */
    public static Spans of(Collection<Window> windows) {
        List<Window> merged = new ArrayList<>();
        windows.stream().filter(w -> !w.isEmpty()).sorted(Comparator.comparing(Window::from)).forEach(w -> {
            int last = merged.size() - 1;
            if (last >= 0 && !merged.get(last).to().isBefore(w.from())) {
                Window before = merged.get(last);
                merged.set(last, before.to().isBefore(w.to()) ? new Window(before.from(), w.to()) : before);
            } else {
                merged.add(w);
            }
        });
        return merged.isEmpty() ? NONE : new Spans(merged);
    }

    public Spans plus(Window window) {
        return plus(of(window));
    }

    public Spans plus(Spans others) {
        List<Window> all = new ArrayList<>(windows);
        all.addAll(others.windows);
        return of(all);
    }

    public Spans minus(Window window) {
        return minus(of(window));
    }

    public Spans minus(Spans others) {
        List<Window> rest = new ArrayList<>();
        int next = 0;
        for (Window window : windows) {
            Instant open = window.from();
            while (next < others.windows.size() && !others.windows.get(next).to().isAfter(open)) {
                next++;
            }
            for (int i = next; i < others.windows.size() && others.windows.get(i).from().isBefore(window.to()); i++) {
                Window gone = others.windows.get(i);
                if (open.isBefore(gone.from())) {
                    rest.add(new Window(open, gone.from()));
                }
                open = gone.to();
            }
            if (open.isBefore(window.to())) {
                rest.add(new Window(open, window.to()));
            }
        }
        return rest.isEmpty() ? NONE : new Spans(rest);
    }

    /** What of it lies within the window. */
    public Spans clip(Window window) {
        List<Window> parts = new ArrayList<>();
        windows.forEach(w -> w.overlap(window).ifPresent(parts::add));
        return parts.isEmpty() ? NONE : new Spans(parts);
    }

    /** What of the window is not in it: the gaps, where this is what is covered. */
    public Spans missingIn(Window window) {
        return of(window).minus(this);
    }

    public boolean contains(Instant instant) {
        return windows.stream().anyMatch(w -> w.contains(instant));
    }

    /** Whether every instant of the window is in it; an empty window always is. */
    public boolean contains(Window window) {
        return window.isEmpty() || windows.stream().anyMatch(w -> w.contains(window));
    }

    public boolean isEmpty() {
        return windows.isEmpty();
    }

    /** The windows, in order of time. */
    public List<Window> windows() {
        return windows;
    }

    /** How much time it holds, the gaps left out. */
    public Duration length() {
        return windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spans spans && windows.equals(spans.windows);
    }

    @Override
    public int hashCode() {
        return windows.hashCode();
    }

    @Override
    public String toString() {
        return windows.toString();
    }
}
