package io.callwatch;

import io.callwatch.cli.CommandLineOfCallwatch;

/** Starts Callwatch from a command line. */
public final class Callwatch {
    private Callwatch() {
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command to its end. @return the exit code: 0 all done, 1 something is incomplete, 2 wrong usage, configuration or ledger */
    public static int run(String... args) {
        return CommandLineOfCallwatch.run(args);
    }
}
