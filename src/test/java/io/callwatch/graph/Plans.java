package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The planner and what it is compared with, as a {@link Simulation.Plan}. */
final class Plans {

    private Plans() {
    }

    static Simulation.Plan of(WindowPlanner planner) {
        return new Simulation.Plan() {
            @Override
            public Optional<Window> next() {
                return planner.next();
            }

            @Override
            public boolean afterPage(Window window, int page, List<Instant> starts, boolean hasNext) {
                return planner.afterPage(window, page, starts, hasNext);
            }

            @Override
            public void done(Window window) {
                planner.done(window);
            }
        };
    }

    /** Windows of one length, the newest first, whose links are followed; with the whole as length, a nextLink follower. */
    static Simulation.Plan fixed(Window whole, Duration length) {
        return new Simulation.Plan() {
            private Instant to = whole.to();

            @Override
            public Optional<Window> next() {
                Optional<Window> window = Window.before(to, length).overlap(whole);
                to = to.minus(length);
                return window;
            }

            @Override
            public boolean afterPage(Window window, int page, List<Instant> starts, boolean hasNext) {
                return hasNext;
            }

            @Override
            public void done(Window window) {
            }
        };
    }
}
