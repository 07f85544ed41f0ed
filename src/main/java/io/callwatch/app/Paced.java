package io.callwatch.app;

import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Sql;
import io.callwatch.ledger.Waiting;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The next dispatch of a destination that has a pace. What goes together is noted before it is sent, so that a repeat is the
 * same message. For one thread at a time.
 */
final class Paced {
    private final Ledger ledger;
    private final Run run;
    private final Instant began;
    private final ActivePasses passes;
    private final Channel channel;
    /** What is begun and goes message by message. */
    private final Deque<Long> planned = new ArrayDeque<>();
    private boolean inQuietHours;

    Paced(Ledger ledger, Run run, Instant began, ActivePasses passes, Channel channel) {
        this.ledger = ledger;
        this.run = run;
        this.began = began;
        this.passes = passes;
        this.channel = channel;
    }

    /** Null when nothing is to go now. */
    Dispatch next() {
        boolean quiet = channel.pace().isQuiet(run.clock().instant());
        if (quiet && !inQuietHours) {
            planned.clear(); // it goes on when these hours end
        }
        inQuietHours = quiet;
        List<Delivery> left = takePlanned();
        if (!left.isEmpty()) {
            return new Dispatch(channel.name(), left, Notice.Why.ONE);
        }
        Pace.Plan plan = plan();
        planned.clear(); // what is left of it, behind what somebody has taken off or put before it meanwhile, is in the new plan too
        if (plan.why() == Notice.Why.ONE) {
            planned.addAll(plan.seqs());
        }
        List<Delivery> first = plan.why() == Notice.Why.ONE ? takePlanned()
                : ledger.read(sql -> Queue.load(sql, channel.name(), plan.seqs()));
        return first.isEmpty() ? null : new Dispatch(channel.name(), first, plan.why());
    }

    /** Nothing is written where nothing is to go: thousands may wait for hours, and reading must not wait for them. */
    private Pace.Plan plan() {
        Instant passBegan = passes.oldest(); // one that ends while this looks may have found more than is seen
        Look look = ledger.read(sql -> look(sql, passBegan));
        Pace.Plan plan = look.plan();
        boolean begins = !plan.repeats() && !plan.seqs().isEmpty();
        if (begins || plan.held() != look.held()) {
            ledger.change(sql -> {
                Queue.noteHeld(sql, channel.name(), plan.held());
                if (begins) {
                    begin(sql, plan);
                }
            });
        }
        return plan;
    }

    /** @param held whether the hourly limit had held something back before */
    private record Look(boolean held, Pace.Plan plan) {
    }

    private Look look(Sql sql, Instant passBegan) throws SQLException {
        String name = channel.name();
        boolean held = Queue.isHeld(sql, name);
        Instant now = run.clock().instant();
        List<Severity> passing = channel.pace().passing(now);
        List<Waiting> waiting = run.once() ? Queue.pending(sql, name, began, passing)
                : Queue.due(sql, name, run.realClock().instant(), passing);
        if (waiting.isEmpty()) {
            return new Look(held, Pace.Plan.nothing(held && passing != null)); // else all that was held was sent by hand, or forgotten
        }
        return new Look(held, channel.pace().next(waiting, new Pace.Moment(now, run.once(), passBegan == null ? passes.oldest() : passBegan,
                Queue.sent(sql, name, now).size(), Queue.begun(sql, name), Queue.lastBegun(sql, name, now), held),
                channel.takesDigests()));
    }

    private void begin(Sql sql, Pace.Plan plan) throws SQLException {
        if (channel.pace().isLimited()) {
            Queue.noteBegun(sql, channel.name(), run.clock().instant());
        }
        if (plan.why() != Notice.Why.ONE) {
            Queue.join(sql, channel.name(), plan.seqs(), new Batch(plan.why().word(), plan.seqs().get(0)));
            return;
        }
        for (Long seq : plan.seqs()) {
            Queue.join(sql, channel.name(), List.of(seq), new Batch(Batch.ALONE, seq));
        }
    }

    private List<Delivery> takePlanned() {
        List<Long> taken = new ArrayList<>();
        while (taken.size() < channel.atOnce() && !planned.isEmpty()) {
            taken.add(planned.poll());
        }
        return taken.isEmpty() ? List.of() : ledger.read(sql -> Queue.loadFirst(sql, channel.name(), taken));
    }
}
