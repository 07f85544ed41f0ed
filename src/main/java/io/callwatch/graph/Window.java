package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A half-open range of {@code startDateTime}, {@code [from, to)}, UTC: what one list request asks for.
 *
 * <p>It may be empty ({@code from} equal to {@code to}); a reversed one is refused with an
 * {@link IllegalArgumentException}. Immutable.
 *
 * @see Spans
 */
public record Window(Instant from, Instant to) {

    public Window {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window that ends (" + to + ") before it begins (" + from + ")");
        }
    }

    /** The window of this length that ends, without it, at {@code to}. */
    public static Window before(Instant to, Duration length) {
        return new Window(to.minus(length), to);
    }

    public boolean isEmpty() {
        return from.equals(to);
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** Whether every instant of the other one is in this one; an empty window is in any. */
    public boolean contains(Window other) {
        return other.isEmpty() || !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** The instants that both have; empty where there is none. */
    public Optional<Window> overlap(Window other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return start.isBefore(end) ? Optional.of(new Window(start, end)) : Optional.empty();
    }

    /** What of this one is not in the other: none, one or two windows, none of them empty. */
    public List<Window> minus(Window other) {
        return Spans.of(this).minus(other).windows();
    }

    /** So many epoch milliseconds at even distances within it. */
    long[] evenly(int count) {
        return LongStream.range(0, count).map(i -> from.toEpochMilli() + length().toMillis() * (2 * i + 1) / (2L * count)).toArray();
    }

    /** Whether {@link #split()} has two parts to give: no cut is finer than a millisecond. */
    boolean canSplit() {
        return length().compareTo(Duration.ofMillis(2)) >= 0;
    }

    /** Two windows of about the same length, the earlier first, cut at a whole millisecond. */
    List<Window> split() {
        if (!canSplit()) {
            throw new IllegalArgumentException("too short to split: " + this);
        }
        Instant cut = from.plus(length().dividedBy(2)).truncatedTo(ChronoUnit.MILLIS);
        return List.of(new Window(from, cut), new Window(cut, to));
    }

    // what the JDK makes of a record for these two, at the first use of each, delays a start's first request

    @Override
    public boolean equals(Object other) {
        return other instanceof Window window && from.equals(window.from) && to.equals(window.to);
    }

    @Override
    public int hashCode() {
        return 31 * from.hashCode() + to.hashCode();
    }

    /** As a log or a message shows it: {@code [from, to)}. */
    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
