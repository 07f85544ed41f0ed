package io.callwatch.graph;

/**
 * What the planner does with three tenants, beside a reader that follows nextLinks: how fast a month is read, and how
 * soon a day's records are judged. Argument: a seed.
 */
public final class Simulations {

    private Simulations() {
    }

    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
        BackfillSimulation.print(seed, 1_000, 10_000, 100_000);
        System.out.println();
        DelaySimulation.print(seed, 1_000, 10_000, 100_000);
    }
}
