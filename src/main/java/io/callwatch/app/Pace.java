package io.callwatch.app;

import io.callwatch.config.PaceSettings;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Waiting;
import io.callwatch.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what of a destination's waiting deliveries goes now, and what of it together: the right number of messages at the
 * right time. It only ever holds; nothing is dropped. Immutable; shared by threads.
 */
final class Pace {
    /** A pass that lasts longer than this does not hold a digest back. */
    private static final Duration LONGEST_PASS = Duration.ofMinutes(15);

    /**
     * What goes next.
     *
     * @param seqs for {@link Notice.Why#ONE} each goes alone, in this order; else all are one message
     * @param repeats whether an earlier attempt has begun it
     * @param held whether the hourly limit holds something back
     */
    record Plan(Notice.Why why, List<Long> seqs, boolean repeats, boolean held) {
        static Plan nothing(boolean held) {
            return new Plan(Notice.Why.ONE, List.of(), false, held);
        }
    }

    /**
     * The moment at which is decided.
     *
     * @param now the run's present
     * @param flush whether this is the only attempt: a digest does not wait for its span to end
     * @param passBegan when the oldest pass under way began; null when none is
     * @param sent how many messages were sent in the last hour
     * @param begun how many were begun and are still to be taken
     * @param lastBegun when the last one was begun
     * @param held whether the hourly limit has held something back
     */
    record Moment(Instant now, boolean flush, Instant passBegan, long sent, long begun, Instant lastBegun, boolean held) {
    }

    private final PaceSettings settings;
    private final Severity breaking;

    Pace(PaceSettings settings) {
        this.settings = settings;
        this.breaking = settings.quietExcept() == null ? null : Severity.of(settings.quietExcept());
    }

    /** Whether each event goes at once and alone, so that there is nothing to decide. */
    boolean isPlain() {
        return settings.isPlain();
    }

    boolean isLimited() {
        return settings.maxPerHour() != null;
    }

    boolean isQuiet(Instant now) {
        return settings.quiet() != null && settings.quiet().contains(now);
    }

    /** The severities that go at this time; null where all do. */
    List<Severity> passing(Instant now) {
        return isQuiet(now) ? Stream.of(Severity.values()).filter(this::breaksThrough).toList() : null;
    }

    /** @param digests whether the destination takes several events as one message */
    Plan next(List<Waiting> waiting, Moment at, boolean digests) {
        boolean quiet = isQuiet(at.now());
        Set<Batch> resting = waiting.stream().filter(w -> quiet && w.batch() != null && !breaksThrough(w)).map(Waiting::batch)
                .collect(Collectors.toSet()); // a digest goes again as it was, or waits
        List<Waiting> begun = waiting.stream().filter(w -> w.batch() != null).filter(w -> w.batch().isByHand()
                || isRoomToRepeat(at) && !resting.contains(w.batch())).toList();
        Plan again = begun.isEmpty() ? Plan.nothing(at.held()) : again(begun, at, digests);
        if (!again.seqs().isEmpty()) { // none, where all of them follow what quiet hours hold
            return again;
        }
        List<Waiting> fresh = inOrder(waiting, w -> w.batch() == null && (!quiet || breaksThrough(w)));
        if (fresh.isEmpty()) {
            return Plan.nothing(quiet && at.held());
        }
        return digests ? fresh(fresh, at) : new Plan(Notice.Why.ONE, alone(fresh, Integer.MAX_VALUE), false, false);
    }

    /**
     * What is to go by hand; else the oldest digest as it was; or what goes message by message, as many as there is room for, and
     * the events of a digest too where the destination was given another type since.
     */
    private Plan again(List<Waiting> begun, Moment at, boolean digests) {
        Batch batch = begun.stream().filter(w -> w.batch().isByHand() && !w.follows()).findFirst().orElse(begun.get(0)).batch();
        if (digests && batch.isDigest()) {
            return new Plan(why(batch), seqs(inOrder(begun, w -> batch.equals(w.batch())).stream()), true, at.held());
        }
        long room = isLimited() ? Math.max(1, settings.maxPerHour() - at.sent()) : Long.MAX_VALUE;
        return new Plan(Notice.Why.ONE, alone(begun.stream().filter(w -> !digests || !w.batch().isDigest()).toList(), room), true, at.held());
    }

    private boolean isRoomToRepeat(Moment at) {
        return !isLimited() || at.sent() < settings.maxPerHour();
    }

    private Plan fresh(List<Waiting> waiting, Moment at) {
        long room = isLimited() ? settings.maxPerHour() - at.sent() - at.begun() : Integer.MAX_VALUE;
        // what is begun and not taken, for a mailbox that is full, leaves room for one message an hour to whoever can be reached
        boolean oneMore = room <= 0 && isRoomToRepeat(at) && at.lastBegun().plus(Queue.HOUR).isBefore(at.now());
        if (room <= 0 && !oneMore) {
            return Plan.nothing(true);
        }
        List<Waiting> old = inOrder(waiting, w -> settings.maxAge() != null && w.happened().isBefore(at.now().minus(settings.maxAge())));
        if (!old.isEmpty()) {
            return together(Notice.Why.CATCH_UP, seqs(old.stream()), at.held() && old.size() < waiting.size());
        }
        List<Waiting> rested = rested(waiting);
        if (!rested.isEmpty()) {
            return together(Notice.Why.QUIET_HOURS, seqs(rested.stream()), at.held() && rested.size() < waiting.size());
        }
        if (waiting.size() > 1 && (at.held() || oneMore)) {
            return together(Notice.Why.OVER_LIMIT, seqs(waiting.stream()), false);
        }
        return settings.group().equals("each") || oneMore ? new Plan(Notice.Why.ONE, alone(waiting, Math.max(room, 1)), false, false)
                : grouped(inOrder(waiting, w -> isComplete(w, at)), at);
    }

    /** What quiet hours have held, and what waited already when they began. */
    private List<Waiting> rested(List<Waiting> waiting) {
        Optional<Instant> last = waiting.stream().filter(w -> !breaksThrough(w)).map(Waiting::queued).filter(this::isQuiet)
                .max(Comparator.naturalOrder());
        return last.isEmpty() ? List.of() : inOrder(waiting, w -> !breaksThrough(w) && !w.queued().isAfter(last.get()));
    }

    private Plan grouped(List<Waiting> ready, Moment at) {
        if (ready.isEmpty() || settings.span() != null && !at.flush() && !isOver(ready, at.now())) {
            return Plan.nothing(false);
        }
        List<Long> group = seqs(ready.stream().filter(w -> !settings.byRule() || Objects.equals(w.rule(), ready.get(0).rule())));
        return group.size() == 1 ? new Plan(Notice.Why.ONE, group, false, false) : together(Notice.Why.GROUPED, group, false);
    }

    /** Whether the span since the first of them is over; a clock that was ahead then would hold it for as much longer. */
    private boolean isOver(List<Waiting> ready, Instant now) {
        Instant first = ready.stream().map(Waiting::queued).min(Comparator.naturalOrder()).orElseThrow();
        return first.isAfter(now) || !first.plus(settings.span()).isAfter(now);
    }

    /** Whether the sweep that found it is over. */
    private boolean isComplete(Waiting waiting, Moment at) {
        return settings.span() != null || at.passBegan() == null || waiting.queued().isBefore(at.passBegan())
                || waiting.queued().isBefore(at.now().minus(LONGEST_PASS));
    }

    private boolean breaksThrough(Waiting waiting) {
        return breaksThrough(waiting.severity());
    }

    private boolean breaksThrough(Severity severity) {
        return breaking != null && severity.compareTo(breaking) >= 0;
    }

    /** Of what waits, oldest event first, what is chosen: but nothing of an alert of which an earlier event is not. */
    private static List<Waiting> inOrder(List<Waiting> waiting, Predicate<Waiting> chosen) {
        Set<String> left = new HashSet<>();
        List<Waiting> first = new ArrayList<>();
        for (Waiting each : waiting) {
            if (!left.contains(each.firstId()) && chosen.test(each)) {
                first.add(each);
            } else {
                left.add(each.firstId());
            }
        }
        return first;
    }

    private static Plan together(Notice.Why why, List<Long> seqs, boolean held) {
        return new Plan(why, seqs, false, held);
    }

    /** A later event of an alert goes when the earlier one has been taken. */
    private static List<Long> alone(List<Waiting> waiting, long most) {
        return waiting.stream().filter(w -> !w.follows()).limit(most).map(Waiting::seq).toList();
    }

    private static List<Long> seqs(Stream<Waiting> waiting) {
        return waiting.map(Waiting::seq).toList();
    }

    private static Notice.Why why(Batch digest) {
        return Stream.of(Notice.Why.values()).filter(why -> why.word().equals(digest.why())).findFirst().orElseThrow();
    }
}
