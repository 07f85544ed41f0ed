package io.callwatch.app;

import io.callwatch.destination.Notice;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Duration ALIKE_FOR = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Map<String, Channel> channels;
    private final BackOff backOff;
    private final boolean eachOnce;
    private final InstantSource clock;
    private final InstantSource realClock;
    private final Instant began;
    private final Pause pause;
    private final Paced paced;
    private final DeliveryLog log;
    /** By destination, what could not be noted of its last dispatch: to be noted before anything else is sent there. */
    private final Map<String, Runnable> unnoted = new ConcurrentHashMap<>();

    /**
     * @param eachOnce whether each pending delivery is tried once, due or not, instead of whenever it is due
     * @param clock the run's present, for deadlines
     * @param realClock for when to try again
     */
    Deliveries(Ledger ledger, Map<String, Channel> channels, BackOff backOff, boolean eachOnce, InstantSource clock,
            InstantSource realClock, Pause pause, ActivePasses passes) {
        this.ledger = ledger;
        this.channels = Map.copyOf(channels);
        this.backOff = backOff;
        this.eachOnce = eachOnce;
        this.clock = clock;
        this.realClock = realClock;
        this.began = realClock.instant();
        this.pause = pause;
        this.log = new DeliveryLog(eachOnce ? Duration.ZERO : ALIKE_FOR, realClock);
        pause.whenStopped(log::rest);
        this.paced = new Paced(ledger, eachOnce, clock, realClock, began, passes);
    }

    /** Says whose deliveries nobody will make, since their destination was renamed or taken out of the configuration. */
    Deliveries namingStrays() {
        ledger.read(sql -> Outbox.strays(sql, channels.keySet())).forEach((destination, count) -> LOG.warn(
                "{} for the destination {}, which is not configured: give it its name back, or take them off the list with "
                        + "'deliveries dismiss'", count == 1 ? "1 delivery waits" : count + " deliveries wait", destination));
        return this;
    }

    /**
     * Puts the next dispatch into the property {@code dispatch}, and into {@code opener} the id of the message that it answers;
     * false when nothing is due, when the ledger could not note what became of the last one, or when the process stops.
     */
    public boolean next(Exchange exchange, String destination) {
        if (pause.getAsBoolean() || unnoted.containsKey(destination) && !isNoted(destination, unnoted.get(destination))) {
            return false;
        }
        unnoted.remove(destination);
        Channel channel = channels.get(destination);
        if (channel.fallback() != null) {
            ledger.write(sql -> {
                Instant now = clock.instant();
                Queue.fallBack(sql, destination, channel.fallback(), now.minus(channel.fallbackAfter()), now);
                return null;
            });
        }
        Dispatch dispatch = dispatch(channel);
        Optional<String> closed = dispatch == null ? Optional.empty() : ledger.read(sql -> Outbox.closed(sql, destination));
        while (closed.isPresent() && dispatch != null) {
            giveUp(dispatch.deliveries(), closed.get());
            dispatch = dispatch(channel);
        }
        exchange.setProperty("dispatch", dispatch);
        if (dispatch == null) {
            log.idle(destination);
            return false;
        }
        Dispatch next = dispatch;
        exchange.setProperty("opener", channel.converses() ? ledger.read(sql -> Conversation.opener(sql, next)) : null);
        return true;
    }

    /** Null when nothing is to go now. */
    private Dispatch dispatch(Channel channel) {
        String destination = channel.name();
        if (!channel.pace().isPlain()) {
            return paced.next(channel);
        }
        List<Delivery> due = ledger.read(sql -> eachOnce
                ? Outbox.pending(sql, destination, began, channel.atOnce())
                : Outbox.due(sql, destination, realClock.instant(), channel.atOnce()));
        return due.isEmpty() ? null : new Dispatch(destination, due, Notice.Why.ONE);
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
        log.delivered(dispatch.destination());
        noteDelivered(dispatch);
    }

    private void noteDelivered(Dispatch dispatch) {
        ledger.write(sql -> {
            for (Delivery delivery : dispatch.deliveries()) {
                Outbox.delivered(sql, delivery, realClock.instant());
            }
            if (channels.get(dispatch.destination()).pace().isLimited()) {
                Queue.noteSent(sql, dispatch.destination(), clock.instant(), Pace.HOUR);
            }
            return null;
        });
    }

    /** The destination did not take it: another attempt later, or none when it is of no use. Or it did, and that could not be noted. */
    public void failed(Exchange exchange, @ExchangeProperty("dispatch") Dispatch dispatch) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        boolean taken = Causes.anyIs(thrown, LedgerException.class);
        Runnable note = taken ? () -> noteDelivered(dispatch) : () -> noteFailed(thrown, dispatch);
        if (!isNoted(dispatch.destination(), note)) {
            unnoted.put(dispatch.destination(), note);
        }
        LOG.debug("delivery to {} failed: {}", dispatch.destination(), Causes.of(thrown));
    }

    private boolean isNoted(String destination, Runnable note) {
        try {
            note.run();
            return true;
        } catch (LedgerException e) {
            LOG.error("what became of a delivery to {} could not be noted, nothing more is sent there until it is: {}", destination,
                    e.getMessage());
            return false;
        }
    }

    private void noteFailed(Throwable thrown, Dispatch dispatch) {
        DeliveryFailure failure = channels.get(dispatch.destination()).failure(thrown, dispatch, realClock.instant());
        Instant now = realClock.instant();
        Duration wait = failure.retryAfter().orElse(backOff.after(dispatch.deliveries().get(0).attempts() + 1));
        int dead = ledger.write(sql -> {
            int given = 0;
            for (Delivery delivery : dispatch.deliveries()) {
                given += note(sql, delivery, failure, now, wait) ? 1 : 0;
            }
            if (failure.closes()) {
                Outbox.close(sql, dispatch.destination(), "not sent: " + failure.reason());
            }
            return given;
        });
        log.failed(dispatch, failure, wait, dead);
    }

    /** @return whether it is dead */
    private boolean note(Sql sql, Delivery delivery, DeliveryFailure failure, Instant now, Duration wait) throws SQLException {
        Set<String> reached = new TreeSet<>(delivery.reached());
        Set<String> refused = new TreeSet<>(delivery.refused());
        if (reached.addAll(failure.reached()) | refused.addAll(failure.refused())) {
            Outbox.recipients(sql, delivery, reached, refused);
        }
        Instant deadline = delivery.queued().plus(channels.get(delivery.destination()).retryFor());
        boolean dead = failure.isFinal() || !clock.instant().plus(wait).isBefore(deadline);
        if (dead) {
            Outbox.dead(sql, delivery, failure.reason(), now);
        } else {
            Outbox.failed(sql, delivery, failure.reason(), now, now.plus(wait));
        }
        return dead;
    }
}
