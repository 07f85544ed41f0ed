package io.callwatch.app;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The passes that are under way, each with its line where somebody looks on. Threads may share it. */
final class ActivePasses {
    private final Set<Pass> passes = ConcurrentHashMap.newKeySet();
    private final ProgressLine progress;

    ActivePasses(ProgressLine progress) {
        this.progress = progress;
    }

    void begin(Pass pass) {
        progress.begin(pass);
        passes.add(pass);
    }

    void end(Pass pass) {
        progress.end(pass);
        passes.remove(pass);
    }

    boolean isReading(String sweep) {
        return passes.stream().anyMatch(pass -> pass.sweeps().contains(sweep));
    }

    /** A new pass of these sweeps reads what is left unread as well. */
    void supersede(Collection<String> sweeps) {
        passes.stream().filter(pass -> pass.isCarryingOn() && sweeps.containsAll(pass.sweeps())).forEach(Pass::supersede);
    }

    /** When the oldest of them began; null when there is none. */
    Instant oldest() {
        return passes.stream().map(Pass::began).min(Comparator.naturalOrder()).orElse(null);
    }
}
