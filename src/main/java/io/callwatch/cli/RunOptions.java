package io.callwatch.cli;

import java.time.Instant;
import picocli.CommandLine.Option;

/** How {@code run} runs. */
final class RunOptions {
    @Option(names = "--once", description = "One pass of every sweep and one attempt at every pending delivery, then exit.")
    boolean once;

    @Option(names = "--at", paramLabel = "INSTANT", converter = InstantConverter.class,
            description = "With --once: the present of this run, such as 2026-11-20T15:00:00Z.")
    Instant at;

    @Option(names = "--json", description = "Print results as one JSON document.")
    boolean json;
}
