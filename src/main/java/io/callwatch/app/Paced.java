package io.callwatch.app;

import io.callwatch.destination.Notice;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Waiting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The next dispatch of a destination that has a pace. What goes together is noted before it is sent, so that a repeat is the
 * same message. Threads may share it, one for each destination.
 */
final class Paced {
    private final Ledger ledger;
    private final boolean eachOnce;
    private final InstantSource clock;
    private final InstantSource realClock;
    private final Instant began;
    private final ActivePasses passes;
    private final Map<String, Deque<Long>> alone = new ConcurrentHashMap<>();

    Paced(Ledger ledger, boolean eachOnce, InstantSource clock, InstantSource realClock, Instant began, ActivePasses passes) {
        this.ledger = ledger;
        this.eachOnce = eachOnce;
        this.clock = clock;
        this.realClock = realClock;
        this.began = began;
        this.passes = passes;
    }

    /** Null when nothing is to go now. */
    Dispatch next(Channel channel) {
        Deque<Long> planned = alone.computeIfAbsent(channel.name(), name -> new ArrayDeque<>());
        if (channel.pace().isQuiet(clock.instant())) {
            planned.clear(); // they are begun, and go on when these hours end
        }
        List<Delivery> left = load(channel, take(planned, channel.atOnce()));
        if (!left.isEmpty()) {
            return new Dispatch(channel.name(), left, Notice.Why.ONE);
        }
        Pace.Plan plan = plan(channel);
        if (plan.why() == Notice.Why.ONE) {
            planned.addAll(plan.seqs());
            List<Delivery> first = load(channel, take(planned, channel.atOnce()));
            return first.isEmpty() ? null : new Dispatch(channel.name(), first, Notice.Why.ONE);
        }
        List<Delivery> together = load(channel, plan.seqs());
        return together.isEmpty() ? null : new Dispatch(channel.name(), together, plan.why());
    }

    private Pace.Plan plan(Channel channel) {
        return ledger.write(sql -> {
            Instant now = clock.instant();
            List<Waiting> waiting = eachOnce ? Queue.pending(sql, channel.name(), began)
                    : Queue.due(sql, channel.name(), realClock.instant());
            if (waiting.isEmpty()) {
                return Pace.Plan.nothing(false);
            }
            boolean held = Queue.isHeld(sql, channel.name());
            Pace.Plan plan = channel.pace().next(waiting, new Pace.Moment(now, eachOnce, passes.oldest(),
                    Queue.sent(sql, channel.name(), now.minus(Pace.HOUR)).size(), Queue.begun(sql, channel.name()),
                    Queue.lastBegun(sql, channel.name()), held), channel.takesDigests());
            if (plan.held() != held) {
                Queue.noteHeld(sql, channel.name(), plan.held());
            }
            if (plan.batch() == null && !plan.seqs().isEmpty()) {
                if (channel.pace().isLimited()) {
                    Queue.noteBegun(sql, channel.name(), now);
                }
                for (Long seq : plan.why() == Notice.Why.ONE ? plan.seqs() : List.<Long>of()) {
                    Queue.join(sql, channel.name(), List.of(seq), Pace.batch(plan.why(), seq));
                }
                if (plan.why() != Notice.Why.ONE) {
                    Queue.join(sql, channel.name(), plan.seqs(), Pace.batch(plan.why(), plan.seqs().get(0)));
                }
            }
            return plan;
        });
    }

    private List<Delivery> load(Channel channel, List<Long> seqs) {
        return seqs.isEmpty() ? List.of() : ledger.read(sql -> Queue.load(sql, channel.name(), seqs));
    }

    private static List<Long> take(Deque<Long> planned, int most) {
        List<Long> taken = new ArrayList<>();
        while (taken.size() < most && !planned.isEmpty()) {
            taken.add(planned.poll());
        }
        return taken;
    }
}
