package io.callwatch.app;

import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Notes in the ledger what became of a dispatch to a destination, and when it is tried again. For one thread at a time. */
final class DeliveryNotes {
    private final Ledger ledger;
    private final Channel channel;
    private final BackOff backOff;
    private final InstantSource clock;
    private final InstantSource realClock;
    private final DeliveryLog log;

    /**
     * @param clock the run's present, for deadlines
     * @param realClock for when to try again
     */
    DeliveryNotes(Ledger ledger, Channel channel, BackOff backOff, InstantSource clock, InstantSource realClock, DeliveryLog log) {
        this.ledger = ledger;
        this.channel = channel;
        this.backOff = backOff;
        this.clock = clock;
        this.realClock = realClock;
        this.log = log;
    }

    /** The destination has taken it; what some of its recipients have refused for good before is not forgotten. */
    void delivered(Dispatch dispatch) {
        channel.taken();
        Optional<DeliveryFailure> refused = channel.refusedBefore(dispatch);
        if (refused.isPresent()) {
            failed(dispatch, refused.get());
        } else {
            log.delivered();
            ledger.change(sql -> {
                for (Delivery delivery : dispatch.deliveries()) {
                    Outbox.delivered(sql, delivery, realClock.instant());
                }
                noteSent(sql);
            });
        }
    }

    private void noteSent(Sql sql) throws SQLException {
        if (channel.pace().isLimited()) {
            Queue.noteSent(sql, channel.name(), clock.instant());
        }
    }

    /** Another attempt later, or none when it is of no use. */
    void failed(Dispatch dispatch, DeliveryFailure failure) {
        Instant now = realClock.instant();
        Instant present = clock.instant(); // one for all
        boolean digest = dispatch.why() != Notice.Why.ONE; // which is given up whole, also where an older ledger has many instants for it
        Duration left = dispatch.deliveries().stream().map(delivery -> left(delivery, present)).max(Comparator.naturalOrder()).orElseThrow();
        Duration asked = backOff.after(dispatch.deliveries().get(0).attempts() + 1, failure.retryAfter());
        Duration wait = asked.compareTo(left) > 0 && left.compareTo(Duration.ZERO) > 0 ? left : asked; // a last time at the end
        int dead = ledger.write(sql -> {
            int given = 0;
            for (Delivery delivery : dispatch.deliveries()) {
                boolean last = failure.isFinal() || (digest ? left : left(delivery, present)).compareTo(Duration.ZERO) <= 0;
                given += note(sql, delivery, failure, present, now, last ? null : now.plus(wait)) ? 1 : 0;
            }
            if (failure.then() == DeliveryFailure.Then.IN_HALVES && digest && given == 0) {
                halve(sql, dispatch);
            }
            if (given == dispatch.deliveries().size()) {
                noteSent(sql); // it may have reached somebody, and is begun no more
                if (failure.closes()) { // else somebody has wanted it sent since, which starts the destination again
                    Outbox.close(sql, channel.name(), failure.reason());
                }
            }
            return given;
        });
        if (failure.then() == DeliveryFailure.Then.REST) {
            channel.rest(dispatch, now, backOff.after(channel.refused(), Optional.empty()));
        }
        failure.retryAfter().ifPresent(any -> channel.rest(dispatch, now, asked));
        log.failed(dispatch, failure, wait, dead);
    }

    /** Half of its alerts each; what is told of one stays together: else a part may go without what follows the other, and come again. */
    private void halve(Sql sql, Dispatch dispatch) throws SQLException {
        List<Delivery> all = dispatch.deliveries();
        List<String> alerts = all.stream().map(each -> each.event().firstId()).distinct().toList();
        Set<String> first = Set.copyOf(alerts.subList(0, (alerts.size() + 1) / 2));
        for (List<Long> half : all.stream().collect(Collectors.partitioningBy(each -> first.contains(each.event().firstId()),
                Collectors.mapping(Delivery::eventSeq, Collectors.toList()))).values()) {
            if (!half.isEmpty()) {
                Queue.part(sql, channel.name(), half, new Batch(dispatch.why().word(), half.get(0)));
            }
        }
    }

    /** How long it is still tried: what held it before its first attempt takes nothing of that. */
    private Duration left(Delivery delivery, Instant present) {
        Duration whole = channel.common().retryFor();
        return delivery.tried() == null ? whole : Duration.between(present, delivery.tried().plus(whole));
    }

    /**
     * @param next when it is tried again; null where it was tried for the last time
     * @return whether it is dead
     */
    private boolean note(Sql sql, Delivery delivery, DeliveryFailure failure, Instant present, Instant now, Instant next)
            throws SQLException {
        Set<String> reached = new TreeSet<>(delivery.reached());
        Set<String> refused = new TreeSet<>(delivery.refused());
        if (reached.addAll(failure.reached()) | refused.addAll(failure.refused())) {
            Outbox.recipients(sql, delivery, reached, refused);
        }
        if (next == null) {
            return Outbox.dead(sql, delivery, failure.reason(), now);
        }
        if (delivery.tried() == null) {
            Outbox.triedSince(sql, delivery, present);
        }
        Outbox.failed(sql, delivery, failure.reason(), now, next);
        return false;
    }
}
