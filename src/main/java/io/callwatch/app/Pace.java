package io.callwatch.app;

import io.callwatch.config.PaceSettings;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Waiting;
import io.callwatch.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decides what of a destination's waiting deliveries goes now, and what of it together: the right number of messages at the
 * right time. It only ever holds; nothing is dropped. Immutable; shared by threads.
 */
final class Pace {
    static final Duration HOUR = Duration.ofHours(1);
    /** A pass that lasts longer than this does not hold a digest back. */
    private static final Duration LONGEST_PASS = Duration.ofMinutes(15);

    /**
     * What goes next.
     *
     * @param seqs for {@link Notice.Why#ONE} each goes alone, in this order; else all are one message
     * @param batch the message that an earlier attempt has begun; null for a new one
     * @param held whether the hourly limit holds something back
     */
    record Plan(Notice.Why why, List<Long> seqs, String batch, boolean held) {
        static Plan nothing(boolean held) {
            return new Plan(Notice.Why.ONE, List.of(), null, held);
        }
    }

    /**
     * The moment at which is decided.
     *
     * @param now the run's present
     * @param flush whether this is the only attempt: a digest does not wait for its span to end
     * @param passBegan when the oldest pass under way began; null when none is
     * @param sent how many messages were sent in the last hour, or were begun and are still to be taken
     * @param held whether the hourly limit has held something back
     */
    record Moment(Instant now, boolean flush, Instant passBegan, long sent, boolean held) {
    }

    /** What somebody wants sent now. */
    private static final String BY_HAND = "now:";
    private static final String ALONE = Notice.Why.ONE.word() + ":";

    private final PaceSettings settings;
    private final Severity breaking;

    Pace(PaceSettings settings) {
        this.settings = settings;
        this.breaking = settings.quietExcept() == null ? null : Severity.valueOf(settings.quietExcept().toUpperCase(Locale.ROOT));
    }

    /** Whether each event goes at once and alone, so that there is nothing to decide. */
    boolean isPlain() {
        return settings.isPlain();
    }

    boolean isLimited() {
        return settings.maxPerHour() != null;
    }

    /** @param digests whether the destination takes several events as one message */
    Plan next(List<Waiting> waiting, Moment at, boolean digests) {
        boolean quiet = settings.quiet() != null && settings.quiet().contains(at.now());
        String begun = waiting.stream().filter(w -> w.batch() != null).filter(w -> !quiet || w.batch().startsWith(BY_HAND)
                || w.batch().startsWith(ALONE) && breaksThrough(w)).map(Waiting::batch).findFirst().orElse(null);
        if (begun != null) {
            return new Plan(why(begun), seqs(waiting.stream().filter(w -> begun.equals(w.batch()))), begun, at.held());
        }
        if (quiet) {
            return fresh(waiting.stream().filter(w -> w.batch() == null && breaksThrough(w)).toList(), at, digests);
        }
        List<Long> held = seqs(waiting.stream().filter(w -> settings.quiet() != null && settings.quiet().contains(w.queued())
                && !breaksThrough(w)));
        return digests && !held.isEmpty() ? together(Notice.Why.QUIET_HOURS, held, at.held()) : fresh(waiting, at, digests);
    }

    private Plan fresh(List<Waiting> waiting, Moment at, boolean digests) {
        if (!digests) {
            return new Plan(Notice.Why.ONE, alone(waiting, Integer.MAX_VALUE), null, false);
        }
        List<Long> old = seqs(waiting.stream().filter(w -> settings.maxAge() != null
                && w.happened().isBefore(at.now().minus(settings.maxAge()))));
        if (!old.isEmpty()) {
            return together(Notice.Why.CATCH_UP, old, at.held());
        }
        int room = isLimited() ? (int) (settings.maxPerHour() - at.sent()) : Integer.MAX_VALUE;
        if (room <= 0) {
            return Plan.nothing(at.held() || !waiting.isEmpty());
        }
        if (at.held() && !waiting.isEmpty()) {
            return together(Notice.Why.OVER_LIMIT, seqs(waiting.stream()), false);
        }
        return settings.group().equals("each") ? new Plan(Notice.Why.ONE, alone(waiting, room), null, false)
                : grouped(waiting.stream().filter(w -> isComplete(w, at)).toList(), at);
    }

    private Plan grouped(List<Waiting> ready, Moment at) {
        if (ready.isEmpty() || settings.span() != null && !at.flush()
                && ready.stream().map(Waiting::queued).min(Comparator.naturalOrder()).orElseThrow().plus(settings.span()).isAfter(at.now())) {
            return Plan.nothing(false);
        }
        List<Long> group = seqs(ready.stream().filter(w -> !settings.byRule() || Objects.equals(w.rule(), ready.get(0).rule())));
        return group.size() == 1 ? new Plan(Notice.Why.ONE, group, null, false) : together(Notice.Why.GROUPED, group, false);
    }

    /** Whether the sweep that found it is over. */
    private boolean isComplete(Waiting waiting, Moment at) {
        return settings.span() != null || at.passBegan() == null || waiting.queued().isBefore(at.passBegan())
                || waiting.queued().isBefore(at.now().minus(LONGEST_PASS));
    }

    private boolean breaksThrough(Waiting waiting) {
        return breaking != null && waiting.severity().compareTo(breaking) >= 0;
    }

    private static Plan together(Notice.Why why, List<Long> seqs, boolean held) {
        return new Plan(why, seqs, null, held);
    }

    /** A later event of an alert goes when the earlier one has been taken. */
    private static List<Long> alone(List<Waiting> waiting, int most) {
        return waiting.stream().filter(w -> !w.follows()).limit(most).map(Waiting::seq).toList();
    }

    private static List<Long> seqs(Stream<Waiting> waiting) {
        return waiting.map(Waiting::seq).toList();
    }

    /** The name of the message that is made of these. */
    static String batch(Notice.Why why, long first) {
        return why.word() + ":" + first;
    }

    /** The place of its first event. */
    static long first(String batch) {
        return Long.parseLong(batch.substring(batch.indexOf(':') + 1));
    }

    /** Whether a message of this name is more than its one event. */
    static boolean isDigest(String batch) {
        return why(batch) != Notice.Why.ONE;
    }

    private static Notice.Why why(String batch) {
        return Stream.of(Notice.Why.values()).filter(w -> batch.startsWith(w.word() + ":")).findFirst().orElse(Notice.Why.ONE);
    }
}
