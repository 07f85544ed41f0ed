package io.callwatch.sandbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is to go wrong, and when. The first plan that fits a request is taken; one for a certain request is used up by it.
 * Threads may share it.
 */
public final class Faults {
    private final List<Plan> plans = new ArrayList<>();

    /** The next request of this kind; called again, the one after it, and so on. */
    public Faults next(Kind kind, Fault fault) {
        return add(asked -> asked.kind() == kind, fault, true);
    }

    /** The next {@code times} requests of this kind. */
    public Faults next(int times, Kind kind, Fault fault) {
        for (int i = 0; i < times; i++) {
            next(kind, fault);
        }
        return this;
    }

    /** The nth request of this kind, counted from 1 since the tenant started. */
    public Faults nth(Kind kind, int nth, Fault fault) {
        return add(asked -> asked.kind() == kind && asked.nth() == nth, fault, true);
    }

    /** Every request that fits, until {@link #clear()}. */
    public Faults always(Predicate<Asked> when, Fault fault) {
        return add(when, fault, false);
    }

    public Faults always(Kind kind, Fault fault) {
        return always(asked -> asked.kind() == kind, fault);
    }

    public synchronized void clear() {
        plans.clear();
    }

    private synchronized Faults add(Predicate<Asked> when, Fault fault, boolean once) {
        plans.add(new Plan(when, fault, once));
        return this;
    }

    synchronized Optional<Fault> take(Asked asked) {
        for (Iterator<Plan> each = plans.iterator(); each.hasNext();) {
            Plan plan = each.next();
            if (plan.when.test(asked)) {
                if (plan.once) {
                    each.remove();
                }
                return Optional.of(plan.fault);
            }
        }
        return Optional.empty();
    }

    private record Plan(Predicate<Asked> when, Fault fault, boolean once) {
    }
}
