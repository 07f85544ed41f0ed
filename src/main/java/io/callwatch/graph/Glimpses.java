package io.callwatch.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What windows that have to be read anew have shown already: the start times on the page that overflowed, and how many
 * more are thought to lie beside them. With these the same stretch is cut far closer to a full page the second time,
 * since hardly anything in it is left to chance. Not for several threads.
 */
final class Glimpses {

    /** @param starts in epoch milliseconds, in order; {@code unseen} lie anywhere between {@code from} and {@code to} */
    record Glimpse(long from, long to, long[] starts, double unseen) {

        private Glimpse clip(long start, long end) {
            long[] kept = Arrays.stream(starts).filter(s -> s >= start && s < end).toArray();
            return new Glimpse(start, end, kept, unseen * (end - start) / Math.max(1, to - from));
        }
    }

    private final TreeMap<Long, Glimpse> byStart = new TreeMap<>();

    /** A page of a window that held more: {@code thought} is how many records the window is thought to hold. */
    void overflowed(Window window, long[] starts, double thought) {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        TreeSet<Long> known = new TreeSet<>();
        Arrays.stream(starts).forEach(known::add);
        double before = 0;
        for (Glimpse old : overlapping(from, to)) {
            before += old.clip(Math.max(from, old.from), Math.min(to, old.to)).unseen;
            for (long s : old.starts) {
                if (s >= from && s < to) {
                    known.add(s);
                }
            }
        }
        long[] sorted = known.stream().mapToLong(Long::longValue).toArray();
        double unseen = Math.max(Math.max(1, 2 * before), thought - sorted.length);
        read(window);
        byStart.put(from, new Glimpse(from, to, sorted, unseen));
    }

    /** The window has been read: nothing of it is needed again. */
    void read(Window window) {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        for (Glimpse old : overlapping(from, to)) {
            byStart.remove(old.from);
            if (old.from < from) {
                byStart.put(old.from, old.clip(old.from, from));
            }
            if (to < old.to) {
                byStart.put(to, old.clip(to, old.to));
            }
        }
    }

    /** The one that holds the last millisecond before {@code at}, or null. */
    Glimpse before(long at) {
        var entry = byStart.lowerEntry(at);
        return entry != null && entry.getValue().to >= at ? entry.getValue() : null;
    }

    /** What of them lies in {@code [from, to)}. */
    List<Glimpse> in(long from, long to) {
        return overlapping(from, to).stream().map(g -> g.clip(Math.max(from, g.from), Math.min(to, g.to))).toList();
    }

    /** Where the nearest one that ends before {@code at} ends; {@link Long#MIN_VALUE} if there is none. */
    long endBefore(long at) {
        var entry = byStart.lowerEntry(at);
        return entry == null ? Long.MIN_VALUE : entry.getValue().to;
    }

    private List<Glimpse> overlapping(long from, long to) {
        List<Glimpse> found = new ArrayList<>();
        for (var entry = byStart.lowerEntry(to); entry != null && entry.getValue().to > from;
                entry = byStart.lowerEntry(entry.getKey())) {
            found.add(entry.getValue());
        }
        return found;
    }
}
