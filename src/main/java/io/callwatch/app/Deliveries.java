package io.callwatch.app;

import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes due deliveries from the ledger, and notes what became of them: the last thing that a delivery does.
 *
 * <p>Each destination has its own queue and back-off. Threads may share it, one for each destination.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Ledger ledger;
    private final Map<String, Channel> channels;
    private final BackOff backOff;
    private final boolean eachOnce;
    private final InstantSource clock;
    private final InstantSource realClock;
    private final Instant began;
    private final Pause pause;

    /**
     * @param eachOnce whether each pending delivery is tried once, due or not, instead of whenever it is due
     * @param clock the run's present, for deadlines
     * @param realClock for when to try again
     */
    Deliveries(Ledger ledger, Map<String, Channel> channels, BackOff backOff, boolean eachOnce, InstantSource clock,
            InstantSource realClock, Pause pause) {
        this.ledger = ledger;
        this.channels = Map.copyOf(channels);
        this.backOff = backOff;
        this.eachOnce = eachOnce;
        this.clock = clock;
        this.realClock = realClock;
        this.began = realClock.instant();
        this.pause = pause;
    }

    /** Puts the next dispatch into the property {@code dispatch}; false when nothing is due, or the process stops. */
    public boolean next(Exchange exchange, String destination) {
        if (pause.getAsBoolean()) {
            return false;
        }
        int atOnce = channels.get(destination).atOnce();
        List<Delivery> due = due(destination, atOnce);
        Optional<String> closed = due.isEmpty() ? Optional.empty() : ledger.read(sql -> Outbox.closed(sql, destination));
        while (closed.isPresent() && !due.isEmpty()) {
            giveUp(due, closed.get());
            due = due(destination, atOnce);
        }
        if (due.isEmpty()) {
            return false;
        }
        exchange.setProperty("dispatch", new Dispatch(destination, due));
        return true;
    }

    private List<Delivery> due(String destination, int atOnce) {
        return ledger.read(sql -> eachOnce
                ? Outbox.pending(sql, destination, began, atOnce)
                : Outbox.due(sql, destination, realClock.instant(), atOnce));
    }

    /** For a destination that wants no more: kept as dead, to be sent again when it does. */
    private void giveUp(List<Delivery> deliveries, String why) {
        ledger.write(sql -> {
            for (Delivery delivery : deliveries) {
                Outbox.dead(sql, delivery, why, realClock.instant());
            }
            return null;
        });
    }

    /** The destination has taken it. */
    public void delivered(@ExchangeProperty("dispatch") Dispatch dispatch) {
        ledger.write(sql -> {
            for (Delivery delivery : dispatch.deliveries()) {
                Outbox.delivered(sql, delivery, realClock.instant());
            }
            return null;
        });
    }

    /** The destination did not take it: another attempt later, or none when it is of no use. */
    public void failed(Exchange exchange, @ExchangeProperty("dispatch") Dispatch dispatch) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        DeliveryFailure failure = channels.get(dispatch.destination()).failure(thrown, dispatch, realClock.instant());
        for (Delivery delivery : dispatch.deliveries()) {
            note(delivery, failure);
        }
        LOG.debug("delivery to {} failed: {}", dispatch.destination(), Causes.of(thrown));
    }

    private void note(Delivery delivery, DeliveryFailure failure) {
        Instant now = realClock.instant();
        Duration wait = failure.retryAfter().orElse(backOff.after(delivery.attempts() + 1));
        Instant deadline = delivery.queued().plus(channels.get(delivery.destination()).retryFor());
        boolean dead = failure.isFinal() || !clock.instant().plus(wait).isBefore(deadline);
        ledger.write(sql -> {
            Set<String> reached = new TreeSet<>(delivery.reached());
            Set<String> refused = new TreeSet<>(delivery.refused());
            if (reached.addAll(failure.reached()) | refused.addAll(failure.refused())) {
                Outbox.recipients(sql, delivery, reached, refused);
            }
            if (failure.closes()) {
                Outbox.close(sql, delivery.destination(), "not sent: " + failure.reason());
            }
            if (dead) {
                Outbox.dead(sql, delivery, failure.reason(), now);
            } else {
                Outbox.failed(sql, delivery, failure.reason(), now, now.plus(wait));
            }
            return null;
        });
        if (failure.closes()) {
            LOG.error("destination {} is stopped: {}; 'deliveries retry --all' starts it again", delivery.destination(),
                    failure.reason());
        }
        if (dead) {
            LOG.error("delivery of {} to {} is dead at attempt {}: {}; send it again with 'deliveries retry {}'",
                    delivery.event().id(), delivery.destination(), delivery.attempts() + 1, failure.reason(),
                    delivery.event().id());
        } else {
            LOG.warn("delivery of {} to {} failed, attempt {}: {}; again in {} s", delivery.event().id(),
                    delivery.destination(), delivery.attempts() + 1, failure.reason(), wait.toSeconds());
        }
    }
}
