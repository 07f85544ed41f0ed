package io.callwatch.cli;

import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** A half-open span of start time. */
final class SpanOptions {
    @Option(names = "--from", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Calls that start here or later.")
    private Instant from;
    @Option(names = "--to", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Calls that start before this.")
    private Instant to;

    boolean isGiven() {
        return from != null || to != null;
    }

    /** Refuses a missing end and a reversed span. */
    Spans spans() {
        if (from == null || to == null) {
            throw new UsageException("expected --from INSTANT and --to INSTANT, "
                    + "such as --from 2026-11-19T00:00:00Z --to 2026-11-20T00:00:00Z");
        }
        if (!from.isBefore(to)) {
            throw new UsageException("--from " + from + " is not before --to " + to);
        }
        return Spans.of(List.of(new Window(from, to)));
    }
}
