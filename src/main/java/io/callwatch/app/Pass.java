package io.callwatch.app;

import io.callwatch.graph.GraphException;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Window;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One pass over what one or more sweeps have to read: its windows, its readers and what came of it. Threads may share it.
 */
public final class Pass {
    private final List<String> sweeps;
    private final Instant began;
    private final ListRequest request;
    private final BooleanSupplier stopping;
    private final Deque<Window> windows;
    private final int planned;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Window> unread = new ArrayList<>();
    private GraphException refusal;
    private Onlooker onlooker;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong matches = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    /** @param sweeps the sweeps whose coverage it serves; none for a backfill */
    Pass(List<String> sweeps, Instant began, ListRequest request, List<Window> windows, int readers, BooleanSupplier stopping) {
        this.sweeps = List.copyOf(sweeps);
        this.began = began;
        this.request = request;
        this.windows = new ArrayDeque<>(windows);
        this.planned = windows.size();
        this.stopping = stopping;
        for (int i = 0; i < Math.max(1, readers); i++) {
            readings.add(new Reading(this));
        }
    }

    /** @param looking null for nobody, before the first page */
    void onlooker(Onlooker looking) {
        onlooker = looking;
    }

    Optional<Onlooker> onlooker() {
        return Optional.ofNullable(onlooker);
    }

    synchronized Optional<Window> takeWindow() {
        return stopping.getAsBoolean() ? Optional.empty() : Optional.ofNullable(windows.poll());
    }

    synchronized void unread(Window window) {
        unread.add(window);
    }

    /** The windows that failed, and those that were not begun. */
    public synchronized List<Window> unread() {
        List<Window> all = new ArrayList<>(unread);
        all.addAll(windows);
        return all;
    }

    /** Begins no further window: the reason that one failed for would fail them all. */
    synchronized void giveUp(GraphException why) {
        refusal = why;
        unread.addAll(windows);
        windows.clear();
    }

    /** Why the service let nobody read; empty where it did. */
    synchronized Optional<GraphException> refusal() {
        return Optional.ofNullable(refusal);
    }

    void covered() {
        read.incrementAndGet();
    }

    void judged(int morePages, int more, int unreadableOnes, int matched) {
        pages.addAndGet(morePages);
        records.addAndGet(more);
        unreadable.addAndGet(unreadableOnes);
        matches.addAndGet(matched);
    }

    boolean isStopping() {
        return stopping.getAsBoolean();
    }

    public List<Reading> getReadings() {
        return readings;
    }

    public int planned() {
        return planned;
    }

    public long pages() {
        return pages.get();
    }

    public long records() {
        return records.get();
    }

    public long matches() {
        return matches.get();
    }

    List<String> sweeps() {
        return sweeps;
    }

    Instant began() {
        return began;
    }

    ListRequest request() {
        return request;
    }

    /** {@code 12 of 30 windows, 214 pages, 12840 records, 17 matches}. */
    String progress() {
        return read.get() + " of " + planned + (planned == 1 ? " window, " : " windows, ") + count(pages.get(), "page") + ", "
                + count(records.get(), "record") + ", " + (matches.get() == 1 ? "1 match" : matches.get() + " matches")
                + (unreadable.get() == 0 ? "" : ", " + unreadable.get() + " set aside");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
