package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * <p>Of the gaps the newest comes first, but for what would leave the service while the rest is read: a first reading of 30
 * days takes hours where there are many calls, and each of them would be missing at the far end.
 *
 * @see WindowPlanner#add
 */
final class Urgency {

    /** The urgency of what has never been read. */
    static final int GAP = 0;
    /** The far end of it in pieces, each twice as long as the one before it, which leaves sooner: 42 hours in all. */
    private static final int LEAVING = 9;
    /** What has never been read of the last minutes: somebody waits for their alerts. */
    private static final int YOUNG = GAP - LEAVING - 1;
    /** The last of all: hardly anything has changed since. */
    static final int LAST = 20;

    private static final Duration PIECE = Duration.ofMinutes(5);

    private final FirstSight firstSight;
    private final LastRead lastRead;

    Urgency(FirstSight firstSight, LastRead lastRead) {
        this.firstSight = firstSight;
        this.lastRead = lastRead;
    }

    /** The window's parts by urgency, the smallest number first. */
    Map<Integer, Spans> rank(Window window, Instant now) {
        Map<Integer, List<Window>> ranked = new TreeMap<>();
        List<Window> read = new ArrayList<>();
        for (LastRead.Reading reading : lastRead.in(window)) {
            read.add(reading.window());
            for (Window piece : pieces(reading.window(), now)) {
                ranked.computeIfAbsent(urgency(piece, reading.at(), now), u -> new ArrayList<>()).add(piece);
            }
        }
        Map<Integer, Spans> result = gaps(Spans.of(window).minus(Spans.of(read)), now);
        ranked.forEach((urgency, windows) -> result.put(urgency, Spans.of(windows)));
        return result;
    }

    private static Map<Integer, Spans> gaps(Spans gaps, Instant precisely) {
        Map<Integer, Spans> ranked = new TreeMap<>();
        // whole milliseconds, as the ledger keeps them
        Instant now = precisely.truncatedTo(ChronoUnit.MILLIS);
        Window young = new Window(now.minus(Density.SETTLED), Instant.MAX);
        ranked.put(YOUNG, gaps.clip(young));
        Spans left = gaps.minus(young);
        Instant leaves = now.minus(ListRequest.KEPT);
        for (int i = 0; i < LEAVING; i++) {
            Window leaving = new Window(Instant.MIN, leaves.plus(PIECE.multipliedBy((2L << i) - 1)));
            ranked.put(GAP - LEAVING + i, left.clip(leaving));
            left = left.minus(leaving);
        }
        ranked.put(GAP, left);
        ranked.values().removeIf(Spans::isEmpty);
        return ranked;
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
            Duration share = Duration.ofMillis(Duration.between(to, now).toMillis() / 12);
            Duration length = share.compareTo(PIECE) > 0 ? share : PIECE;
            Instant from = to.minus(length).isBefore(window.from()) ? window.from() : to.minus(length);
            pieces.add(new Window(from, to));
            to = from;
        }
        return pieces;
    }
}
