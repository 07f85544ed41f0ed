package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What earlier readings of a tenant have taught, for all that reads it now: how many calls begin when, how long after
 * their start they are seen, when which stretch was read last, and what could not be read. All but the third are kept in the
 * ledger as text; the third is its coverage. Threads share all four.
 */
public record Knowledge(Density density, FirstSight firstSight, LastRead lastRead, Unreadable unreadable) {

    private static final int CALLS_PER_DAY = 5_000;

    /** Of a tenant never read before. */
    public static Knowledge none() {
        return new Knowledge(Density.guess(CALLS_PER_DAY), FirstSight.documented(), new LastRead(), new Unreadable());
    }

    /**
     * A record or version not seen before. It was published after the last reading of its stretch; or after its call began, if
     * that was after all readings and lately. One that turns up only because nobody had looked says nothing of when it was
     * published: a first reading of thirty days does not teach that records come weeks late.
     */
    void news(Instant startDateTime, Instant now) {
        Optional<Instant> looked = lastRead.upTo(startDateTime).map(LastRead.Reading::at);
        Duration by = Duration.between(startDateTime, now);
        if (looked.isEmpty() || by.isNegative()) {
            return;
        }
        if (lastRead.at(startDateTime).isPresent()) {
            firstSight.observe(Duration.between(startDateTime, looked.get()), by);
        } else if (!looked.get().isAfter(startDateTime) && by.compareTo(Density.SETTLED) <= 0) {
            firstSight.observe(Duration.ZERO, by);
        }
    }
}
