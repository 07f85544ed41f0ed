package io.callwatch.app;

import io.callwatch.destination.Notice;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Queue;
import io.callwatch.text.Causes;
import io.callwatch.text.HowMany;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes due deliveries from the ledger, and has {@link DeliveryNotes} say what became of them: the last thing that a delivery does.
 *
 * <p>Each destination has its own queue and back-off. Threads may share it, one for each destination.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    /** Between two looks for what is to fall back, while others go out: each goes over all that waits, and takes longer than to send one. */
    private static final Duration LOOKS_APART = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Run run;
    private final Instant began;
    private final Pause pause;
    /** By the name of the destination. */
    private final Map<String, Desk> desks = new HashMap<>();

    /** From where a destination is served. */
    private static final class Desk {
        private final Channel channel;
        private final DeliveryLog log;
        private final DeliveryNotes notes;
        /** Null where each delivery goes at once and alone. */
        private final Paced paced;
        /** For what is to fall back. */
        private final Seldom look = new Seldom(LOOKS_APART);
        /** What is being sent; null when nothing is. */
        private volatile Dispatch inHand;
        /** What could not be noted of the last dispatch: to be noted before anything else is sent; null when all is. */
        private volatile Runnable unnoted;

        private Desk(Channel channel, DeliveryLog log, DeliveryNotes notes, Paced paced) {
            this.channel = channel;
            this.log = log;
            this.notes = notes;
            this.paced = paced;
        }
    }

    Deliveries(Ledger ledger, Map<String, Channel> channels, BackOff backOff, Run run, Pause pause, ActivePasses passes) {
        this.ledger = ledger;
        this.run = run;
        this.began = run.realClock().instant();
        this.pause = pause;
        // one attempt also where the clock was ahead at an earlier one, and where it is set back meanwhile
        InstantSource noted = run.once() ? () -> Collections.max(List.of(began, run.realClock().instant())) : run.realClock();
        if (run.once()) {
            ledger.change(sql -> Outbox.untriedSince(sql, began));
        }
        // what was begun under another configuration goes on as it was: it may have arrived, and comes again under the same ids
        Set<String> unfinished = ledger.read(Queue::withDigest);
        List<String> planned = channels.values().stream().filter(channel -> !channel.pace().isPlain()).map(Channel::name).toList();
        ledger.change(sql -> {
            if (!planned.isEmpty()) {
                Queue.goOnAlone(sql, planned);
            }
            for (Channel channel : channels.values()) {
                if (!channel.pace().isLimited()) {
                    Queue.noteHeld(sql, channel.name(), false); // what a limit held that was taken out is not over the next one
                }
            }
        });
        channels.forEach((name, channel) -> {
            DeliveryLog log = new DeliveryLog(name, run);
            desks.put(name, new Desk(channel, log, new DeliveryNotes(ledger, channel, backOff, run.clock(), noted, log),
                    planned.contains(name) || unfinished.contains(name) ? new Paced(ledger, run, began, passes, channel) : null));
        });
    }

    /**
     * Says whose deliveries nobody will make, since their destination was renamed or taken out of the configuration, or has said
     * in another run that it wants no more.
     */
    Deliveries namingStrays() {
        desks.keySet().forEach(destination -> ledger.read(sql -> Outbox.closed(sql, destination)).ifPresent(why -> LOG.error(
                "destination {} is still stopped: {}; 'deliveries retry --all' starts it again", destination, why)));
        ledger.read(sql -> DeliveryList.strays(sql, desks.keySet())).forEach((destination, count) -> LOG.warn(
                "{} for the destination {}, which is not configured: give it its name back, or take them off the list with "
                        + "'deliveries dismiss'", HowMany.of(count, "delivery waits", "deliveries wait"), destination));
        return this;
    }

    /**
     * Puts the next dispatch into the property {@code dispatch}, and into that all that the send route needs: the loop asks with a copy
     * of the exchange, so that a property which is removed here is still there, as the last round left it. False when nothing is due,
     * when the ledger could not note what became of the last one, or when the process stops.
     */
    public boolean next(Exchange exchange, String destination) {
        Desk desk = desks.get(destination);
        if (pause.getAsBoolean() || !isSettled(desk)) {
            return false;
        }
        Channel channel = desk.channel;
        Instant real = run.realClock().instant();
        boolean resting = !run.once() && channel.isResting(real) && !isAskedToTry(channel, real);
        Dispatch dispatch = resting ? null : wanted(desk);
        if (desk.look.isDue(real) || dispatch == null) {
            fallBack(channel, resting, run.clock().instant());
        }
        if (dispatch == null) {
            desk.log.idle();
            return false;
        }
        ledger.hold(); // another process that has taken it meanwhile sends what is due as well
        desk.inHand = channel.converses() ? ledger.read(dispatch::answering) : dispatch;
        exchange.setProperty("dispatch", desk.inHand);
        return true;
    }

    /** Whether what became of the last dispatch is in the ledger; notes it where it is not. */
    private boolean isSettled(Desk desk) {
        Dispatch untold = desk.inHand;
        if (untold != null) { // by a route of the operator's in the place of ours: else the loop would send it again without a pause
            desk.inHand = null;
            desk.unnoted = () -> desk.notes.failed(untold, DeliveryFailure.passing("the route ended without a word of what became of it"));
        }
        if (desk.unnoted != null && !isNoted(desk)) {
            return false;
        }
        desk.unnoted = null;
        return true;
    }

    /** By hand, since it refused all: what made it refuse may be mended. */
    private boolean isAskedToTry(Channel channel, Instant now) {
        return channel.isRefusing() && ledger.read(sql -> Queue.isByHand(sql, channel.name(), channel.restsSince(), now));
    }

    /** What is dead or late. While a destination asks to wait, what waits for it is late untried, but for what its hours or limit hold. */
    private void fallBack(Channel channel, boolean resting, Instant now) {
        String fallback = channel.common().fallback();
        Instant lateBefore = now.minus(channel.common().fallbackAfter());
        int attempts = resting && !channel.pace().isLimited() && !channel.pace().isQuiet(now) ? 0 : 1;
        while (fallback != null && ledger.read(sql -> Queue.isToFallBack(sql, channel.name(), fallback, attempts, lateBefore))) {
            ledger.change(sql -> Queue.fallBack(sql, channel.name(), fallback, attempts, lateBefore, now));
        }
    }

    /** What is due at a destination that wants no more is given up, and what a later event has overtaken. Null when nothing is to go now. */
    private Dispatch wanted(Desk desk) {
        Dispatch dispatch = dispatch(desk);
        while (dispatch != null && (isGivenUp(dispatch, desk.log) || isOvertaken(dispatch, desk.channel))) {
            dispatch = dispatch(desk);
        }
        return dispatch;
    }

    /** Null when nothing is to go now. */
    private Dispatch dispatch(Desk desk) {
        if (desk.paced != null) {
            return desk.paced.next();
        }
        Channel channel = desk.channel;
        List<Delivery> due = ledger.read(sql -> run.once()
                ? Outbox.pending(sql, channel.name(), began, channel.atOnce())
                : Outbox.due(sql, channel.name(), run.realClock().instant(), channel.turn(), channel.atOnce()));
        if (due.isEmpty() && channel.turn() > 0) {
            channel.turnToTheOldest();
            return dispatch(desk);
        }
        return due.isEmpty() ? null : new Dispatch(channel.name(), due, Notice.Why.ONE);
    }

    /** For a destination that wants no more, which somebody may start again any moment: kept as dead, to be sent again then. */
    private boolean isGivenUp(Dispatch dispatch, DeliveryLog log) {
        Optional<String> why = ledger.read(sql -> Outbox.closed(sql, dispatch.destination()));
        if (why.isPresent()) {
            Instant now = run.realClock().instant();
            ledger.change(sql -> {
                for (Delivery delivery : dispatch.deliveries()) {
                    Outbox.dead(sql, delivery, "not sent: " + why.get(), now);
                }
            });
            log.givenUp(why.get());
        }
        return why.isPresent();
    }

    /** What is tried again by hand where a later event of its alert was delivered: an incident that stands would be resolved. */
    private boolean isOvertaken(Dispatch dispatch, Channel channel) {
        Delivery delivery = dispatch.deliveries().get(0); // by hand each goes alone
        boolean overtaken = delivery.byHand() && channel.holdsState() && ledger.read(sql -> Outbox.isOvertaken(sql, delivery));
        if (overtaken) {
            ledger.change(sql -> Outbox.dead(sql, delivery, Outbox.OVERTAKEN, run.realClock().instant()));
        }
        return overtaken;
    }

    /** The destination has taken it: whatever fails from here on, it is not sent again before that is noted. */
    public void delivered(@ExchangeProperty("dispatch") Dispatch dispatch) {
        Desk desk = desks.get(dispatch.destination());
        settle(desk, () -> desk.notes.delivered(dispatch));
    }

    /** The destination did not take it: another attempt later, or none when it is of no use. */
    public void failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable thrown, @ExchangeProperty("dispatch") Dispatch dispatch) {
        Desk desk = desks.get(dispatch.destination());
        settle(desk, () -> desk.notes.failed(dispatch, desk.channel.failure(thrown, dispatch, run.realClock().instant())));
        LOG.debug("delivery to {} failed: {}", dispatch.destination(), Causes.of(thrown));
    }

    /** Where what was taken could not be noted, for whatever reason, it has not failed for that. */
    private void settle(Desk desk, Runnable note) {
        desk.unnoted = desk.unnoted == null ? note : desk.unnoted;
        desk.inHand = null;
        isSettled(desk);
    }

    /** Nothing is under way any more: says what the log has counted and not said. */
    void sayTheRest() {
        desks.values().forEach(desk -> desk.log.sayTheRest());
    }

    private boolean isNoted(Desk desk) {
        try {
            desk.unnoted.run();
            return true;
        } catch (RuntimeException e) { // that it is none of the ledger's makes a repeat no better
            desk.log.unnoted(e instanceof LedgerException ? e.getMessage() : "it failed with " + e.getClass().getSimpleName());
            LOG.debug("what became of a delivery to {} could not be noted: {}", desk.channel.name(), Causes.of(e));
            return false;
        }
    }
}
