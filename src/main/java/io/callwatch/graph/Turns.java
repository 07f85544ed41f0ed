package io.callwatch.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who of those that wait for a place of a budget gets the next one: the one with the smallest rank, and of equal ones the one
 * that came first. Every fourth place that several wait for goes to the one that has waited longest, so that nobody waits for
 * ever.
 *
 * <p>A place is taken only at the moment when it is free, so that whoever comes meanwhile and is more urgent gets it. Threads
 * share it, and wait in it; it tells the time by the budget's clock, and by {@link #wake()}.
 */
public final class Turns {

    private static final int FAIR = 4;
    private static final Comparator<Waiter> BY_ARRIVAL = Comparator.comparingLong(Waiter::arrival);
    private static final Comparator<Waiter> BY_RANK = Comparator.comparingInt(Waiter::rank).thenComparing(BY_ARRIVAL);

    /** Asked before each wait and after it. */
    @FunctionalInterface
    public interface Patience {
        /** Throws when there is nothing to wait for any more. */
        void check() throws GraphException;
    }

    private record Waiter(int rank, long arrival) {
    }

    private final RequestBudget budget;
    private final List<Waiter> waiting = new ArrayList<>();
    private long arrivals;
    /** Places given while others waited. */
    private long contested;

    public Turns(RequestBudget budget) {
        this.budget = budget;
    }

    /**
     * Waits for a place and takes it, so that the request may be sent at once; or ends as {@code patience} does, without one.
     *
     * @return its place, which is told when the answer comes
     */
    public synchronized RequestBudget.Place await(int rank, Patience patience) throws GraphException, InterruptedException {
        Waiter me = new Waiter(rank, arrivals++);
        waiting.add(me);
        try {
            while (true) {
                patience.check();
                boolean next = isNext(me);
                Optional<RequestBudget.Place> place = next ? budget.tryTake() : Optional.empty();
                if (place.isPresent()) {
                    contested += waiting.size() > 1 ? 1 : 0;
                    return place.get();
                }
                wait(next ? budget.untilFree().toMillis() + 1 : 0); // 0 is until it is woken
            }
        } finally {
            waiting.removeIf(one -> one == me); // what the JDK makes for a record's equals would delay a start's first request
            notifyAll();
        }
    }

    /** Those who wait look anew at clock, budget and patience. */
    public synchronized void wake() {
        notifyAll();
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private boolean isNext(Waiter one) {
        return waiting.stream().min(contested % FAIR == FAIR - 1 ? BY_ARRIVAL : BY_RANK).orElseThrow() == one;
    }
}
