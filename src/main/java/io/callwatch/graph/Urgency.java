package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which order a sweep's window is read: what is likeliest to bring something new for the pages it costs goes first.
 *
 * <p>A gap comes first, since all of it is new; then what has grown most since it was read last, by {@link FirstSight},
 * which is the last minutes before the last hours, and the last hours before the last days. All of the window is in the
 * result, whatever its worth: the order is not a choice. Threads may share it.
 *
 * @see WindowPlanner#add
 */
public final class Urgency {

    /** The urgency of what has never been read. */
    public static final int GAP = 0;
    /** The last of all: hardly anything has changed since. */
    public static final int LAST = 20;

    private static final Duration PIECE = Duration.ofMinutes(5);

    private final FirstSight firstSight;
    private final LastRead lastRead;

    public Urgency(FirstSight firstSight, LastRead lastRead) {
        this.firstSight = firstSight;
        this.lastRead = lastRead;
    }

    /** The window's parts by urgency, the smallest number first. */
    public Map<Integer, Spans> rank(Window window, Instant now) {
        Map<Integer, List<Window>> ranked = new TreeMap<>();
        Spans gaps = Spans.of(window);
        List<Window> read = new ArrayList<>();
        for (LastRead.Reading reading : lastRead.in(window)) {
            read.add(reading.window());
            for (Window piece : pieces(reading.window(), now)) {
                ranked.computeIfAbsent(urgency(piece, reading.at(), now), u -> new ArrayList<>()).add(piece);
            }
        }
        gaps = gaps.minus(Spans.of(read));
        ranked.computeIfAbsent(GAP, u -> new ArrayList<>()).addAll(gaps.windows());
        Map<Integer, Spans> result = new TreeMap<>();
        ranked.forEach((urgency, windows) -> result.put(urgency, Spans.of(windows)));
        return result;
    }

    /** Two steps for each halving of what it is worth. */
    private int urgency(Window piece, Instant readAt, Instant now) {
        Instant middle = piece.from().plus(piece.length().dividedBy(2));
        double worth = firstSight.worth(Duration.between(middle, readAt), Duration.between(middle, now));
        return worth <= 0 ? LAST : (int) Math.min(LAST, 1 + Math.round(-2 * Math.log(worth) / Math.log(2)));
    }

    /** Short where age matters, long where a day more or less does not. */
    private static List<Window> pieces(Window window, Instant now) {
        List<Window> pieces = new ArrayList<>();
        Instant to = window.to();
        while (window.from().isBefore(to)) {
            // whole milliseconds, as the ledger keeps them
            Duration share = Duration.ofMillis(Duration.between(to, now).toMillis() / 12);
            Duration length = share.compareTo(PIECE) > 0 ? share : PIECE;
            Instant from = to.minus(length).isBefore(window.from()) ? window.from() : to.minus(length);
            pieces.add(new Window(from, to));
            to = from;
        }
        return pieces;
    }
}
