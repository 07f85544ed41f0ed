package io.callwatch.graph;

/**
 * What earlier readings of a tenant have taught, for all that reads it now: how many calls begin when, how long after
 * their start they are seen, and when which stretch was read last. The first two are kept in the ledger as text; the
 * third is its coverage. Threads share all three.
 */
public record Knowledge(Density density, FirstSight firstSight, LastRead lastRead) {

    private static final int CALLS_PER_DAY = 5_000;

    /** Of a tenant never read before. */
    public static Knowledge none() {
        return new Knowledge(Density.guess(CALLS_PER_DAY), FirstSight.documented(), new LastRead());
    }
}
