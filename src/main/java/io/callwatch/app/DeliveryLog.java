package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.config.Durations;
import io.callwatch.text.HowMany;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says of a destination's deliveries that fail. A mail server that is down fails all that is due for it, again and
 * again: the first attempt has a line, and those that fail alike after it one together, now and then. What became of each is in
 * the ledger. For one thread at a time, but that what is left may be said by another.
 */
final class DeliveryLog {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
    /** How long what fails alike is gathered. */
    private static final Duration ALIKE_APART = Duration.ofMinutes(10);
    private static final Duration UNNOTED_APART = Duration.ofMinutes(1);
    /** What takes one and refuses the next would have two lines for each. */
    private static final Duration OVER_AFTER = Duration.ofMinutes(1);

    private final String destination;
    private final InstantSource clock;
    private final boolean once;
    private final Map<Kind, Alike> last = new ConcurrentHashMap<>();
    /** That what became of a delivery could not be noted. */
    private final Seldom unnoted = new Seldom(UNNOTED_APART);

    /** What fails alike: among it are always some that are not tried again, where a destination has been down for long. */
    private record Kind(String reason, boolean dead) {
    }

    /** @param over whether anything was taken since */
    private record Alike(int more, Instant said, boolean over) {
    }

    DeliveryLog(String destination, Run run) {
        this.destination = destination;
        this.clock = run.realClock();
        this.once = run.once();
    }

    /** One line at most, however many events the message had. @param dead how many of them are not tried again */
    void failed(Dispatch dispatch, DeliveryFailure failure, Duration wait, int dead) {
        Event opening = dispatch.deliveries().get(0).event();
        if (once && opening.type() == EventType.TEST) {
            return; // its ledger is thrown away, so nothing follows; the command says what came of it
        }
        if (failure.closes() && dead == dispatch.deliveries().size()) {
            LOG.error("destination {} is stopped: {}; 'deliveries retry --all' starts it again", destination, failure.reason());
        }
        Kind kind = new Kind(failure.reason(), dead > 0);
        Alike before = last.get(kind);
        if (before != null) {
            last.put(kind, new Alike(before.more + 1, before.said, false));
            return;
        }
        last.put(kind, new Alike(0, clock.instant(), false));
        String first = opening.id();
        int attempt = dispatch.deliveries().get(0).attempts() + 1;
        int more = dispatch.deliveries().size() - 1;
        String what = first + (more == 0 ? "" : " and " + more + " more");
        if (dead > 0) {
            LOG.error("delivery of {} to {} is dead at attempt {}: {}; send it again with 'deliveries retry {}'", what, destination,
                    attempt, failure.reason(), more == 0 ? first : "--all");
        }
        if (dead < dispatch.deliveries().size()) {
            LOG.warn("delivery of {} to {} failed, attempt {}: {}; {}", what, destination, attempt, failure.reason(),
                    once ? "the next run tries it again" : "again in " + Durations.words(wait));
        }
    }

    /** A message was not sent, since its destination is stopped, as has been said. */
    void givenUp(String reason) {
        last.merge(new Kind(reason, true), new Alike(1, clock.instant(), false),
                (before, one) -> new Alike(before.more + 1, before.said, false));
    }

    /** What became of a delivery could not be noted, and that is tried each second, now with success and now without. */
    void unnoted(String reason) {
        if (unnoted.isDue(clock.instant())) {
            LOG.error("what became of a delivery to {} could not be noted, nothing more is sent there until it is: {}", destination,
                    reason);
        }
    }

    /** It has taken something. */
    void delivered() {
        last.replaceAll((kind, alike) -> new Alike(alike.more, alike.said, true));
        sayWhatIsOver();
    }

    /** Nothing is due for it just now. */
    void idle() {
        sayWhatIsOver();
        last.forEach((kind, alike) -> {
            if (alike.more > 0 && isLongSaid(alike, ALIKE_APART)) {
                sayMore(kind, alike);
                last.put(kind, new Alike(0, clock.instant(), alike.over));
            }
        });
    }

    /** Whoever saw that it failed sees that this is over. */
    private void sayWhatIsOver() {
        List<Kind> over = last.keySet().stream().filter(kind -> last.get(kind).over && isLongSaid(last.get(kind), OVER_AFTER)).toList();
        over.forEach(kind -> sayMore(kind, last.remove(kind)));
        if (!once && !over.isEmpty() && last.isEmpty()) {
            LOG.info("destination {} takes deliveries again", destination);
        }
    }

    /** A clock that was ahead holds nothing back. */
    private boolean isLongSaid(Alike alike, Duration apart) {
        Instant now = clock.instant();
        return !now.isBefore(alike.said.plus(apart)) || alike.said.isAfter(now);
    }

    /** Nothing more comes. */
    void sayTheRest() {
        last.forEach(this::sayMore);
        last.clear();
    }

    private void sayMore(Kind kind, Alike alike) {
        if (alike.more > 0) {
            LOG.warn("{} to {} {} for the same reason: see 'callwatch deliveries'",
                    HowMany.of(alike.more, kind.dead ? "more message" : "more attempt"), destination,
                    !kind.dead ? "failed" : alike.more == 1 ? "is dead" : "are dead");
        }
    }
}
